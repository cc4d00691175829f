import { COMMAND_RECORDS, LOG_RECORD, LOG_START } from './names.js';
import { ProvisioningError } from './provisioning-error.js';

/** What a plan of the event log is made from. */
export interface LogNeeds {
  /** Bytes of the board's flash that log and state may have. */
  bytes: number;
  /** Bytes of a flash page. */
  pageSize: number;
  /** Days between two verifications. */
  verificationDays: number;
  /** Channels that history records sum up, of all nozzles together. */
  channels: number;
  /** 0 for a scale. */
  nozzles: number;
}

export interface LogPlan {
  /** Days of operation that one history record sums up: `historyDays` of the provisioning. */
  historyDays: number;
  /** Records of the log: `logCapacity` of the provisioning. */
  logCapacity: number;
}

/** A log holds at least three successive verifications (WELMEC 7.2, OIML D 31). */
const VERIFICATIONS = 3;
/** Other events of one verification interval that a log must hold beside its history: commands, states, boots, locks. */
const OTHERS = 20;
/** A day to a quarter; where not even one record a quarter fits, history would say little. */
const PERIODS = [1, 7, 14, 28, 91];
/** The longest, days of operation. */
export const LONGEST_HISTORY = PERIODS.at(-1)!;
/** Header of the file, and its first word. */
const AROUND = 32 + LOG_START;
/** Records are numbered with 16 bits. */
const MOST = 65_535;

/**
 * The shortest history period with which a board's flash holds three successive verifications, and the log's capacity: with all
 * of them in it, it still takes commands.
 *
 * @throws ProvisioningError `provisioning-range` when not even a record every 91 days fits: the message says what would
 */
export function planLog(needs: LogNeeds): LogPlan {
  const slots = 2 * Math.max(4096, needs.pageSize);
  // the log ends where a page begins
  const room = Math.floor((needs.bytes - slots) / needs.pageSize) * needs.pageSize - AROUND;
  const most = Math.min(MOST, Math.floor(room / LOG_RECORD));
  const perPeriod = Math.max(1, Math.ceil(needs.channels / 8)) + needs.nozzles;
  for (const historyDays of PERIODS) {
    const periods = Math.ceil((VERIFICATIONS * needs.verificationDays) / historyDays);
    const logCapacity = periods * perPeriod + VERIFICATIONS * OTHERS + COMMAND_RECORDS;
    if (logCapacity <= most) return { historyDays, logCapacity };
  }
  throw new ProvisioningError(
    `provisioning: three verifications of ${needs.verificationDays} days need more than the ${most} log records that this ` +
      'board has room for: choose a shorter verification interval, fewer nozzles on a board, or a board with more flash',
  );
}
