import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { provisionElement } from '@hengzhun/firmware';
import { beforeAll, describe, expect, test } from 'vitest';
import { blankChip, type ChipState, serialOf } from '../../src/index.js';
import { ElementRig } from '../support/element-rig.js';

const HALF_ORDER = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;
const digestOf = (message: Uint8Array): string => createHash('sha256').update(message).digest('hex');
const keyObject = (hex: string): KeyObject =>
  createPublicKey({
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: Buffer.from(hex.slice(0, 64), 'hex').toString('base64url'),
      y: Buffer.from(hex.slice(64), 'hex').toString('base64url'),
    },
    format: 'jwk',
  });

/** What rigShow prints. */
interface Shown {
  condition: string;
  available: string;
  faults: string;
  dropped: string;
  ahead: string;
  serial: string;
  publicKey: string;
}

class Instrument {
  constructor(
    readonly rig: ElementRig,
    /** What the instrument kept at its birth. */
    public kept: string,
  ) {}

  static async boot(state: ChipState, kept = '', mark = 1, bus?: 'D3/D4'): Promise<Instrument> {
    const rig = await ElementRig.start('rig', bus ? { state, bus } : { state });
    rig.evaluate(`rigOpen(${rig.wiring}, '${kept}', ${mark})`);
    await rig.run(1);
    return new Instrument(rig, rig.lines('KEPT')[0]?.[0] ?? kept);
  }

  show(): Shown {
    const from = this.rig.host.console.length;
    this.rig.evaluate('rigShow()');
    const [condition, available, faults, dropped, ahead, serial, publicKey] = this.rig.lines('STATE', from)[0]!;
    return { condition, available, faults, dropped, ahead, serial: serial ?? '', publicKey: publicKey ?? '' } as Shown;
  }

  /** Signature in hexadecimal, or undefined; waits until it is there. */
  async sign(digest: string): Promise<string | undefined> {
    const from = this.rig.host.console.length;
    this.rig.evaluate(`rigSign('a', '${digest}')`);
    await this.rig.host.run(6000);
    const [line] = this.rig.lines('SIGNED', from);
    return line![1] === 'none' ? undefined : line![1];
  }

  async verify(digest: string, signature: string, publicKey: string): Promise<boolean> {
    const from = this.rig.host.console.length;
    this.rig.evaluate(`rigVerify('v', '${digest}', '${signature}', '${publicKey}')`);
    await this.rig.host.run(6000);
    return this.rig.lines('VERIFIED', from)[0]![1] === 'true';
  }
}

let provisioned: ChipState;
const copy = (state: ChipState): ChipState => structuredClone(state);
const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex');

async function provisionedChip(): Promise<ChipState> {
  const rig = await ElementRig.start('provision', { state: blankChip() });
  await provisionElement((steps) => rig.job(steps));
  return rig.chip.state;
}
beforeAll(async () => {
  provisioned = await provisionedChip();
});

describe('birth with an element', () => {
  test('the instrument keeps serial number, public key and the counter’s base, and then signs', async () => {
    const instrument = await Instrument.boot(copy(provisioned));
    const shown = instrument.show();
    expect(shown).toMatchObject({ condition: '0', faults: '0', dropped: '0', ahead: '0' });
    expect(shown.serial).toBe(hex(serialOf(provisioned)));
    expect(instrument.kept).toBe(`${shown.serial}${shown.publicKey}ffffffff`);
    expect(Number(shown.available)).toBeGreaterThan(2);
    expect(await instrument.sign(digestOf(randomBytes(8)))).toBeDefined();
  });

  test('is tried again until flash has kept it; nothing is signed before', async () => {
    const rig = await ElementRig.start('rig', { state: copy(provisioned) });
    rig.evaluate(`rigOpen(${rig.wiring}, '', 1); rigRefuse = 2`);
    const instrument = new Instrument(rig, '');
    expect(instrument.show().available).toBe('0');
    await rig.run(1);
    expect(instrument.show()).toMatchObject({ available: '0', publicKey: '' });
    await rig.run(3);
    expect(rig.lines('KEPT')).toHaveLength(1);
    expect(instrument.show().available).not.toBe('0');
  });

  test('a chip that is not locked is refused: whoever reaches the wires could change it', async () => {
    const open = copy(provisioned);
    open.config[86] = 0x55;
    const instrument = await Instrument.boot(open);
    expect(instrument.show()).toMatchObject({ condition: '3', available: '0', publicKey: '' });
    expect(instrument.kept).toBe('');
  });
});

