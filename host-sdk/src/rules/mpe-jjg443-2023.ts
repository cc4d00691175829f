/**
 * Maximum permissible errors of fuel dispensers: JJG 443-2015 and JJG 443-2023. Data, not code: dated and versioned, never changed once a
 * decision has named it.
 */
export interface VolumeTable {
  readonly id: string;
  readonly version: number;
  /** Date of the source's edition, ISO 8601. */
  readonly dated: string;
  readonly source: string;
  /** Error of a delivered volume, ± as a share. */
  readonly limit: number;
  /** Repeatability, as a share. */
  readonly repeatability: number;
  /** Deviation of the pulse equivalent at which a dispenser suspects fraud, ± as a share: no limit of error. */
  readonly fraud: number;
}

export const mpeJjg443: VolumeTable = {
  id: 'jjg-443-2023-mpe',
  version: 1,
  dated: '2023',
  source: 'JJG 443-2023',
  limit: 0.003,
  repeatability: 0.001,
  fraud: 0.006,
};
