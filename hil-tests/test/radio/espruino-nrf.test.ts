import { PROVISIONING_FILE, type Provisioning } from '@hengzhun/firmware';
import {
  BEACON_COMPANY,
  beaconOf,
  decodeBeacon,
  decodeEvent,
  EMPTY_LOG,
  encodeRequest,
  extendLog,
  FRAME_KIND_IDENTITY,
  FRAME_KIND_LOG,
  FRAME_KIND_STATUS,
  INSTRUMENT_KIND_SCALE,
  keyIdentifier,
  RADIO_COMMANDS,
  RADIO_FLOW,
  RADIO_SERVICE,
  RADIO_STREAM,
  slipEncodeBytes,
  verifyFrame,
} from '@hengzhun/protocol';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createEspruinoHost, type EspruinoHost, feedInjection, seededRandom } from '../../src/index.js';
import { EspruinoNrf } from '../../src/radio/espruino-nrf.js';
import { nrfScript } from '../../src/radio/espruino-nrf-script.js';
import { bundleOf } from '../support/bundles.js';
import { configuration, publicKey } from '../support/instrument.js';
import { binary, withoutInterpreter } from '../support/interpreter.js';
import { Session } from '../support/session.js';

let host: EspruinoHost;
let nrf: EspruinoNrf;
/** Over the cable. */
let cable: Session;
afterEach(async () => {
  await nrf?.close();
  await host?.stop();
});

/** A scale whose interpreter has a radio with so many buffers for notifications. */
async function begin(
  changes: Partial<Provisioning> = {},
  { buffers = 1, packed = false, logCapacity = 96 } = {},
): Promise<void> {
  const { image } = await bundleOf({ instrument: 'scale', packed });
  const files = { [PROVISIONING_FILE]: configuration({ logCapacity, ...changes }), '.boot0': nrfScript(buffers) };
  host = await createEspruinoHost({ binary: binary(), bundle: image, files, logCapacity });
  nrf = await EspruinoNrf.open(host.directory);
  cable = new Session(host);
  await host.start();
  await cable.frame(FRAME_KIND_IDENTITY);
}

/** The same host, heard over the radio. */
function overRadio(): Session {
  return new Session(Object.create(host, { serial1: { value: nrf } }) as EspruinoHost);
}

const beacon = () => decodeBeacon(beaconOf(nrf.advertisements.at(-1)!.packet.subarray(5), BEACON_COMPANY)!);

// real time, on a computer that may be busy
const TIMEOUT = 180_000;

beforeAll(async () => {
  if (withoutInterpreter()) return;
  for (const packed of [false, true]) await bundleOf({ instrument: 'scale', packed });
}, 600_000);

