import type { SdkError } from '../errors.js';

/** Where and when something arrived, by the host's own clock. */
interface Arrival {
  /** Name of the link: for a serial port its path unless another name was given. */
  readonly link: string;
  /** Number of the connection on this link: 1 for the first successful opening, then 2, … 0: never connected. */
  readonly connection: number;
  /** Host time of the event, ms since 1970. */
  readonly at: number;
}

/** One complete SLIP packet whose CRC-32 was right, without the CRC. */
export interface PacketEvent extends Arrival {
  readonly type: 'packet';
  readonly bytes: Uint8Array;
  /** Host time interval in which the bytes arrived, ms since 1970: from the chunk of the first byte to that of the last. */
  readonly earliest: number;
  readonly latest: number;
}

/** Bytes that are no packet: line noise, a wrong CRC, too long, or cut off when the port vanished. Never swallowed. */
export interface DiscardedEvent extends Arrival {
  readonly type: 'discarded';
  readonly bytes: Uint8Array;
  /** The decoder's reason, or `disconnected` for what a vanishing port cut off. */
  readonly reason: string;
}

export interface ConnectedEvent extends Arrival {
  readonly type: 'connected';
}

/** The port is gone (or was closed); unless the link was closed on purpose it reconnects by itself. */
export interface DisconnectedEvent extends Arrival {
  readonly type: 'disconnected';
  readonly reason: 'vanished' | 'liveness' | 'closed';
  readonly error?: SdkError;
}

/** An attempt to open the port failed; the next one follows in `delay` ms. */
export interface RetryEvent extends Arrival {
  readonly type: 'retry';
  readonly attempt: number;
  readonly delay: number;
  readonly error: SdkError;
}

/** Nothing (or nothing that is a packet) arrived for `silence` ms; the port is closed and opened again. */
export interface LivenessEvent extends Arrival {
  readonly type: 'liveness';
  readonly what: 'no-bytes' | 'no-packets';
  readonly silence: number;
}

/** The reader was too slow and the queue was full: `count` events before this one are lost. */
export interface DroppedEvent extends Arrival {
  readonly type: 'dropped';
  readonly count: number;
}

export type LinkEvent =
  | PacketEvent
  | DiscardedEvent
  | ConnectedEvent
  | DisconnectedEvent
  | RetryEvent
  | LivenessEvent
  | DroppedEvent;

export interface LinkStatistics {
  readonly bytes: number;
  readonly packets: number;
  readonly discarded: number;
  readonly discardedBytes: number;
  readonly dropped: number;
  readonly connections: number;
}

/**
 * A way to an instrument: a serial port, or a connection over Bluetooth Low Energy. Iterate it once: the events come in the order in which they
 * happened, and the iteration ends after `close()` (or the abort signal).
 */
export interface Link extends AsyncIterable<LinkEvent> {
  readonly name: string;
  readonly isOpen: boolean;
  readonly connection: number;
  readonly statistics: LinkStatistics;
  /**
   * Sends one message, SLIP-framed with its CRC-32, and resolves when the system has taken the bytes. Never queued for a port
   * that is not open.
   * @throws {SdkError} `link.not-open`, `link.write-failed`, `link.closed`
   */
  send(message: Uint8Array): Promise<void>;
  /** Closes the port and ends the iteration. Safe to call twice. */
  close(): Promise<void>;
}