describe('signatures', () => {
  test('40 of them verify with node:crypto, all in the lower half', async () => {
    const instrument = await Instrument.boot(copy(provisioned));
    const publicKey = keyObject(instrument.show().publicKey);
    for (let i = 0; i < 40; i++) {
      const message = randomBytes(i + 1);
      const signature = (await instrument.sign(digestOf(message)))!;
      expect(BigInt(`0x${signature.slice(64)}`) <= HALF_ORDER).toBe(true);
      expect(
        verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'hex')),
      ).toBe(true);
    }
    expect(instrument.show()).toMatchObject({ condition: '0', faults: '0', dropped: '0' });
  }, 60_000);

  test('takes less than 250 ms, in which the instrument does other things, and leaves the chip asleep', async () => {
    const { rig } = await Instrument.boot(copy(provisioned));
    rig.evaluate('var ticks = 0; (function tick() { ticks++; setTimeout(tick, 10); })()');
    rig.evaluate(`rigSign('a', '${digestOf(randomBytes(3))}')`);
    await rig.host.run(250);
    expect(rig.lines('SIGNED')[0]![1]).not.toBe('none');
    expect(rig.evaluate('ticks') as number).toBeGreaterThan(22);
    expect(rig.chip.power).toBe('asleep');
  });

  test('requests made while another job runs are done in turn', async () => {
    const { rig } = await Instrument.boot(copy(provisioned));
    for (const name of ['a', 'b', 'c']) rig.evaluate(`rigSign('${name}', '${digestOf(randomBytes(3))}')`);
    await rig.host.run(1500);
    expect(rig.lines('SIGNED').map(([name]) => name)).toEqual(['a', 'b', 'c']);
    expect(rig.lines('SIGNED').every(([, signature]) => signature!.length === 128)).toBe(true);
  });

  test('on a bus in software, where no acknowledgement is seen, too', async () => {
    const instrument = await Instrument.boot(copy(provisioned), '', 1, 'D3/D4');
    expect(await instrument.sign(digestOf(randomBytes(3)))).toHaveLength(128);
    instrument.rig.chip.faults.removed = true;
    await instrument.rig.run(40);
    expect(instrument.show().condition).toBe('1');
  });
});