describe.skipIf(withoutInterpreter())('the bundle with a radio, on the interpreter', () => {
  it('declares the service of the contract, and nothing of stock Espruino remains', { timeout: TIMEOUT }, async () => {
    await begin();
    expect(nrf.uart).toBe(false);
    expect(nrf.isAsleep).toBe(false);
    expect([...nrf.services.keys()]).toEqual([RADIO_STREAM, RADIO_COMMANDS, RADIO_FLOW]);
    expect([...nrf.services.values()]).toEqual([
      { service: RADIO_SERVICE, maxLen: 244, properties: 'n' },
      { service: RADIO_SERVICE, maxLen: 60, properties: 'w' },
      { service: RADIO_SERVICE, maxLen: 2, properties: 'w' },
    ]);
  });

  it('advertises a beacon of 31 bytes that follows the newest frame', { timeout: TIMEOUT }, async () => {
    await begin();
    await cable.until(() => nrf.advertisements.length > 1 && beacon().kid, 'a beacon with a key');
    const { packet, interval, whenConnected, name } = nrf.advertisements.at(-1)!;
    // Core Specification Supplement, part A, 1.3 and 1.4
    expect([...packet.subarray(0, 5)]).toEqual([2, 1, 6, 27, 0xff]);
    expect(packet).toHaveLength(31);
    expect({ interval, whenConnected }).toEqual({ interval: 500, whenConnected: true });
    const kid = keyIdentifier(publicKey);
    expect(name).toBe(`HZ-${Buffer.from(kid.subarray(0, 4)).toString('hex')}`);
    const scan = nrf.scanResponses.at(-1)!;
    expect(scan).toHaveLength(31);
    expect([...scan.subarray(0, 2)]).toEqual([17, 7]);
    expect(Buffer.from(scan.subarray(2, 18)).reverse().toString('hex')).toBe(RADIO_SERVICE.replaceAll('-', ''));
    expect(Buffer.from(scan.subarray(20)).toString()).toBe(name);
    const { sequence, sealState } = beacon();
    expect(Buffer.from(beacon().kid!)).toEqual(Buffer.from(kid));
    expect(beacon()).toMatchObject({ kind: INSTRUMENT_KIND_SCALE, isLocked: false, isBusy: false, bootcount: 1 });
    expect(sealState).toBe(0);
    const frame = await cable.ask({ type: 'status', nonce: Buffer.from('challenge') }, FRAME_KIND_STATUS);
    await cable.until(() => beacon().sequence === frame.claims.sequence, 'a beacon of the newest frame');
    expect(beacon().sequence).toBeGreaterThan(sequence);
    expect(beacon().logLength).toBe(frame.claims.logLength);
  });

  it.each([
    ['MTU 23, one buffer', { mtu: 23 }, 1, false],
    ['MTU 131, one buffer, a packed image', { mtu: 131 }, 1, true],
    ['MTU 247, 6 buffers, slow events', { mtu: 247, interval: 45 }, 6, false],
  ] as const)(
    'answers over the air and the cable alike: %s',
    { timeout: TIMEOUT },
    async (_, link, buffers, packed) => {
      await begin({}, { buffers, packed });
      const radio = overRadio();
      nrf.connect(link);
      const nonce = Buffer.from('over the air');
      const frame = await radio.ask({ type: 'status', nonce }, FRAME_KIND_STATUS, ({ claims }) => !!claims.nonce);
      verifyFrame(frame, publicKey);
      expect(Buffer.from(frame.claims.nonce!)).toEqual(nonce);
      expect(radio.discarded).toEqual([]);
      await cable.until(() => cable.frames.some(({ claims }) => claims.sequence === frame.claims.sequence), 'the same');
      await cable.until(() => beacon().isBusy, 'a beacon that says busy');
      nrf.disconnect();
      await cable.until(() => !beacon().isBusy, 'a beacon that says free');
    },
  );

  it('a log read while every fifth notification is lost is whole', { timeout: 2 * TIMEOUT }, async () => {
    await begin({ logCapacity: 200 }, { logCapacity: 200 });
    for (let i = 0; i < 45; i++) await feedInjection(host, [{ caseOpen: true }, { caseOpen: false }]);
    const radio = overRadio();
    const random = seededRandom(5);
    nrf.connect({ isLost: () => random() < 0.2 });
    await radio.ask({ type: 'identify' }, FRAME_KIND_IDENTITY);
    const from = radio.replies.length;
    const head = await radio.ask({ type: 'log', first: 0, count: 200 }, FRAME_KIND_LOG);
    const claims = head.claims as typeof head.claims & { count: number };
    const entries = await radio.until(() => {
      const all = radio.replies.slice(from).flatMap((reply) => (reply.type === 'log' ? reply.entries : []));
      return all.length >= claims.count && all;
    }, 'all entries');
    verifyFrame(head, publicKey);
    expect(entries.length).toBeGreaterThan(45);
    const { head: found } = extendLog(EMPTY_LOG, entries.slice(0, claims.logLength));
    expect(Buffer.from(found)).toEqual(Buffer.from(claims.logHead));
    expect(entries.map((entry) => decodeEvent(entry).bootcount)).not.toContain(0);
    expect(nrf.lost).toBeGreaterThan(0);
    expect(radio.discarded).toEqual([]);
  });

  it('challenges over the air share a signature with those over the cable', { timeout: TIMEOUT }, async () => {
    await begin();
    const radio = overRadio();
    nrf.connect();
    await radio.ask({ type: 'identify' }, FRAME_KIND_IDENTITY);
    await cable.idle(1);
    const before = cable.frames.at(-1)!.claims.sequence;
    for (const text of ['number 1', 'number 2', 'number 3', 'number 4', 'number 5', 'number 6'])
      nrf.write(slipEncodeBytes(encodeRequest({ type: 'status', nonce: Buffer.from(text) })));
    const list = await radio.until(() => radio.replies.find(({ type }) => type === 'nonce-list'), 'the list');
    expect((list as { nonces: unknown[] }).nonces.length).toBeGreaterThan(1);
    await radio.until(() => radio.replies.some(({ type }) => type === 'busy'), 'busy');
    await radio.frame(FRAME_KIND_STATUS, 0, ({ claims }) => claims.nonce !== undefined);
    expect(cable.frames.at(-1)!.claims.sequence - before).toBeLessThanOrEqual(2);
  });

  it('is silent where provisioning says so', { timeout: TIMEOUT }, async () => {
    await begin({ radio: false, lockDown: true });
    await host.run(1500);
    expect(nrf.isAsleep).toBe(true);
    expect(nrf.uart).toBe(false);
    expect([...nrf.services.keys()]).toEqual([]);
    expect(nrf.advertisements).toEqual([]);
  });
});

