import type { Beacon } from '@hengzhun/protocol';
import type { SdkError } from '../errors.js';
import type { Bilingual, Level } from '../evaluation/levels.js';
import type { KeyStatus } from '../registry/records.js';

/**
 * What makes an instrument in range suspicious. Beacons are unsigned: a suspicion is a reason to connect and challenge, and no verdict; anybody
 * can imitate anybody's beacon.
 */
export type SuspicionCode =
  /** The same key identifier from two addresses at once. */
  | 'clone-present'
  /** Sequence, boot count or log length ran backwards. */
  | 'counter-backwards'
  /** One sequence number with two different digests. */
  | 'sequence-forked'
  /** Another key identifier than before from the same address. */
  | 'key-changed'
  /** It has no key yet. */
  | 'key-none'
  | 'key-unknown'
  | 'key-revoked'
  | 'key-retired'
  /** Its sequence is behind what is stored. */
  | 'behind-store'
  /** The newest stored frame has its sequence number and another digest. */
  | 'fork-of-store';

/** What the register and the store know of a key identifier. */
export interface KnownNearby {
  readonly ueid: string;
  readonly serialNumber: string;
  readonly keyStatus: KeyStatus;
  readonly level?: Level;
  /** Highest stored sequence number, and its digest in hex; 0: none. */
  readonly highest: number;
  readonly head: string;
}

/** Somebody in range who calls himself an instrument. */
export interface NearbyInstrument {
  /** To connect by: the address, or on macOS the identifier that the system gave it. */
  readonly address: string;
  readonly name: string | undefined;
  /** Smoothed over some 3 s, dBm; undefined: not known. */
  readonly rssi: number | undefined;
  /** Host time, ms since 1970. */
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** Advertisements that came. */
  readonly reports: number;
  readonly connectable: boolean;
  /** Decoded and unproved; undefined: see `refused`. */
  readonly beacon: Beacon | undefined;
  /** Key identifier of the beacon, hex; undefined: none. */
  readonly kid: string | undefined;
  /** Why the beacon cannot be believed to be one: the protocol's code; `beacon-absent`: it names the service and has none. */
  readonly refused: { readonly code: string; readonly message: string } | undefined;
  /** undefined: not looked up, or nobody here knows it (`key-unknown`). */
  readonly known: KnownNearby | undefined;
  readonly suspicions: readonly SuspicionCode[];
}

/** State of the adapter. `lost`: it could be used before. */
export type AdapterState = 'starting' | 'scanning' | 'idle' | 'absent' | 'off' | 'unauthorized' | 'lost';

export interface AdapterCondition {
  readonly state: AdapterState;
  /** Why it cannot be used, and what to do. */
  readonly error?: SdkError;
}

export type ScanEvent =
  /** `changed`: something in it is worth showing again; `gone`: nothing was heard for `goneAfter`. */
  | { readonly type: 'seen' | 'changed' | 'gone'; readonly at: number; readonly instrument: NearbyInstrument }
  | ({ readonly type: 'adapter'; readonly at: number } & AdapterCondition)
  /** More advertise than are kept: `count` addresses were not taken since the last such event. Somebody floods the air, or the hall is full. */
  | { readonly type: 'crowded'; readonly at: number; readonly count: number }
  /** The register could not be asked about a key identifier; nothing is said of it, and it is asked again later. */
  | { readonly type: 'lookup-failed'; readonly at: number; readonly kid: string; readonly error: unknown }
  /** The reader was too slow: `count` events are lost. The snapshot is complete all the same. */
  | { readonly type: 'dropped'; readonly at: number; readonly count: number };

const texts: Readonly<Record<SuspicionCode, Bilingual>> = {
  'clone-present': {
    zh: '同一密钥标识同时出现在两个地址：可能存在克隆',
    en: 'the same key identifier at two addresses at once: perhaps a clone',
  },
  'counter-backwards': { zh: '计数倒退：可能被回退', en: 'counters ran backwards: perhaps set back' },
  'sequence-forked': {
    zh: '同一序号有两个不同摘要：可能存在克隆',
    en: 'one sequence number with two digests: perhaps a clone',
  },
  'key-changed': { zh: '同一地址换了密钥', en: 'another key at the same address' },
  'key-none': { zh: '尚无密钥', en: 'has no key yet' },
  'key-unknown': { zh: '密钥未登记', en: 'its key is not enrolled' },
  'key-revoked': { zh: '密钥已吊销', en: 'its key is revoked' },
  'key-retired': { zh: '密钥已停用', en: 'its key is retired' },
  'behind-store': { zh: '序号落后于已存的：可能被回退', en: 'behind what is stored: perhaps set back' },
  'fork-of-store': { zh: '与已存的同号帧不同：可能存在克隆', en: 'differs from the stored frame: perhaps a clone' },
};

export const suspicionCodes = Object.keys(texts) as SuspicionCode[];

export function suspicionText(code: SuspicionCode): Bilingual {
  return texts[code];
}
