import { examineElement, provisionElement } from '@hengzhun/firmware';
import { describe, expect, test } from 'vitest';
import { type Atecc608, blankChip, serialOf } from '../../src/index.js';
import { ElementRig } from '../support/element-rig.js';

describe('making a blank ATECC608 an instrument’s element', () => {
  test('configures slot 0, makes the key, locks all; the chip then signs, and the key cannot be replaced', async () => {
    const rig = await ElementRig.start('provision');
    const element = await provisionElement((steps) => rig.job(steps));
    const { state } = rig.chip;
    expect(element.serial).toEqual(serialOf(state));
    expect(element.publicKey).toHaveLength(64);
    expect(state.privateKeys[0]).toHaveLength(32);
    expect([...state.config.subarray(86, 90)]).toEqual([0, 0, 0xfe, 0xff]);
    expect(await rig.job(['\x1e\x40\x40\x04\0\0'])).toBeUndefined();
    const answers = await rig.job([`\x04\x01\x16\x03\0\0${'d'.repeat(32)}`, '\x1e\x40\x41\x80\0\0']);
    expect(answers![2]).toHaveLength(64);
  });

  test('changes nothing of a chip that is done', async () => {
    const rig = await ElementRig.start('provision');
    const first = await provisionElement((steps) => rig.job(steps));
    const before = Buffer.from(rig.chip.state.config);
    expect(first.made).toBe(true);
    expect(await provisionElement((steps) => rig.job(steps))).toEqual({ ...first, made: false });
    expect(Buffer.from(rig.chip.state.config)).toEqual(before);
  });

  test('goes on where it was cut off, after any number of jobs', async () => {
    let jobs = Number.POSITIVE_INFINITY;
    for (let cut = 0; cut < jobs; cut++) {
      const rig = await ElementRig.start('provision');
      let done = 0;
      const broken = provisionElement(async (steps) => {
        if (done++ >= cut) throw new Error('the cable was pulled');
        return rig.job(steps);
      });
      await expect(broken).rejects.toThrow('the cable was pulled');
      rig.chip.cutPower();
      done = 0;
      const { serial } = await provisionElement((steps) => {
        done++;
        return rig.job(steps);
      });
      expect(serial).toEqual(serialOf(rig.chip.state));
      if (cut === 0) jobs = done;
    }
    expect(jobs).toBeGreaterThan(6);
  });

  test('a command whose answer is lost was done all the same, and is not taken for a failure', async () => {
    const rig = await ElementRig.start('provision');
    const element = await provisionElement((steps) => {
      // an answer that is cut in every look of an attempt makes the job be repeated: Lock says then that it is locked already
      if (steps[0]!.charCodeAt(2) === 0x17) rig.chip.faults.cutAnswers = 9;
      return rig.job(steps);
    });
    expect(element.serial).toEqual(serialOf(rig.chip.state));
  });

  test.each([
    ['element-absent', (chip: Atecc608) => void (chip.faults.removed = true), /look at its wiring/],
    ['element-kind', (chip: Atecc608) => void (chip.state.config[6] = 0x50), /not an ATECC608/],
    ['element-foreign', (chip: Atecc608) => void (chip.state.config[87] = 0), /another configuration: fit a blank one/],
  ])('%s: refuses the chip, changes nothing of it, and says what to do', async (code, spoil, message) => {
    const rig = await ElementRig.start('provision');
    spoil(rig.chip);
    const before = Buffer.from(rig.chip.state.config);
    const refused = await provisionElement((steps) => rig.job(steps)).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(Buffer.from(rig.chip.state.config)).toEqual(before);
  });

  test('a chip that does not do what it is told is told to have failed, and is made at the next attempt', async () => {
    const rig = await ElementRig.start('provision');
    // GenKey: the status of an execution that is not possible, in every attempt of the job
    const broken = provisionElement((steps) => {
      if (steps[0]!.charCodeAt(2) === 0x40) rig.chip.faults.statuses.push(0x0f, 0x0f, 0x0f);
      return rig.job(steps);
    });
    await expect(broken).rejects.toMatchObject({ code: 'element-failed' });
    expect(await examineElement((steps) => rig.job(steps))).toMatchObject({ state: 'begun' });
    expect(await provisionElement((steps) => rig.job(steps))).toMatchObject({ made: true });
    expect(await examineElement((steps) => rig.job(steps))).toMatchObject({ state: 'ready' });
  });

  test('examining a chip tells what it is and changes nothing', async () => {
    const rig = await ElementRig.start('provision');
    const before = Buffer.from(rig.chip.state.config);
    expect(await examineElement((steps) => rig.job(steps))).toMatchObject({
      state: 'blank',
      serial: serialOf(rig.chip.state),
    });
    expect(Buffer.from(rig.chip.state.config)).toEqual(before);
    rig.chip.state.config[87] = 0;
    expect(await examineElement((steps) => rig.job(steps))).toMatchObject({ state: 'foreign' });
  });

  test('a blank chip is what the vendor delivers: unlocked, without keys, revision 6002', () => {
    const { config, privateKeys } = blankChip();
    expect(config.subarray(4, 8)).toEqual(Uint8Array.of(0, 0, 0x60, 2));
    expect([config[86], config[87]]).toEqual([0x55, 0x55]);
    expect(privateKeys.every((key) => key === undefined)).toBe(true);
  });
});
