import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { attributeProblem } from '../../src/radio/attribute-problem.js';
import { guardNoble, onViolation, violationListeners } from '../../src/radio/guard-noble.js';

// noble's own parsers, as they stand in its package: what comes from the air on Linux goes through them.
const load = createRequire(createRequire(import.meta.url).resolve('@stoprocent/noble'));
const Gatt = load('./lib/hci-socket/gatt.js');
const Gap = load('./lib/hci-socket/gap.js');
const Hci = load('./lib/hci-socket/hci.js');
const Signaling = load('./lib/hci-socket/signaling.js');
const Bindings = load('./lib/hci-socket/bindings.js');

const address = 'c0:ff:ee:00:00:01';
const attributes = 4;
const handle = 0x40;

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
  expect(violationListeners()).toBe(0);
});

/** noble's bindings, begun, with one connection; packets of it come by `hear`. */
function connected() {
  const id = address.replaceAll(':', '');
  const hci = Object.assign(new EventEmitter(), { _handleBuffers: {} });
  const stream = Object.assign(new EventEmitter(), {
    write: () => {},
    push: (channel: number, data: Buffer) => stream.emit('data', channel, data),
  });
  const bindings = Object.assign(new Bindings({}), {
    _hci: hci,
    _gap: new Gap(new EventEmitter()),
    _handles: { [handle]: id, [id]: handle },
    _aclStreams: { [handle]: stream },
  });
  hci.on('aclDataPkt', bindings.onAclDataPkt.bind(bindings));
  guardNoble({ _bindings: bindings });
  const violations: string[] = [];
  ends.push(onViolation('C0FFEE000001', (reason) => violations.push(reason)));
  const hear = (channel: number, ...pdu: number[]) => hci.emit('aclDataPkt', handle, channel, Buffer.from(pdu));
  return { bindings, stream, violations, hear };
}

/** Its GATT client. */
function client() {
  const { stream, violations, hear } = connected();
  const gatt = new Gatt(address, stream, 247);
  return { gatt, violations, hear: (...pdu: number[]) => hear(attributes, ...pdu) };
}

describe('what stands before the parsers of noble', () => {
  it('refuses a list of services whose entries have no length, which would be counted for ever', () => {
    const { gatt, violations, hear } = client();
    gatt.discoverServices([]);
    hear(0x11, 0, 1, 0, 5, 0, 0x01, 0x18);
    expect(violations).toEqual(['entries of 0 bytes']);
  });

  it('refuses lengths that lie: entries that do not fill the PDU, a short notification, an MTU below 23', () => {
    const { gatt, violations, hear } = client();
    gatt.exchangeMtu();
    hear(0x03, 5, 0);
    hear(0x1b, 1);
    hear(0x1d);
    hear();
    hear(0x11, 20, 1, 0, 5, 0, 0, 0, 0, 0);
    hear(0x09, 7, 1, 0, 2, 3, 0);
    hear(0x01, 2);
    expect(violations).toHaveLength(7);
  });

  it('lets through what is right (Core Specification 5.4, volume 3, part F, section 3.4)', () => {
    const good = [
      [0x01, 0x08, 1, 0, 0x0a],
      [0x03, 0xf7, 0],
      [0x05, 1, 1, 0, 2, 0x29],
      [0x09, 7, 2, 0, 0x10, 3, 0, 0x34, 0x12],
      [0x09, 4, 9, 0, 1, 0],
      [0x0b],
      [0x11, 6, 1, 0, 9, 0, 0x01, 0x18],
      [0x13],
      [0x1b, 3, 0],
    ];
    expect(good.map((pdu) => attributeProblem(Uint8Array.from(pdu)))).toEqual(good.map(() => undefined));
  });

  it('keeps the process alive whatever a peripheral answers to whatever is asked', () => {
    const opcode = fc.constantFrom(0x01, 0x03, 0x05, 0x07, 0x09, 0x0b, 0x0d, 0x11, 0x13, 0x17, 0x19, 0x1b, 0x1d, 0x02);
    const pdu = fc.tuple(opcode, fc.uint8Array({ maxLength: 40 })).map(([first, rest]) => [first, ...rest]);
    fc.assert(
      fc.property(fc.array(pdu, { maxLength: 12 }), fc.nat(4), (answers, question) => {
        const { gatt, hear } = client();
        gatt._services.s = { uuid: 's', startHandle: 1, endHandle: 20 };
        gatt._characteristics.s = { c: { uuid: 'c', startHandle: 2, valueHandle: 3, endHandle: 5, properties: 0x10 } };
        gatt._descriptors.s = {};
        gatt.exchangeMtu();
        if (question === 0) gatt.discoverServices([]);
        if (question === 1) gatt.discoverCharacteristics('s', []);
        if (question === 2) gatt.notify('s', 'c', true);
        if (question === 3) gatt.discoverDescriptors('s', 'c');
        if (question === 4) gatt.read('s', 'c');
        for (const answer of answers) hear(...answer);
        ends.pop()!();
      }),
      { numRuns: 3000 },
    );
  });

  it('leaves signalling that cannot be read', () => {
    const { stream, violations, hear } = connected();
    new Signaling(handle, stream, true);
    hear(5, 0x12, 1, 8, 0, 6);
    expect(violations).toHaveLength(1);
  });

  it('takes an advertisement that cannot be read for silence, and remembers a bounded number of addresses', () => {
    const gap = connected().bindings._gap;
    // transmit power without a value (Core Specification Supplement, part A, section 1.5)
    gap.onHciLeExtendedAdvertisingReport(0, 0x13, address, 'random', 0, -60, Buffer.from([1, 0x0a]));
    for (let made = 0; made < 10_000; made++) {
      gap.onHciLeAdvertisingReport(
        0,
        0,
        `00:00:00:00:${made >> 8}:${made & 255}`,
        'random',
        Buffer.from([1, 0x0a]),
        -60,
      );
    }
    expect(Object.keys(gap._discoveries).length).toBeLessThanOrEqual(4096);
    // one address that names another service every time
    const named = (n: number) => Buffer.from([3, 3, n & 255, n >> 8]);
    for (let n = 0; n < 1000; n++) gap.onHciLeAdvertisingReport(0, 0, address, 'random', named(n), -60);
    expect(gap._discoveries[address].advertisement.serviceUuids.length).toBeLessThanOrEqual(32);
  });

  it('ends a connection whose message has become longer than it was promised', () => {
    const disconnected: number[] = [];
    const socket = new EventEmitter();
    const inside = Object.assign(Object.create(Hci.prototype), {
      _handleBuffers: {},
      _socket: socket,
      disconnect: (which: number) => disconnected.push(which),
    });
    socket.on('data', inside.onSocketData.bind(inside));
    guardNoble({ _bindings: Object.assign(new Bindings({}), { _hci: inside }) });
    const packet = (flags: number, ...bytes: number[]) => Buffer.from([2, 0x40, flags << 4, bytes.length, 0, ...bytes]);
    socket.emit('data', packet(2, 4, 0, 4, 0, 0x1b, 3));
    expect(disconnected).toEqual([]);
    socket.emit('data', packet(1, 0, 1, 2, 3));
    expect(disconnected).toEqual([0x40]);
    expect(inside._handleBuffers).toEqual({});
  });
});
