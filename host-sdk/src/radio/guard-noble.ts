import { createRequire } from 'node:module';
import { attributeProblem } from './attribute-problem.js';

/**
 * On Linux noble itself reads what comes from the air, and it believes the lengths in it: a list of services with entries of no length keeps
 * it busy for ever, a short notification ends the process, an advertisement with an empty transmit power throws, and every address that ever
 * advertised is remembered. This puts checks before its parsers, once for the process. (On macOS and Windows the system reads the air.)
 */
export function guardNoble(): void {
  if (guarded) return;
  guarded = true;
  let load: NodeJS.Require;
  try {
    load = createRequire(createRequire(import.meta.url).resolve('@stoprocent/noble'));
    guardAttributes(load('./lib/hci-socket/gatt.js').prototype);
    guardChannel(load('./lib/hci-socket/signaling.js').prototype);
    guardChannel(load('./lib/hci-socket/smp.js').prototype);
    guardAdvertising(load('./lib/hci-socket/gap.js').prototype);
    guardFragments(load('./lib/hci-socket/hci.js').prototype);
    silence(load('./lib/hci-socket/bindings.js').prototype);
  } catch {
    // A program that brings its own adapter may have no noble at all, or one whose inside is another; its own checks then have to do.
  }
}

let guarded = false;

type Listener = (reason: string) => void;
const listeners = new Map<string, Set<Listener>>();
const keyOf = (address: string) => address.replaceAll(':', '').toLowerCase();

/** Calls back when what comes from this address cannot be what it claims to be. Returns what ends that. */
export function onViolation(address: string, listener: Listener): () => void {
  const key = keyOf(address);
  const set = listeners.get(key) ?? new Set();
  set.add(listener);
  listeners.set(key, set);
  return () => {
    set.delete(listener);
    if (set.size === 0) listeners.delete(key);
  };
}

/** For tests: how many wait for violations. @internal */
export function violationListeners(): number {
  return [...listeners.values()].reduce((sum, set) => sum + set.size, 0);
}

function violated(address: string | undefined, reason: string): void {
  if (address === undefined) return;
  for (const listener of [...(listeners.get(keyOf(address)) ?? [])]) listener(reason);
}

const attributeChannel = 4;

interface GattInside {
  _address: string;
  onAclStreamData(channel: number, data: Buffer): void;
}

function guardAttributes(gatt: GattInside): void {
  const original = gatt.onAclStreamData;
  gatt.onAclStreamData = function (channel, data) {
    const problem = channel === attributeChannel ? attributeProblem(data) : undefined;
    if (problem !== undefined) return violated(this._address, problem);
    try {
      original.call(this, channel, data);
    } catch (error) {
      violated(this._address, (error as Error).message);
    }
  };
}

interface ChannelInside {
  _aclStream: { _smp?: { _ra: Buffer } };
  onAclStreamData(channel: number, data: Buffer): void;
}

/** Signalling and pairing: nobody here needs either of them; what cannot be read is left. */
function guardChannel(channel: ChannelInside): void {
  const original = channel.onAclStreamData;
  channel.onAclStreamData = function (id, data) {
    try {
      original.call(this, id, data);
    } catch (error) {
      const address = this._aclStream?._smp?._ra;
      violated(address && Buffer.from(address).reverse().toString('hex'), (error as Error).message);
    }
  };
}

interface Advertisement {
  serviceUuids: string[];
  serviceData: object[];
  serviceSolicitationUuids: string[];
}

interface GapInside {
  _discoveries: Record<string, unknown>;
  parseServices(address: string, ...rest: unknown[]): Advertisement;
}

/** Addresses that noble may remember to put advertisement and scan response together. */
const discoveries = 4096;
/** Entries of one list in an advertisement, over all that ever came from one address. */
const listed = 32;

function guardAdvertising(gap: GapInside): void {
  const original = gap.parseServices;
  gap.parseServices = function (address, ...rest) {
    if (!(address in this._discoveries) && Object.keys(this._discoveries).length >= discoveries) {
      // They come again with the next advertisement; only the answers to scans under way are lost.
      for (const known of Object.keys(this._discoveries)) delete this._discoveries[known];
      rest[1] = false;
    }
    let read: Advertisement;
    try {
      read = original.call(this, address, ...rest);
    } catch {
      // Whoever advertises what cannot be read has said nothing.
      read = { serviceUuids: [], serviceData: [], serviceSolicitationUuids: [] };
    }
    for (const list of [read.serviceUuids, read.serviceData, read.serviceSolicitationUuids]) {
      if (list.length > listed) list.splice(0, list.length - listed);
    }
    return read;
  };
}

/** Says on standard output what the adapter's condition says in both languages; there a program's JSON would be spoiled by it. */
function silence(bindings: { onStateChange(state: string): void }): void {
  const original = bindings.onStateChange;
  bindings.onStateChange = function (state) {
    const { log } = console;
    console.log = () => {};
    try {
      original.call(this, state);
    } finally {
      console.log = log;
    }
  };
}

interface HciInside {
  _handleBuffers: Record<number, { length: number; data: Buffer } | undefined>;
  onSocketData(data: Buffer): void;
  disconnect(handle: number): void;
}

const aclPacket = 2;

/** A message that was promised shorter than its pieces are together would be collected for ever. */
function guardFragments(hci: HciInside): void {
  const original = hci.onSocketData;
  hci.onSocketData = function (data) {
    original.call(this, data);
    if (data[0] !== aclPacket || data.length < 3) return;
    const handle = data.readUInt16LE(1) & 0x0fff;
    const held = this._handleBuffers[handle];
    if (held === undefined || held.data.length <= held.length) return;
    delete this._handleBuffers[handle];
    this.disconnect(handle);
  };
}
