import type { Frame } from '@hengzhun/protocol';

/** What was received, with its receipt: where it came from and the host time interval in which its bytes arrived. */
export interface ReceivedPacket {
  /** One message without SLIP and CRC. Kept exactly as it is; do not reuse the array. */
  readonly bytes: Uint8Array;
  readonly link: string;
  /** Number of the connection on the link. */
  readonly connection: number;
  /** ms since 1970. */
  readonly earliest: number;
  readonly latest: number;
  /** `import`: from a file. Frames known already are then duplicates and no sign of tampering, and they prove no freshness. Default `live`. */
  readonly source?: 'live' | 'import';
  /** The challenge that this packet was the answer to, if it was one: proves when the frame was made at the earliest. */
  readonly challenge?: { readonly nonce: Uint8Array; readonly sentAt: number };
}

/** What became of one packet. Stable. */
export type IngestCode =
  /** New, proved and stored. */
  | 'frame-accepted'
  /** The same, but it came after a frame with a higher number: put into its place. */
  | 'frame-reordered'
  /** Stored already, and here it comes again over a line: recorded, not counted twice. */
  | 'frame-replayed'
  /** Stored already, found again in a file. */
  | 'frame-duplicate'
  /** Well signed, but another frame with this number is stored: both are kept, the instrument is flagged. */
  | 'frame-forked'
  /** Not a frame of the contract; `protocolCode` says what is wrong with it. */
  | 'frame-malformed'
  /** Its key is enrolled nowhere and it does not name a known instrument. */
  | 'frame-unknown-instrument'
  /** It claims to be an enrolled instrument, but its key is not that instrument's. */
  | 'frame-wrong-key'
  /** The signature does not fit the enrolled key. */
  | 'frame-signature-invalid'
  /** Signed by a key that was retired before this sequence number. */
  | 'frame-key-retired'
  /** Signed by a revoked key and not in the store before. */
  | 'frame-key-revoked';

/** What an accepted (or forked) frame shows besides; each is an incident in the store. */
export type FindingCode =
  | 'chain-broken'
  | 'counter-rollback'
  | 'sequence-rollback'
  | 'identity-mismatch'
  /** Totaliser or number of fuelings of a nozzle fell. */
  | 'totaliser-rollback'
  /** The software counter fell: older software runs. */
  | 'software-rollback'
  /** The epoch of a command key fell: an older key is accepted again. */
  | 'key-epoch-rollback'
  /** Retired, and yet it works. */
  | 'retired-active';

/**
 * How a frame was proved: by its own signature, or because an unbroken chain of digests leads from the signed frame with number `by` to it.
 * Not the same word for both.
 */
export type Proof = { readonly how: 'signature-valid' } | { readonly how: 'covered'; readonly by: number };

/** The result for one packet of a batch; refused packets are stored as well, with the reason. */
export interface IngestOutcome {
  readonly code: IngestCode;
  readonly packet: ReceivedPacket;
  /** In words what is wrong, and the protocol's code for it; undefined for accepted frames. */
  readonly reason: string | undefined;
  readonly protocolCode: string | undefined;
  /** The decoded frame; undefined for what could not be decoded. Only for accepted frames is anything in it proved. */
  readonly frame: Frame | undefined;
  /** kid of the enrolled key that the frame is attributed to, hex; undefined: none. */
  readonly kid: string | undefined;
  readonly instrumentId: number | undefined;
  /** `kid/sequence/digest`; undefined for refused packets. */
  readonly frameId: string | undefined;
  readonly proof: Proof | undefined;
  readonly findings: readonly FindingCode[];
}

/** Codes whose packets are refused: kept with their reason, never evidence. */
export const refusals: ReadonlySet<IngestCode> = new Set<IngestCode>([
  'frame-malformed',
  'frame-unknown-instrument',
  'frame-wrong-key',
  'frame-signature-invalid',
  'frame-key-retired',
  'frame-key-revoked',
]);
