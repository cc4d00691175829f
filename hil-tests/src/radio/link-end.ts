import type { Controller } from './controller.js';
import { TERMINATED_BY_LOCAL_HOST } from './hci-constants.js';
import {
  aclPacket,
  completedPackets,
  type DeviceAddress,
  dataLengthChange,
  disconnectionComplete,
} from './hci-events.js';
import type { Link } from './link.js';

/** A packet of a connection, as one side has it ready to send. */
export type LinkPacket =
  | { kind: 'empty' }
  /** `last`: the packet of the host that it was cut from is sent with it. */
  | { kind: 'data'; first: boolean; bytes: Buffer; last: boolean }
  | { kind: 'control'; octets: number; received: (by: LinkEnd) => void; acknowledged?: () => void };

/** A packet in the air, with the two bits that acknowledge (Vol 6 Part B, 4.5.9) and the one that announces more. */
export interface LinkFrame {
  packet: LinkPacket;
  sequence: 0 | 1;
  expected: 0 | 1;
  more: boolean;
}

/** Octets of a data packet without the data length extension, and the most that there are (Vol 6 Part B, 4.5.10). */
export const SHORTEST_DATA = 27;
export const LONGEST_DATA = 251;

const EMPTY: LinkPacket = { kind: 'empty' };

/** Time of a packet of a connection at 1 Mbit/s, ms: preamble, access address, header, payload, CRC. */
export function packetTime(packet: LinkPacket): number {
  const octets = packet.kind === 'empty' ? 0 : packet.kind === 'data' ? packet.bytes.length : packet.octets;
  return ((10 + octets) * 8) / 1000;
}

/** One side of a connection: what its controller knows and has to send. */
export class LinkEnd {
  peer!: LinkEnd;
  open = true;
  /** When it last heard the other side, ms of air time. */
  lastHeard = 0;
  /** Whether it ever did: before, the connection is created but not established. */
  established = false;
  transmitOctets = SHORTEST_DATA;
  receiveOctets = SHORTEST_DATA;
  /** What its host asked to send at most. */
  wantedOctets: number;
  /** Reason of the other side's goodbye, until that is acknowledged. */
  closing: number | undefined;
  /** Its own goodbye is on its way. */
  terminating = false;
  #queue: LinkPacket[] = [];
  /** Sent and not acknowledged yet. */
  #current: LinkPacket | undefined;
  #sequence: 0 | 1 = 0;
  #expected: 0 | 1 = 0;

  constructor(
    readonly link: Link,
    readonly controller: Controller,
    readonly role: 'central' | 'peripheral',
    readonly handle: number,
    readonly peerAddress: DeviceAddress,
  ) {
    this.wantedOctets = controller.longestData;
  }

  /** Packets that wait, the one in the air included. */
  get waiting(): number {
    return this.#queue.length + (this.#current && this.#current.kind !== 'empty' ? 1 : 0);
  }

  /** Takes a packet of the host and cuts it to what travels. */
  enqueue(first: boolean, bytes: Buffer): void {
    if (this.terminating) return;
    let rest = bytes;
    let isFirst = first;
    do {
      const piece = rest.subarray(0, this.transmitOctets);
      rest = rest.subarray(piece.length);
      this.#queue.push({ kind: 'data', first: isFirst, bytes: piece, last: rest.length === 0 });
      isFirst = false;
    } while (rest.length > 0);
  }

  control(octets: number, received: (by: LinkEnd) => void, acknowledged?: () => void): void {
    this.#queue.push({ kind: 'control', octets, received, ...(acknowledged && { acknowledged }) });
  }

  /** Says goodbye before anything that still waits; the host hears of the end when the other side confirmed it. */
  terminate(reason: number): void {
    if (this.terminating) return;
    this.terminating = true;
    this.#queue = [
      {
        kind: 'control',
        octets: 2,
        received: (peer) => {
          peer.closing = reason;
        },
        acknowledged: () => this.close(TERMINATED_BY_LOCAL_HOST),
      },
    ];
  }

  /** The packet to send now: the unacknowledged one once more, the next, or an empty one. */
  frame(): LinkFrame {
    this.#current ??= this.#queue.shift() ?? EMPTY;
    return {
      packet: this.#current,
      sequence: this.#sequence,
      expected: this.#expected,
      more: this.#queue.length > 0,
    };
  }

  /** Time of the packet that it would send now, ms. */
  nextTime(): number {
    return packetTime(this.#current ?? this.#queue[0] ?? EMPTY);
  }

  hear(frame: LinkFrame, at: number): void {
    this.lastHeard = at;
    this.established = true;
    if (frame.expected !== this.#sequence) {
      this.#sequence = this.#sequence === 0 ? 1 : 0;
      const sent = this.#current;
      this.#current = undefined;
      if (sent?.kind === 'data' && sent.last) {
        this.controller.acknowledged(1);
        this.controller.send(completedPackets(this.handle, 1));
      } else if (sent?.kind === 'control') sent.acknowledged?.();
    }
    if (!this.open || frame.sequence !== this.#expected) return;
    this.#expected = this.#expected === 0 ? 1 : 0;
    if (frame.packet.kind === 'data') {
      this.controller.send(aclPacket(this.handle, frame.packet.first, frame.packet.bytes));
    } else if (frame.packet.kind === 'control') frame.packet.received(this);
  }

  /** The data length procedure (Vol 6 Part B, 5.1.9), begun by this side. */
  requestDataLength(octets: number): void {
    this.wantedOctets = octets;
    this.control(9, (peer) => {
      peer.#agreeDataLength();
      peer.control(9, (self) => self.#agreeDataLength());
    });
  }

  #agreeDataLength(): void {
    const transmit = Math.max(SHORTEST_DATA, Math.min(this.wantedOctets, this.peer.controller.longestData));
    const receive = Math.max(SHORTEST_DATA, Math.min(this.peer.wantedOctets, this.controller.longestData));
    if (transmit === this.transmitOctets && receive === this.receiveOctets) return;
    this.transmitOctets = transmit;
    this.receiveOctets = receive;
    this.controller.sendLe(dataLengthChange(this.handle, transmit, receive));
  }

  /** The end of the connection for this side; without a reason the host is not told (its controller was reset or is gone). */
  close(reason?: number): void {
    if (!this.open) return;
    this.open = false;
    const unsent = [...this.#queue, ...(this.#current ? [this.#current] : [])];
    // The host takes the buffers as free with the event (7.7.5).
    this.controller.acknowledged(unsent.filter((packet) => packet.kind === 'data' && packet.last).length);
    this.controller.links.delete(this.handle);
    if (reason !== undefined) this.controller.send(disconnectionComplete(this.handle, reason));
  }
}
