import { Advertiser } from './advertiser.js';
import type { Transmission } from './advertising-channels.js';
import type { Air } from './air.js';
import { runCommand } from './commands.js';
import { PACKET_ACL, PACKET_COMMAND } from './hci-constants.js';
import { addressBytes, type DeviceAddress, dataBufferOverflow, hardwareError } from './hci-events.js';
import { Initiator } from './initiator.js';
import { type LinkEnd, LONGEST_DATA } from './link-end.js';
import type { Position } from './propagation.js';
import { Scanner } from './scanner.js';

export interface ControllerOptions {
  /** Public address, `02:48:5a:00:00:01`. */
  address?: string;
  position?: Position;
  /** dBm; default 0. */
  transmitPower?: number;
  /** Octets of a data packet, 27 to 251 (default): below 251 without the data length extension at all if it is 27. */
  longestData?: number;
  /** Longest data of one ACL packet between host and controller, bytes, and how many it buffers. Default 251 and 8. */
  aclLength?: number;
  aclBuffers?: number;
  /** Links that it holds at once as central (default 8) and as peripheral (default 1). */
  centralLinks?: number;
  peripheralLinks?: number;
  /** Longest time of a connection event, ms; default: as long as the interval allows. An nRF52 has 3.75 ms. */
  eventLength?: number;
  /** Whether it lets a peripheral change the connection parameters, as the kernel of a laptop does. Default true. */
  takesParameterRequests?: boolean;
}

/** Who listens to a controller: a host stack in this process, or a byte stream to one outside. */
export interface HostPort {
  packet(packet: Buffer): void;
  /** The adapter was lost or came back. */
  power?(on: boolean): void;
}

/** Time between host and controller, ms either way: what a UART or USB adds. */
const TRANSPORT_MS = 0.2;
/** Handles of links (Vol 4 Part E, 5.4.2: 0x0000 to 0x0eff). Some hosts take a handle 0 for none. */
const FIRST_HANDLE = 0x0040;
const LAST_HANDLE = 0x0eff;
/** Bits of event masks after a reset: everything up to 0x1fff ffff ffff (7.3.1), LE subevents 1 to 5 (7.8.1). */
const DEFAULT_EVENT_MASK = 0x1fff_ffff_ffffn;
const DEFAULT_LE_EVENT_MASK = 0x1fn;
const LE_META_BIT = 61n;
/** Time kept of a radio's busy spells, ms. */
const BUSY_KEPT_MS = 20;

/**
 * A virtual LE controller: HCI packets (H4, Bluetooth Core Specification 5.4, Vol 4) on one side, the air on the other.
 * It does what a host needs for legacy advertising, scanning and connections at 1 Mbit/s without encryption; whatever
 * else a host asks it answers with "Unknown HCI Command", as a real one does.
 */
export class Controller {
  readonly address: DeviceAddress;
  randomAddress: DeviceAddress | undefined;
  /** Where it is; may be changed at any time. */
  position: Position;
  /** dBm; may be changed at any time. */
  transmitPower: number;
  readonly longestData: number;
  readonly aclLength: number;
  readonly aclBuffers: number;
  readonly centralLinks: number;
  readonly peripheralLinks: number;
  readonly eventLength: number;
  takesParameterRequests: boolean;
  readonly advertiser = new Advertiser(this);
  readonly scanner = new Scanner(this);
  readonly initiator = new Initiator(this);
  readonly links = new Map<number, LinkEnd>();
  eventMask = DEFAULT_EVENT_MASK;
  leEventMask = DEFAULT_LE_EVENT_MASK;
  leHostSupport = false;
  #powered = true;
  /** Counts power cuts: what was on its way at one is lost. */
  #life = 0;
  #hosts = new Set<HostPort>();
  #outstanding = 0;
  #handle = FIRST_HANDLE - 1;
  #busy: { start: number; end: number }[] = [];

  constructor(
    readonly air: Air,
    options: ControllerOptions & { address: string },
  ) {
    this.address = { bytes: addressBytes(options.address), random: false };
    this.position = options.position ?? { x: 0, y: 0 };
    this.transmitPower = options.transmitPower ?? 0;
    this.longestData = options.longestData ?? LONGEST_DATA;
    this.aclLength = options.aclLength ?? 251;
    this.aclBuffers = options.aclBuffers ?? 8;
    this.centralLinks = options.centralLinks ?? 8;
    this.peripheralLinks = options.peripheralLinks ?? 1;
    this.eventLength = options.eventLength ?? Number.POSITIVE_INFINITY;
    this.takesParameterRequests = options.takesParameterRequests ?? true;
  }

  get powered(): boolean {
    return this.#powered;
  }

  get listens(): boolean {
    return this.scanner.enabled || this.initiator.wanted !== undefined;
  }

  /** Connects a host. @returns a function that takes it off again. */
  attach(host: HostPort): () => void {
    this.#hosts.add(host);
    return () => this.#hosts.delete(host);
  }

