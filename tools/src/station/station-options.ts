/** What `hengzhun station` and `npm start` were asked for. Times in ms. */
export interface StationOptions {
  readonly data: string;
  /** Simulated seconds per second. */
  readonly speed: number;
  /** Real time after which it ends; undefined: at Ctrl-C. */
  readonly for?: number;
  /** Simulated time after which it ends; undefined: never. */
  readonly until?: number;
  readonly seed: number;
  readonly recording?: string;
  readonly class: number;
  /** mg */
  readonly max: number;
  /** mg */
  readonly e: number;
}

/** Simulated time between two samples and between two scheduled status frames of the emulated scales. */
export const samplePeriodMs = 1000;
export const reportingIntervalSeconds = 60;
