import { HengzhunError } from '@hengzhun/protocol';

/**
 * Codes of the errors that the SDK throws. They are stable: programs may compare them.
 *
 * Verdicts about frames (`frame-replayed`, `frame-signature-invalid`, …) are not errors but results: see `IngestCode`.
 */
export type SdkErrorCode =
  // Links
  | 'link-path-missing'
  | 'link-permission'
  | 'link-locked'
  | 'link-not-a-port'
  | 'link-vanished'
  | 'link-open-failed'
  | 'link-not-open'
  | 'link-write-failed'
  | 'link-closed'
  | 'link-binding-unavailable'
  | 'link-bad-option'
  // Bluetooth
  | 'ble-not-installed'
  | 'ble-adapter-absent'
  | 'ble-adapter-off'
  | 'ble-adapter-lost'
  | 'ble-unauthorized'
  | 'ble-scan-failed'
  | 'ble-not-in-range'
  | 'ble-connect-failed'
  | 'ble-link-lost'
  | 'ble-operation-timeout'
  | 'ble-not-an-instrument'
  | 'ble-bad-peripheral'
  // Requests to an instrument
  | 'request-timeout'
  | 'request-refused'
  | 'request-busy'
  | 'request-not-fresh'
  | 'request-wrong-instrument'
  | 'request-aborted'
  | 'request-bad-argument'
  // Birth of an instrument
  | 'birth-no-proof'
  | 'birth-wrong-instrument'
  | 'birth-not-newborn'
  | 'birth-no-element'
  // Software update
  | 'update-refused'
  | 'update-stalled'
  | 'update-not-shown'
  // Store
  | 'store-path-missing'
  | 'store-permission'
  | 'store-not-a-database'
  | 'store-wrong-file'
  | 'store-corrupt'
  | 'store-full'
  | 'store-locked'
  | 'store-newer-version'
  | 'store-read-only'
  | 'store-io'
  | 'store-closed'
  | 'store-internal'
  | 'store-bad-query'
  // Registry
  | 'registry-bad-record'
  | 'registry-bad-key'
  | 'registry-bad-certificate'
  | 'registry-key-known'
  | 'registry-instrument-conflict'
  | 'registry-unknown-instrument'
  | 'registry-unknown-key'
  | 'registry-unknown-maker'
  | 'registry-bad-format'
  // Event log
  | 'log-incomplete'
  | 'log-head-mismatch'
  | 'log-conflict'
  // Rules
  | 'rules-unknown'
  | 'rules-out-of-range'
  // Cases of out-of-tolerance replacement
  | 'calendar-bad-date'
  | 'calendar-ended'
  | 'case-unknown'
  | 'case-bad-step'
  | 'case-history-broken'
  | 'case-busy'
  // Ledger
  | 'ledger-bad-value'
  | 'ledger-bad-draft'
  | 'ledger-bad-entry'
  | 'ledger-bad-signature'
  | 'ledger-bad-key'
  | 'ledger-key-missing'
  | 'ledger-key-exposed'
  | 'ledger-key-succeeded'
  | 'ledger-broken'
  | 'ledger-bad-checkpoint'
  // Case files and attachments
  | 'case-file-too-large'
  | 'case-file-not-an-archive'
  | 'case-file-too-many-members'
  | 'case-file-bad-name'
  | 'case-file-duplicate-name'
  | 'case-file-symbolic-link'
  | 'case-file-compressed'
  | 'case-file-overlap'
  | 'case-file-bad-checksum'
  | 'case-file-bad-form'
  | 'case-file-bad-manifest'
  | 'case-file-bad-member'
  | 'case-file-unknown-subject'
  | 'attachment-too-large'
  | 'attachment-bad-type'
  | 'attachment-empty'
  | 'attachment-damaged'
  // Check sheets
  | 'sheet-bad-input'
  | 'sheet-incomplete'
  // Records
  | 'record-bad-field'
  | 'record-bad-format'
  | 'record-xml-forbidden'
  | 'record-not-expressible'
  | 'record-too-large'
  | 'record-unknown'
  | 'record-unknown-kind'
  | 'record-unknown-reference'
  | 'record-standard-expired'
  | 'record-contradiction'
  | 'record-in-future'
  | 'record-damaged'
  // Judgement
  | 'judgement-priors-missing'
  | 'judgement-rules-unknown'
  | 'judgement-entry-unreadable'
  // Reports
  | 'report-nothing-seen'
  | 'report-too-large'
  | 'report-fonts-missing'
  | 'report-bad-record'
  | 'report-bad-certificate'
  | 'report-bad-statement'
  | 'report-office-untrusted'
  // Sampling
  | 'sampling-out-of-range'
  | 'sampling-no-plan'
  | 'sampling-bad-lot'
  | 'sampling-bad-rules'
  | 'sampling-bad-allocation'
  | 'sampling-lot-known'
  | 'sampling-unknown-lot'
  | 'sampling-too-early'
  | 'sampling-out-of-order'
  | 'sampling-result-foreign'
  | 'sampling-result-duplicate'
  | 'sampling-result-late'
  | 'sampling-result-unusable'
  | 'sampling-result-unrecorded'
  | 'sampling-not-random'
  | 'sampling-incomplete'
  | 'sampling-too-little-data'
  | 'sampling-rules-unknown'
  | 'sampling-history-broken';

/** Every error that the SDK throws: a stable code, and a message that says what to do. */
export class SdkError extends HengzhunError {
  declare readonly code: SdkErrorCode;
  /** Machine-readable particulars: a path, a kid in hex, a line number. Never a private key. */
  readonly detail: Readonly<Record<string, string | number>>;

  constructor(
    code: SdkErrorCode,
    message: string,
    detail: Readonly<Record<string, string | number>> = {},
    cause?: unknown,
  ) {
    super(code, message, cause === undefined ? undefined : { cause });
    this.detail = detail;
  }
}