  /** Takes a packet of a host. What comes while the adapter is lost is lost. */
  write(packet: Uint8Array): void {
    const life = this.#life;
    const copy = Buffer.from(packet);
    this.air.at(this.air.now() + TRANSPORT_MS, () => {
      if (this.#powered && this.#life === life) this.#take(copy);
    });
  }

  /** Sends a packet to the hosts; events that they masked are left out. */
  send(packet: Buffer): void {
    if (packet[0] === 0x04 && !this.#isUnmasked(packet[1]!)) return;
    const life = this.#life;
    this.air.at(this.air.now() + TRANSPORT_MS, () => {
      if (this.#life !== life) return;
      for (const host of [...this.#hosts]) host.packet(packet);
      this.air.clock.yieldToOutside();
    });
  }

  /** Sends an LE Meta event, unless its subevent is masked (7.8.1). */
  sendLe(packet: Buffer): void {
    const bit = BigInt(packet[3]! - 1);
    if ((this.eventMask >> LE_META_BIT) & 1n && (this.leEventMask >> bit) & 1n) this.send(packet);
  }

  /** The adapter is pulled out: its links die without a word, its host sees it go. */
  lose(): void {
    if (!this.#powered) return;
    this.#powered = false;
    this.#life++;
    this.clear();
    for (const host of [...this.#hosts]) host.power?.(false);
    this.air.clock.yieldToOutside();
  }

  /** The adapter is plugged in again. */
  restore(): void {
    if (this.#powered) return;
    this.#powered = true;
    for (const host of [...this.#hosts]) host.power?.(true);
    this.air.clock.yieldToOutside();
  }

  /** Standby, as after HCI_Reset (7.3.2): no advertising, scanning, initiating; links end without an event. */
  clear(): void {
    this.advertiser.disable();
    this.advertiser.data = Buffer.alloc(0);
    this.advertiser.scanResponse = Buffer.alloc(0);
    this.scanner.disable();
    this.initiator.stop();
    for (const end of [...this.links.values()]) end.close();
    this.#outstanding = 0;
    this.randomAddress = undefined;
    this.eventMask = DEFAULT_EVENT_MASK;
    this.leEventMask = DEFAULT_LE_EVENT_MASK;
  }

  /** Gone for good. */
  remove(): void {
    this.lose();
    this.#hosts.clear();
    this.air.controllers.delete(this);
  }

  addressOf(random: boolean): DeviceAddress {
    return random && this.randomAddress ? this.randomAddress : this.address;
  }

  roleCount(role: LinkEnd['role']): number {
    let count = 0;
    for (const end of this.links.values()) if (end.role === role) count++;
    return count;
  }

  newHandle(): number {
    do {
      this.#handle = this.#handle >= LAST_HANDLE ? FIRST_HANDLE : this.#handle + 1;
    } while (this.links.has(this.#handle));
    return this.#handle;
  }

  /** Packets of the host whose buffers are free again. */
  acknowledged(count: number): void {
    this.#outstanding = Math.max(0, this.#outstanding - count);
  }

  /** The radio serves a connection from `start` to `end`, ms: it hears no advertisement meanwhile. */
  busy(start: number, end: number): void {
    this.#busy = this.#busy.filter((spell) => spell.end > start - BUSY_KEPT_MS);
    this.#busy.push({ start, end });
  }

  /** Whether it listens on an advertising channel through a whole packet. */
  hears(packet: Transmission): boolean {
    if (this.#busy.some((spell) => spell.start < packet.end && spell.end > packet.start)) return false;
    return this.scanner.hears(packet) || this.initiator.hears(packet);
  }

  #isUnmasked(code: number): boolean {
    // Command Complete, Command Status and Number Of Completed Packets cannot be masked (7.3.1).
    if (code === 0x0e || code === 0x0f || code === 0x13) return true;
    return ((this.eventMask >> BigInt(code - 1)) & 1n) === 1n;
  }

  #take(packet: Buffer): void {
    if (packet[0] === PACKET_COMMAND && packet.length >= 4 && packet.length === 4 + packet[3]!) {
      runCommand(this, packet.readUInt16LE(1), packet.subarray(4));
    } else if (packet[0] === PACKET_ACL && packet.length >= 5 && packet.length === 5 + packet.readUInt16LE(3)) {
      this.#takeData(packet);
    } else this.send(hardwareError(1));
  }

  #takeData(packet: Buffer): void {
    const flags = packet.readUInt16LE(1);
    const end = this.links.get(flags & 0x0fff);
    // A host may still send to a link whose end it has not heard of.
    if (!end) return;
    if (this.#outstanding >= this.aclBuffers || packet.length - 5 > this.aclLength) {
      this.send(dataBufferOverflow());
      return;
    }
    this.#outstanding++;
    end.enqueue(((flags >> 12) & 3) !== 1, packet.subarray(5));
  }
}
