/** Provisioning, written by a host before the first boot; see `provisioning.ts`. */
export const PROVISIONING_FILE = 'hz.cfg';
/** State journals, slots A and B. */
export const JOURNAL_FILES = ['hz.sA', 'hz.sB'];
/** Detector snapshots, slots A and B. */
export const SNAPSHOT_FILES = ['hz.dA', 'hz.dB'];
/** Event log. */
export const LOG_FILE = 'hz.log';
