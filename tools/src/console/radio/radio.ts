import type { Link, SdkError } from '@hengzhun/host-sdk';
import type { Beacon } from '@hengzhun/protocol';
import type { Adapter } from '../api/around.js';
import type { Bilingual } from '../api/common.js';

/** Somebody in range who calls himself an instrument. */
export interface Nearby {
  readonly address: string;
  readonly name: string | undefined;
  /** dBm; undefined: not known. */
  readonly rssi: number | undefined;
  /** ms since 1970. */
  readonly lastSeen: number;
  readonly connectable: boolean;
  /** Unproved; undefined: see `refused`. */
  readonly beacon: Beacon | undefined;
  /** Key identifier of the beacon, hex; undefined: none. */
  readonly kid: string | undefined;
  readonly refused: { readonly code: string; readonly message: string } | undefined;
  readonly suspicions: readonly { readonly code: string; readonly text: Bilingual }[];
}

/** The radio of this machine, as far as the console needs it. */
export interface Radio {
  readonly adapter: { readonly state: Adapter['state']; readonly error?: SdkError };
  /** Everybody in range, the strongest signal first. */
  snapshot(): readonly Nearby[];
  /** Addresses at which a key identifier (hex) is present at once. */
  presentAt(kid: string): number;
  /** Calls back when something changed. */
  onChange(listener: () => void): void;
  /** A link to an address. @throws {SdkError} `ble-*` */
  open(address: string, signal: AbortSignal): Link;
  close(): Promise<void>;
}