describe('others’ signatures (signed commands)', () => {
  test('valid ones are, and nothing else is', async () => {
    const instrument = await Instrument.boot(copy(provisioned));
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = publicKey.export({ format: 'jwk' });
    const xy = hex(Buffer.from(jwk.x!, 'base64url')) + hex(Buffer.from(jwk.y!, 'base64url'));
    const message = randomBytes(90);
    const signature = hex(sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' }));
    expect(await instrument.verify(digestOf(message), signature, xy)).toBe(true);
    expect(await instrument.verify(digestOf(randomBytes(9)), signature, xy)).toBe(false);
    expect(await instrument.verify(digestOf(message), '00'.repeat(64), xy)).toBe(false);
    expect(await instrument.verify(digestOf(message), signature, '11'.repeat(64))).toBe(false);
    instrument.rig.chip.faults.removed = true;
    expect(await instrument.verify(digestOf(message), signature, xy)).toBe(false);
  });
});

describe('faults on the way, each overcome by trying again', () => {
  test.each([
    ['a wake-up that goes unnoticed', { deafWakes: 1 }],
    ['a self-test that failed once', { selfTestFailures: 1 }],
    ['addresses not acknowledged', { ignoredTransfers: 3 }],
    ['a bit that changes in a command', { spoiltCommands: 1 }],
    ['bits that change in answers', { spoiltAnswers: 4 }],
    ['answers cut in the middle', { cutAnswers: 4 }],
    ['execution at the slowest that the data sheet allows for M1', { slowness: 2 }],
  ])('%s', async (_, faults) => {
    const instrument = await Instrument.boot(copy(provisioned));
    const publicKey = keyObject(instrument.show().publicKey);
    Object.assign(instrument.rig.chip.faults, faults);
    const message = randomBytes(10);
    const signature = (await instrument.sign(digestOf(message)))!;
    expect(
      verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'hex')),
    ).toBe(true);
    expect(instrument.show()).toMatchObject({ condition: '0', dropped: '0' });
  });

  test.each([0x05, 0x07, 0x0f, 0xee, 0xff, 0x03])('status %i once', async (status) => {
    const instrument = await Instrument.boot(copy(provisioned));
    instrument.rig.chip.faults.statuses.push(status);
    expect(await instrument.sign(digestOf(randomBytes(4)))).toHaveLength(128);
  });

  test('a bus that hangs for a second', async () => {
    const instrument = await Instrument.boot(copy(provisioned));
    const bus = instrument.rig.host.i2c.bus();
    bus.stuck = 'sda';
    instrument.rig.host.clock.setTimer(instrument.rig.host.clock.now() + 1000, () => {
      bus.stuck = undefined;
    });
    expect(await instrument.sign(digestOf(randomBytes(4)))).toHaveLength(128);
  });

  test('an instrument that restarts while the chip works or is being read', async () => {
    const first = await Instrument.boot(copy(provisioned));
    for (const moment of [1, 3, 10, 30, 60, 90, 120, 200]) {
      first.rig.evaluate(`rigSign('a', '${digestOf(randomBytes(4))}')`);
      await first.rig.host.run(moment);
      await first.rig.host.cutPower();
      await first.rig.host.start();
      first.rig.evaluate(`rigOpen(${first.rig.wiring}, '${first.kept}', 1)`);
      await first.rig.run(3);
      expect(first.show()).toMatchObject({ condition: '0', faults: '0' });
      expect(await first.sign(digestOf(randomBytes(4)))).toHaveLength(128);
    }
  });

  test('an element that fails every time ends in no signature, a fault and no endless attempts', async () => {
    const instrument = await Instrument.boot(copy(provisioned));
    instrument.rig.chip.faults.statuses.push(...new Array<number>(30).fill(0x0f));
    const before = instrument.rig.chip.log.length;
    expect(await instrument.sign(digestOf(randomBytes(4)))).toBeUndefined();
    expect(instrument.show()).toMatchObject({ condition: '3', available: '0', faults: '1', dropped: '1' });
    expect(instrument.rig.chip.log.length - before).toBe(3);
    instrument.rig.chip.faults.statuses.length = 0;
    await instrument.rig.run(6);
    expect(instrument.show().condition).toBe('0');
  });
});

