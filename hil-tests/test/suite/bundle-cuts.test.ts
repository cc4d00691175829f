import { PROVISIONING_FILE } from '@hengzhun/firmware';
import {
  COMMAND_REINITIALISE,
  COMMAND_RESULT_DONE,
  COMMAND_SEAL,
  COMMAND_SELF_TEST,
  COMMAND_SET_PARAMETER,
  COMMAND_TIME_ANCHOR,
  FRAME_KIND_IDENTITY,
} from '@hengzhun/protocol';
import { expect, it } from 'vitest';
import { createEmulationHost, type EmulationHost, type Flash, seededRandom } from '../../src/index.js';
import { Commander } from '../support/commander.js';
import { type Cut, live, reviveAll } from '../support/cuts.js';
import { dispenserBundle, dispenserConfiguration, Forecourt } from '../support/dispenser.js';
import { scaleBundle } from '../support/hosts.js';
import { configuration } from '../support/instrument.js';
import type { Session } from '../support/session.js';

/** Power cuts for each instrument in one run; more with HENGZHUN_CUTS. */
const CUTS = Number(process.env.HENGZHUN_CUTS ?? 40);

type Story = (session: Session, host: EmulationHost) => Promise<void>;

/** A scale's life with commands, parameters, a restart of the power and a sealing. */
async function scaleStory(session: Session, host: EmulationHost): Promise<void> {
  const people = new Commander(session);
  await session.frame(FRAME_KIND_IDENTITY);
  await session.idle(12);
  for (const hours of [40, 41, 42])
    expect(await people.result('maker', COMMAND_SET_PARAMETER, [15, hours])).toBe(COMMAND_RESULT_DONE);
  expect(await people.result('inspector', COMMAND_TIME_ANCHOR, [1_790_000_000, 40])).toBe(COMMAND_RESULT_DONE);
  expect(await people.result('authority', COMMAND_SEAL)).toBe(COMMAND_RESULT_DONE);
  await session.idle(12);
  expect(host.boots).toBe(1);
}

/** A dispenser's: fuelings between commands, an encoder paired anew, a sealing. */
async function dispenserStory(session: Session, host: EmulationHost): Promise<void> {
  const people = new Commander(session);
  const forecourt = new Forecourt(host);
  await session.frame(FRAME_KIND_IDENTITY);
  await forecourt.booted();
  await forecourt.rest(3);
  await forecourt.fuel(0, 10_000);
  await people.result('authority', COMMAND_REINITIALISE, [1]);
  await forecourt.fuel(1, 10_000);
  expect(await people.result('inspector', COMMAND_SELF_TEST)).toBe(COMMAND_RESULT_DONE);
  expect(await people.result('authority', COMMAND_SEAL)).toBe(COMMAND_RESULT_DONE);
  await forecourt.fuel(0, 5000);
  expect(host.boots).toBe(1);
}

/** Cuts at random units of the story, clean and in the midst of a word, as many as wanted. */
async function randomCuts(flash: Flash, story: Story, seed: number): Promise<Cut[]> {
  let units = 0;
  await live(flash.geometry, flash.bytes, story, () => {
    units++;
    return false;
  });
  const random = seededRandom(seed);
  const cuts: Cut[] = [];
  while (cuts.length < CUTS) {
    const rate = (CUTS - cuts.length) / units;
    const one = await live(flash.geometry, flash.bytes, story, () =>
      random() < rate ? (random() < 0.5 ? 'clean' : 'torn') : false,
    );
    cuts.push(...one.cuts);
  }
  return cuts.slice(0, CUTS);
}

it.each<[string, () => Promise<string>, Uint8Array, Story]>([
  ['scale', async () => (await scaleBundle()).code, configuration(), scaleStory],
  ['dispenser', async () => (await dispenserBundle()).code, dispenserConfiguration(), dispenserStory],
])(
  `a whole %s comes back from each of ${CUTS} random power cuts, with commands under way`,
  async (_, code, config, story) => {
    const { memory } = createEmulationHost({ bundle: await code(), files: { [PROVISIONING_FILE]: config } });
    expect(await reviveAll(memory.geometry, await randomCuts(memory, story, 20_261_126))).toEqual({});
  },
  3_600_000,
);
