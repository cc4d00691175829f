import { lockScript, PROVISIONING_FILE } from '@hengzhun/firmware';
import { expect, it } from 'vitest';
import { createEmulationHost, type Flash, Storage, seededRandom } from '../../src/index.js';
import { type Cut, live, reviveAll } from '../support/cuts.js';
import { dispenserBundle, dispenserConfiguration } from '../support/dispenser.js';
import { scaleBundle } from '../support/hosts.js';
import { configuration } from '../support/instrument.js';
import { beginning, dispenserStory, measurementOf, type Story, scaleStory, updateStory } from '../support/stories.js';
import { installUpdatable } from '../support/updatable.js';

/** Power cuts for each story in one run; many more with HENGZHUN_BUNDLE_CUTS. */
const CUTS = Number(process.env.HENGZHUN_BUNDLE_CUTS ?? 40);
/** Another seed cuts at other moments. */
const SEED = Number(process.env.HENGZHUN_BUNDLE_SEED ?? 20_261_126);
/** Cuts of one life: each is a copy of the whole flash until it was revived. */
const AT_ONCE = 400;

interface Case {
  flash: Flash;
  story: Story;
  /** What software may run at the beginning; none: it cannot change. */
  software: string[];
  nozzles: number;
  /** How likely a cut is at this moment, 0..1. */
  weight(): number;
}

const always = { software: [], nozzles: 0, weight: () => 1 };

async function scaleCase(): Promise<Case> {
  const files = { [PROVISIONING_FILE]: configuration() };
  const { memory } = createEmulationHost({ bundle: (await scaleBundle()).code, files, logCapacity: 160 });
  return { ...always, flash: memory, story: scaleStory };
}

async function dispenserCase(): Promise<Case> {
  const files = { [PROVISIONING_FILE]: dispenserConfiguration() };
  const { memory } = createEmulationHost({ bundle: (await dispenserBundle()).code, files, logCapacity: 160 });
  return { ...always, flash: memory, story: dispenserStory, nozzles: 2 };
}

/** A scale whose console is locked, with two slots for its software. Most of an update's time goes into pieces, which are all alike. */
async function updateCase(): Promise<Case> {
  const { code } = await scaleBundle();
  const flash = installUpdatable(code);
  new Storage(flash).write('.boot0', Buffer.from(lockScript('q7Zk2mWb9xTn4cVd')));
  let sending = false;
  const story = updateStory(`${code}\n"second";`, (under) => (sending = under));
  return { ...always, flash, story, software: [measurementOf(code)], weight: () => (sending ? 0.02 : 1) };
}

/** Cuts at random units of one life, clean and in the midst of a word, about so many. */
async function cutsOfOneLife(one: Case, count: number, random: () => number): Promise<Cut[]> {
  const { geometry, bytes } = one.flash;
  const lifeWith = (wanted: () => 'clean' | 'torn' | false): Promise<{ cuts: Cut[] }> => {
    const told = beginning(one.software, one.nozzles > 0 ? [] : undefined);
    return live(geometry, bytes, (session, host) => one.story(session, host, told), wanted, told);
  };
  let units = 0;
  await lifeWith(() => {
    units += one.weight();
    return false;
  });
  const { cuts } = await lifeWith(() =>
    random() * units < count * one.weight() ? (random() < 0.5 ? 'clean' : 'torn') : false,
  );
  return cuts;
}

it.each<[string, () => Promise<Case>]>([
  ['scale', scaleCase],
  ['dispenser', dispenserCase],
  ['scale whose software is being updated', updateCase],
])(
  `a whole %s comes back from each of ${CUTS} random power cuts, with everything that it acknowledged`,
  async (_, prepare) => {
    const one = await prepare();
    const random = seededRandom(SEED);
    for (let done = 0; done < CUTS; ) {
      const cuts = await cutsOfOneLife(one, Math.min(AT_ONCE, CUTS - done), random);
      done += cuts.length;
      expect(await reviveAll(one.flash.geometry, cuts, one.nozzles)).toEqual({});
      if (CUTS > AT_ONCE) console.info(`${done} of ${CUTS} cuts`);
    }
  },
  36_000_000,
);