describe('an element that goes, and another one that comes', () => {
  test('a missing one shows within 35 s, nothing is signed, and it is taken up again when it is back', async () => {
    const instrument = await Instrument.boot(copy(provisioned));
    instrument.rig.chip.faults.removed = true;
    await instrument.rig.run(36);
    expect(instrument.show()).toMatchObject({ condition: '1', available: '0' });
    expect(await instrument.sign(digestOf(randomBytes(4)))).toBeUndefined();
    instrument.rig.chip.faults.removed = false;
    await instrument.rig.run(10);
    expect(instrument.show().condition).toBe('0');
    expect(await instrument.sign(digestOf(randomBytes(4)))).toHaveLength(128);
  });

  test.each([1, 2, 5, 20, 40, 60, 100, 120])(
    'removed %i ms into a signature: no signature, missing',
    async (moment) => {
      const instrument = await Instrument.boot(copy(provisioned));
      const { clock } = instrument.rig.host;
      clock.setTimer(clock.now() + moment, () => {
        instrument.rig.chip.faults.removed = true;
      });
      expect(await instrument.sign(digestOf(randomBytes(4)))).toBeUndefined();
      expect(['1', '3']).toContain(instrument.show().condition);
      await instrument.rig.run(7);
      expect(instrument.show().condition).toBe('1');
    },
  );

  test('another sound element signs nothing for this instrument, neither before nor after the next check', async () => {
    const instrument = await Instrument.boot(copy(provisioned));
    const stranger = await provisionedChip();
    instrument.rig.exchange(stranger);
    expect(await instrument.sign(digestOf(randomBytes(4)))).toBeUndefined();
    expect(instrument.show()).toMatchObject({ condition: '2', available: '0' });
    await instrument.rig.run(40);
    expect(instrument.show()).toMatchObject({ condition: '2', available: '0' });
    expect(instrument.rig.lines('KEPT')).toHaveLength(1);
    instrument.rig.exchange(copy(provisioned));
    await instrument.rig.run(6);
    expect(instrument.show().condition).toBe('0');
  });

  test('a chip that shows the enrolled serial number but has another key is exchanged too', async () => {
    const stranger = await provisionedChip();
    const forged = copy(stranger);
    forged.config.set(provisioned.config.subarray(0, 13), 0);
    const { kept } = await Instrument.boot(copy(provisioned));
    const instrument = await Instrument.boot(forged, kept);
    expect(instrument.show()).toMatchObject({ condition: '2', available: '0' });
  });

  test('the instrument that is switched on without its element has none, whoever else is on the bus', async () => {
    const { kept } = await Instrument.boot(copy(provisioned));
    const rig = await ElementRig.start('rig', { state: copy(provisioned) });
    rig.chip.faults.removed = true;
    rig.evaluate(`rigOpen(${rig.wiring}, '${kept}', 1)`);
    await rig.run(6);
    const instrument = new Instrument(rig, kept);
    expect(instrument.show()).toMatchObject({ condition: '1', available: '0' });
    expect(instrument.show().publicKey).toBe(kept.slice(18, 146));
  });
});

describe('the counter against an older state in flash', () => {
  test('follows the mark, and a restored flash shows; an honest one never does', async () => {
    const state = copy(provisioned);
    const first = await Instrument.boot(state, '', 5);
    for (const mark of [6, 7, 9]) {
      first.rig.evaluate(`rigMark(${mark})`);
      await first.rig.run(4);
    }
    expect(state.counters).toEqual([4, 0]);
    // a boot that finds what the last one left
    const honest = await Instrument.boot(state, first.kept, 9);
    expect(honest.show().ahead).toBe('0');
    honest.rig.evaluate('rigMark(10)');
    await honest.rig.run(3);
    expect(state.counters[0]).toBe(5);
    // flash written back to what it held two marks ago
    const restored = await Instrument.boot(state, first.kept, 8);
    expect(restored.show().ahead).toBe('2');
    restored.rig.evaluate('rigMark(9)');
    await restored.rig.run(5);
    expect(restored.show().ahead).toBe('2');
    expect(state.counters[0]).toBe(5);
  });

  test('a power cut between flash and counter leaves the counter behind, which is made up for', async () => {
    const state = copy(provisioned);
    const first = await Instrument.boot(state, '', 5);
    const next = await Instrument.boot(state, first.kept, 11);
    expect(next.show().ahead).toBe('0');
    await next.rig.run(8);
    expect(state.counters[0]).toBe(6);
  });

  test('an increment whose answer is lost is not done twice', async () => {
    const state = copy(provisioned);
    const instrument = await Instrument.boot(state, '', 5);
    for (let mark = 6; mark < 12; mark++) {
      instrument.rig.evaluate(`rigMark(${mark})`);
      instrument.rig.evaluate('rigStep()');
      // the wake-up is answered, what comes after it is not
      await instrument.rig.host.run(3);
      instrument.rig.chip.faults.cutAnswers = 12;
      await instrument.rig.host.run(997);
      instrument.rig.chip.faults.cutAnswers = 0;
      await instrument.rig.run(4);
      expect(state.counters[0]).toBe(mark - 5);
    }
    expect(instrument.show()).toMatchObject({ condition: '0', ahead: '0' });
    const next = await Instrument.boot(state, instrument.kept, 11);
    expect(next.show().ahead).toBe('0');
  });
});