describe.skipIf(withoutInterpreter())('whoever means harm, on the interpreter', () => {
  it('cannot keep the radio by not beginning, nor by not acknowledging', { timeout: 2 * TIMEOUT }, async () => {
    await begin();
    nrf.connect({}, false);
    nrf.write(slipEncodeBytes(encodeRequest({ type: 'identify' })));
    await host.run(9000);
    expect(nrf).toMatchObject({ isConnected: true, notified: 0 });
    await host.run(2000);
    expect(nrf).toMatchObject({ isConnected: false, ended: 1 });
    nrf.isMute = true;
    nrf.connect();
    nrf.write(slipEncodeBytes(encodeRequest({ type: 'identify' })));
    await host.run(12_000);
    expect(nrf).toMatchObject({ isConnected: false, ended: 2 });
    expect(nrf.acknowledgements).toBe(0);
    // whoever comes next is served
    nrf.isMute = false;
    nrf.connect();
    const radio = overRadio();
    await radio.ask({ type: 'identify' }, FRAME_KIND_IDENTITY);
  });

  it('changes nothing by malformed writes, and is cut off when they are a flood', { timeout: TIMEOUT }, async () => {
    await begin();
    nrf.connect();
    const random = seededRandom(7);
    const some = (length: number) => Uint8Array.from({ length }, () => Math.floor(random() * 256));
    for (let i = 0; i < 40; i++) {
      nrf.writeTo(RADIO_FLOW, some(1 + (i % 2)));
      nrf.writeTo(RADIO_COMMANDS, some(1 + (i % 60)));
      await host.run(20);
    }
    nrf.writeTo(RADIO_FLOW, some(3));
    nrf.writeTo(RADIO_COMMANDS, some(61));
    nrf.writeTo(RADIO_STREAM, some(1));
    nrf.begin();
    nrf.write(Uint8Array.of(0xc0));
    const radio = overRadio();
    await radio.ask({ type: 'identify' }, FRAME_KIND_IDENTITY);
    expect(nrf).toMatchObject({ refused: 3, ended: 0 });
    for (let i = 0; i < 400; i++) nrf.begin();
    await cable.until(() => nrf.ended === 1, 'the end of the flood');
    const frame = await cable.ask({ type: 'status', nonce: Buffer.from('still there') }, FRAME_KIND_STATUS);
    verifyFrame(frame, publicKey);
  });

  it('who reads the log by radio and does not acknowledge does not keep the cable waiting', {
    timeout: TIMEOUT,
  }, async () => {
    await begin();
    for (let i = 0; i < 20; i++) await feedInjection(host, [{ caseOpen: true }, { caseOpen: false }]);
    nrf.isMute = true;
    for (let isBusy = true; isBusy; ) {
      const after = cable.replies.length;
      nrf.connect({ mtu: 23 });
      nrf.write(slipEncodeBytes(encodeRequest({ type: 'log', first: 0, count: 200 })));
      // every port hears the answer
      const answer = await cable.until(
        () =>
          cable.replies.slice(after).find(({ type }) => type === 'busy') ??
          cable.frames.find(({ kind }) => kind === FRAME_KIND_LOG),
        'an answer to the radio',
      );
      isBusy = 'type' in answer;
      if (!isBusy) break;
      nrf.disconnect();
      await host.run(3000);
    }
    await cable.until(() => cable.replies.some(({ type }) => type === 'log'), 'the first entries');
    expect(nrf.isConnected).toBe(true);
    const log = await cable.readLog();
    expect(log.length).toBeGreaterThan(20);
  });
});
