import { attributeProblem } from './attribute-problem.js';

/**
 * On Linux noble itself reads what comes from the air, and it believes the lengths in it: a list of services with entries of no length keeps
 * it busy for ever, a short notification ends the process, an advertisement with an empty transmit power throws, and every address that ever
 * advertised is remembered. This puts checks before the parsers of one noble. (On macOS and Windows the system reads the air.) None of what it
 * takes hold of is noble's public interface: where it is not as expected, nothing is done.
 */
export function guardNoble(noble: object): void {
  const bindings = (noble as { _bindings?: BindingsInside })._bindings;
  if (bindings === undefined || guarded.has(bindings)) return;
  guarded.add(bindings);
  silence(bindings);
  // noble's own switch: a beacon stands in the first advertisement, and need not wait for an answer to a scan or for the second one.
  process.env.NOBLE_REPORT_ALL_HCI_EVENTS ??= '1';
  if (bindings._hci) {
    guardStarted(bindings);
    return;
  }
  const { start } = bindings;
  if (typeof start !== 'function') return;
  bindings.start = function () {
    start.call(this);
    guardStarted(bindings);
  };
}

const guarded = new WeakSet<object>();

interface BindingsInside {
  _hci?: HciInside | null;
  _gap?: GapInside | null;
  /** By handle the id, and the other way round. */
  _handles?: Record<string | number, string | number>;
  start?(): void;
  onStateChange?(state: string): void;
}

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

function violated(address: string | number | undefined, reason: string): void {
  if (address === undefined) return;
  for (const listener of [...(listeners.get(keyOf(String(address))) ?? [])]) listener(reason);
}

function guardStarted(bindings: BindingsInside): void {
  if (bindings._hci?.listeners) {
    guardChannels(bindings, bindings._hci);
    guardFragments(bindings._hci);
  }
  if (bindings._gap?.parseServices) guardAdvertising(bindings._gap);
}

const attributeChannel = 4;

interface HciInside {
  _handleBuffers?: Record<number, { length: number; data: Buffer } | undefined>;
  _socket?: { listeners(event: 'data'): unknown[]; removeAllListeners(event: 'data'): unknown; on: unknown };
  listeners(event: 'aclDataPkt'): unknown[];
  removeAllListeners(event: 'aclDataPkt'): unknown;
  on(event: 'aclDataPkt', listener: (handle: number, channel: number, data: Buffer) => void): unknown;
  onSocketData?(data: Buffer): void;
  disconnect(handle: number): void;
}

/** Attributes, signalling and pairing come through here. */
function guardChannels(bindings: BindingsInside, hci: HciInside): void {
  const originals = hci.listeners('aclDataPkt') as ((handle: number, channel: number, data: Buffer) => void)[];
  hci.removeAllListeners('aclDataPkt');
  hci.on('aclDataPkt', (handle, channel, data) => {
    const address = bindings._handles?.[handle];
    const problem = channel === attributeChannel ? attributeProblem(data) : undefined;
    if (problem !== undefined) {
      violated(address, problem);
      return;
    }
    try {
      for (const original of originals) original(handle, channel, data);
    } catch (error) {
      violated(address, (error as Error).message);
    }
  });
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
      this._discoveries = {};
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

const aclPacket = 2;

/** A message that was promised shorter than its pieces are together would be collected for ever. */
function guardFragments(hci: HciInside): void {
  const { onSocketData, _socket: socket, _handleBuffers: buffers } = hci;
  if (onSocketData === undefined || buffers === undefined) return;
  hci.onSocketData = function (data) {
    onSocketData.call(this, data);
    if (data[0] !== aclPacket || data.length < 3) return;
    const handle = data.readUInt16LE(1) & 0x0fff;
    const held = buffers[handle];
    if (held === undefined || held.data.length <= held.length) return;
    delete buffers[handle];
    this.disconnect(handle);
  };
  // It was bound when the adapter was begun; when that comes back it is bound anew, to the one above.
  if (socket === undefined || socket.listeners('data').length === 0) return;
  socket.removeAllListeners('data');
  (socket.on as (event: string, listener: unknown) => void)('data', hci.onSocketData.bind(hci));
}

/** Says on standard output what the adapter's condition says in both languages; there a program's JSON would be spoiled by it. */
function silence(bindings: BindingsInside): void {
  const original = bindings.onStateChange;
  if (original === undefined) return;
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
