import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import { existsSync } from 'node:fs';
import { describeElement, describeInjection, PROVISIONING_FILE, provisionElement } from '@hengzhun/firmware';
import { FRAME_KIND_IDENTITY, FRAME_KIND_STATUS, verifyFrame } from '@hengzhun/protocol';
import { expect, test } from 'vitest';
import {
  Atecc608,
  blankChip,
  type ChipState,
  createEspruinoHost,
  evaluateOnInterpreter,
  I2cBus,
  PipedBus,
  SERIAL2_PATH,
  serialOf,
} from '../../src/index.js';
import { bundleOf } from '../support/bundles.js';
import { ELEMENT_ADDRESS, ElementRig, elementScript } from '../support/element-rig.js';
import { configuration } from '../support/instrument.js';
import { Session } from '../support/session.js';

const interpreter = process.env.ESPRUINO_BIN;
const missing = !interpreter || !existsSync(interpreter);
if (missing) console.warn('not tested: the element’s driver on the real interpreter (ESPRUINO_BIN names no file)');

async function provisioned(): Promise<ChipState> {
  const rig = await ElementRig.start('provision', { state: blankChip() });
  await provisionElement((steps) => rig.job(steps));
  return rig.chip.state;
}

/** Runs a script behind the driver's on the interpreter, with a chip on its I2C1; gives what it printed. */
async function withChip(chip: Atecc608, script: 'rig' | 'provision', rest: string): Promise<string> {
  const bus = new I2cBus();
  bus.attach(ELEMENT_ADDRESS, chip);
  const piped = new PipedBus(bus);
  try {
    return await evaluateOnInterpreter(interpreter!, `${piped.script}\n${await elementScript(script)}\n${rest}\n`);
  } finally {
    await piped.close();
  }
}

const newChip = (state: ChipState): Atecc608 => new Atecc608({ now: () => performance.now(), state });
const digestOf = (message: Uint8Array): string => createHash('sha256').update(message).digest('hex');

test.skipIf(missing)(
  '8 signatures made through the minified driver on the interpreter verify with node:crypto',
  async () => {
    const chip = newChip(await provisioned());
    const messages = Array.from({ length: 8 }, () => randomBytes(20));
    const output = await withChip(
      chip,
      'rig',
      `rigOpen(1, "D3", "D4", ${ELEMENT_ADDRESS}, "", 3); rigStep();
     setTimeout(function () { rigMark(4); rigStep(); }, 600);
     setTimeout(function () { ${messages.map((message, i) => `rigSign("m${i}", "${digestOf(message)}");`).join(' ')} }, 1000);
     setTimeout(rigShow, 5000);`,
    );
    const shown = /STATE 0 8 0 0 0 ([0-9a-f]{18}) ([0-9a-f]{128})/.exec(output);
    expect(shown?.[1]).toBe(Buffer.from(serialOf(chip.state)).toString('hex'));
    const point = Buffer.from(shown![2]!, 'hex');
    const [x, y] = [point.subarray(0, 32).toString('base64url'), point.subarray(32).toString('base64url')];
    const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
    const signed = [...output.matchAll(/SIGNED m(\d) ([0-9a-f]{128})/g)];
    expect(signed.map(([, i]) => Number(i))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    for (const [, i, signature] of signed) {
      const given = Buffer.from(signature!, 'hex');
      expect(verify('sha256', messages[Number(i)]!, { key: publicKey, dsaEncoding: 'ieee-p1363' }, given)).toBe(true);
    }
    expect(chip.state.counters[0]).toBe(1);
    expect(output).not.toMatch(/Uncaught|Error/);
  },
);

test.skipIf(missing)('a spoilt answer, a deaf chip and a removed one on the interpreter', async () => {
  const chip = newChip(await provisioned());
  const kept = /KEPT ([0-9a-f]+)/.exec(
    await withChip(chip, 'rig', `rigOpen(1, "D3", "D4", ${ELEMENT_ADDRESS}, "", 1); rigStep();`),
  )![1]!;
  chip.faults.spoiltAnswers = 2;
  chip.faults.deafWakes = 1;
  const removal = setTimeout(() => {
    chip.faults.removed = true;
  }, 3500);
  const output = await withChip(
    chip,
    'rig',
    `rigOpen(1, "D3", "D4", ${ELEMENT_ADDRESS}, "${kept}", 1); rigStep();
     setTimeout(function () { rigSign("a", "${digestOf(randomBytes(4))}"); }, 1500);
     setTimeout(function () { rigSign("b", "${digestOf(randomBytes(4))}"); }, 4500);
     setTimeout(rigShow, 9500);`,
  );
  clearTimeout(removal);
  expect(output).toMatch(/SIGNED a [0-9a-f]{128}/);
  expect(output).toMatch(/SIGNED b none/);
  expect(output).toMatch(/STATE 1 0 0 1 0/);
});

test.skipIf(missing)('the production line’s script does a host’s job on the interpreter', async () => {
  const chip = newChip(blankChip());
  const steps = ['\x02\x20\x02\x80\0\0', '\x05\x04\x30\0\0\0'].map((step) =>
    Buffer.from(step, 'latin1').toString('hex'),
  );
  const output = await withChip(
    chip,
    'provision',
    `elementJob(1, "D3", "D4", ${ELEMENT_ADDRESS}, "${steps.join(',')}");
     setTimeout(function () { print("ELEMENT", elementAnswer); }, 1000);`,
  );
  const block = Buffer.from(chip.state.config.subarray(0, 32)).toString('hex');
  expect(output).toContain(`ELEMENT 11,${block},00006002`);
});

test.skipIf(missing)(
  'a whole scale on the interpreter signs every frame with the chip',
  async () => {
    const bus = new I2cBus();
    const chip = newChip(await provisioned());
    bus.attach(ELEMENT_ADDRESS, chip);
    const piped = new PipedBus(bus);
    const { image } = await bundleOf({ instrument: 'scale', signer: 'element' });
    const config = configuration({
      drivers: [describeInjection({ path: SERIAL2_PATH }), describeElement({ bus: 1, sda: 'D3', scl: 'D4' })],
    });
    const host = await createEspruinoHost({
      binary: interpreter!,
      bundle: image,
      files: { [PROVISIONING_FILE]: config, '.boot0': piped.script },
    });
    try {
      const session = new Session(host);
      await host.start();
      await host.run(2000);
      session.request({ type: 'key' });
      const key = await session.reply('key');
      const [x, y] = [key.x, key.y].map((bytes) => Buffer.from(bytes).toString('base64url'));
      const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x!, y: y! }, format: 'jwk' });
      await session.frame(FRAME_KIND_IDENTITY);
      await session.idle(5);
      for (let i = 0; i < 3; i++) await session.ask({ type: 'status', nonce: randomBytes(8) }, FRAME_KIND_STATUS);
      expect(session.frames.length).toBeGreaterThan(3);
      for (const frame of session.frames) verifyFrame(frame, publicKey);
      expect(chip.state.counters[0]).toBeLessThan(2);
    } finally {
      await host.stop();
      await piped.close();
    }
  },
  300_000,
);
