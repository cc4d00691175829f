import { type LogPlan, planLog, stateFileSize } from '@hengzhun/firmware';
import type { BoardProfile } from '@hengzhun/firmware/boards';

/** Bytes of a file's header in Espruino's Storage. */
export const FILE_HEADER = 32;
/** What a configuration may take that is not known yet. */
export const ROOM_FOR_CONFIGURATION = 2048;

/** What the event log of an instrument has to hold. */
export interface LogWants {
  /** Days between two verifications. */
  readonly verificationDays: number;
  /** Channels that its history sums up, of all nozzles together. */
  readonly channels: number;
  /** 0 for a scale. */
  readonly nozzles: number;
}

/** What is known of an instrument when its log is planned. */
export interface LoggingInstrument {
  readonly kind: 'scale' | 'dispenser';
  /** Channels that it reports, of one nozzle. */
  readonly channels: number;
  /** 0 for a scale. */
  readonly nozzles: number;
}

/** Days between two verifications: scales 1 year (JJG 539), fuel dispensers 6 months (JJG 443). */
const VERIFICATION_DAYS = { scale: 365, dispenser: 183 } as const;
/** The least that an instrument of a kind reports, and the most: for a flashing before the instrument is decided. */
const LEAST = { scale: { channels: 1, nozzles: 0 }, dispenser: { channels: 1, nozzles: 1 } } as const;
const MOST = { scale: { channels: 16, nozzles: 0 }, dispenser: { channels: 6, nozzles: 4 } } as const;

/** What the log of an instrument has to hold: three verifications of its kind (WELMEC 7.2, OIML D 31). */
export function logWants({ kind, channels, nozzles }: LoggingInstrument): LogWants {
  return { verificationDays: VERIFICATION_DAYS[kind], channels: channels * Math.max(1, nozzles), nozzles };
}

/**
 * The log of an instrument on a board with so many bytes for log and state, and the size of its state file.
 * @throws ProvisioningError `provisioning-range`: not even a record every 91 days fits
 */
export function planState(bytes: number, pageSize: number, wants: LogWants): { log: LogPlan; size: number } {
  const log = planLog({ ...wants, bytes, pageSize });
  return { log, size: stateFileSize(pageSize, log.logCapacity) };
}

/**
 * The size of a state file for whatever instrument of a kind the board becomes: the log of the largest with the shortest history period
 * that fits, or else all the room there is.
 * @throws ProvisioningError `provisioning-range`: there is no room for the smallest either
 */
export function stateSizeFor(kind: LoggingInstrument['kind'], bytes: number, pageSize: number): number {
  planState(bytes, pageSize, logWants({ kind, ...LEAST[kind] }));
  try {
    return planState(bytes, pageSize, logWants({ kind, ...MOST[kind] })).size;
  } catch {
    return Math.floor(bytes / pageSize) * pageSize - FILE_HEADER;
  }
}

/**
 * Bytes for log and state on a board whose software is there already: the state file that its flashing made, or what is free.
 * @param file bytes of the state file; undefined: there is none
 * @param free free bytes of Storage
 */
export function stateRoom(profile: BoardProfile, file: number | undefined, free: number): number {
  if (profile.state.in === 'flash') return profile.state.bytes;
  return file === undefined ? free - ROOM_FOR_CONFIGURATION : file + FILE_HEADER;
}

/** Bytes of a page of the flash where the state lies. */
export function statePage(profile: BoardProfile): number {
  return profile.state.in === 'flash' ? profile.state.page : profile.storage.page;
}
