import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { describeInjection, PROVISIONING_FILE } from '@hengzhun/firmware';
import { type Bundle, buildBundle } from '@hengzhun/firmware/build';
import { createEmulationHost, type InstrumentHost, MDBT42Q_STORAGE } from '@hengzhun/hil-tests';
import { FRAME_KIND_STATUS, type StatusFrame, verifyFrame } from '@hengzhun/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Session } from '../../hil-tests/test/support/session.js';
import { makeInstrument } from '../src/provision/make-instrument.js';
import { takeDataFolder } from '../src/station/data-folder.js';
import { emulatedGeometry, openEmulated } from '../src/station/emulated.js';
import { instrumentBundle } from '../src/station/firmware-bundle.js';
import { scaleOrder } from '../src/station/station-orders.js';
import { build, temporaryFolder } from './helpers/cli.js';

// Pages of the flash that emulated instruments of an earlier version had.
const EARLIER_PAGES = 20;

const folder = temporaryFolder();
const data = takeDataFolder(folder.path);
const makerKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const masterKey = randomBytes(32);
afterAll(() => folder.remove());

/** Lets an instrument live for some seconds; gives its last status frame and the length of its flash. */
async function live(host: InstrumentHost): Promise<StatusFrame> {
  // The support of the rigs' tests takes the host from their sources; it is the same class.
  const session = new Session(host as unknown as Session['host']);
  await host.start();
  await session.idle(5);
  const status = await session.ask({ type: 'status', nonce: randomBytes(8) }, FRAME_KIND_STATUS);
  await session.readLog();
  await host.run(500);
  session.close();
  await host.stop();
  return status;
}

describe('an emulated instrument whose flash is from an earlier version, with fewer pages', () => {
  const file = data.file('instruments', 'emulation', 'healthy', 'flash.bin');
  let earlier: Bundle;
  let before: StatusFrame;
  let key: ReturnType<typeof createPublicKey>;
  beforeAll(async () => {
    await build();
    // What the smaller flash had room for: a bundle with less in it.
    const features = { update: false, cells: false, shunt: false, bridge: false, hx711: false } as const;
    earlier = await buildBundle({ instrument: 'scale', signer: 'software', features });
    const drivers = [describeInjection()];
    const made = makeInstrument({ ...scaleOrder('healthy'), drivers, protocolPath: '' }, makerKey, {
      authority: masterKey,
    });
    const host = createEmulationHost({
      bundle: earlier.code,
      files: { [PROVISIONING_FILE]: made.configuration },
      geometry: { ...MDBT42Q_STORAGE, pages: EARLIER_PAGES },
    });
    before = await live(host);
    key = createPublicKey({ key: made.record.publicKey as never, format: 'jwk' });
    writeFileSync(file, host.flash.snapshot());
    writeFileSync(data.file('instruments', 'emulation', 'healthy', 'enrolment.json'), JSON.stringify(made.record));
  });

  it('is taken up with the whole flash and the present bundle, and goes on with its counters and its log', async () => {
    expect(statSync(file).size).toBe(EARLIER_PAGES * MDBT42Q_STORAGE.pageSize);
    const code = await instrumentBundle('scale', 'emulation');
    // The present one would not have fitted.
    expect(code.length).toBeGreaterThan(earlier.bytes);
    const options = { name: 'healthy', data, bundle: code, order: scaleOrder('healthy'), makerKey, masterKey };
    const taken = await openEmulated({ ...options, interpreter: undefined });
    expect([taken.fresh, taken.updated]).toEqual([false, true]);
    expect(statSync(file).size).toBe(emulatedGeometry.pages * emulatedGeometry.pageSize);
    const after = await live(taken.host);
    verifyFrame(after, key);
    expect(after.claims.bootcount).toBe(before.claims.bootcount + 1);
    expect(after.claims.sequence).toBeGreaterThan(before.claims.sequence);
    expect(after.claims.logLength).toBeGreaterThan(before.claims.logLength);
  });

  it.each([
    ['longer than today', emulatedGeometry.pages + 1, 0],
    ['not of whole pages', EARLIER_PAGES, 5],
    ['empty', 0, 0],
  ])('is refused where it is %s', async (_name, pages, odd) => {
    writeFileSync(file, Buffer.alloc(pages * emulatedGeometry.pageSize + odd, 0xff));
    const options = { name: 'healthy', data, bundle: 'x', order: scaleOrder('healthy'), makerKey, masterKey };
    await expect(openEmulated({ ...options, interpreter: undefined })).rejects.toMatchObject({
      code: 'tool-data-damaged',
    });
  });
});
