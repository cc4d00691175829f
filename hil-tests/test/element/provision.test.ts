import { provisionElement } from '@hengzhun/firmware';
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
    expect(await provisionElement((steps) => rig.job(steps))).toEqual(first);
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
    ['is not there', (chip: Atecc608) => void (chip.faults.removed = true), /failed: look at its wiring/],
    ['is an ATECC508A', (chip: Atecc608) => void (chip.state.config[6] = 0x50), /not an ATECC608/],
    [
      'was locked by somebody else',
      (chip: Atecc608) => void (chip.state.config[87] = 0),
      /locked with another configuration/,
    ],
  ])('refuses a chip that %s, and says what to do', async (_, spoil, message) => {
    const rig = await ElementRig.start('provision');
    spoil(rig.chip);
    await expect(provisionElement((steps) => rig.job(steps))).rejects.toThrow(message);
  });

  test('a blank chip is what the vendor delivers: unlocked, without keys, revision 6002', () => {
    const { config, privateKeys } = blankChip();
    expect(config.subarray(4, 8)).toEqual(Uint8Array.of(0, 0, 0x60, 2));
    expect([config[86], config[87]]).toEqual([0x55, 0x55]);
    expect(privateKeys.every((key) => key === undefined)).toBe(true);
  });
});
