import {
  FRAME_KIND_IDENTITY,
  FRAME_KIND_STATUS,
  type Frame,
  LIFE_STAGE_RETIRED,
  SELF_STATE_INOPERATIVE,
} from '@hengzhun/protocol';
import type { ChainState, Milestone } from './chain-state.js';
import type { FindingCode } from './outcome.js';

/** A quantity that only grows along a chain, as one frame says it, and what it means when it does not. */
interface Said {
  readonly name: string;
  readonly value: number;
  readonly code: FindingCode;
}

/** What a frame says that only ever grows. */
function saidBy({ kind, claims }: Frame): Said[] {
  if (kind === FRAME_KIND_STATUS) {
    const { nozzle } = claims;
    if (nozzle === undefined) return [];
    return [
      { name: `totaliser.${nozzle.index}`, value: nozzle.totaliser, code: 'totaliser-rollback' },
      { name: `fuelings.${nozzle.index}`, value: nozzle.fuelings, code: 'totaliser-rollback' },
    ];
  }
  if (kind !== FRAME_KIND_IDENTITY) return [];
  const { maker, authority, inspector } = claims.keyEpochs;
  return [
    { name: 'software-counter', value: claims.softwareCounter, code: 'software-rollback' },
    { name: 'epoch.maker', value: maker, code: 'key-epoch-rollback' },
    { name: 'epoch.authority', value: authority, code: 'key-epoch-rollback' },
    { name: 'epoch.inspector', value: inspector, code: 'key-epoch-rollback' },
    { name: 'retired', value: claims.lifeStage === LIFE_STAGE_RETIRED ? 1 : 0, code: 'retired-active' },
  ];
}

/** Whether there is anything in a frame for `checkMilestones`. */
export function saysMilestones({ kind, claims }: Frame, state: ChainState): boolean {
  if (kind === FRAME_KIND_STATUS) return claims.nozzle !== undefined || state.milestones?.retired !== undefined;
  return kind === FRAME_KIND_IDENTITY;
}

/**
 * Holds what a proved frame says against what is known of the chain: quantities that only grow (totalisers, software counter, key epochs,
 * retirement) must not be lower than in an earlier frame, nor higher than in a later one. Takes it into the state.
 *
 * @param at known frame with a number, for the neighbours of a frame that came late
 * @returns what is wrong, each code once
 */
export async function checkMilestones(
  frame: Frame,
  state: ChainState,
  at: (sequence: number) => Promise<Frame | undefined>,
): Promise<FindingCode[]> {
  const found = new Set<FindingCode>();
  const { sequence } = frame.claims;
  if (frame.kind === FRAME_KIND_STATUS) {
    // A retired instrument may still answer, but calls itself inoperative.
    const retired = state.milestones?.retired;
    const working = frame.claims.selfState !== SELF_STATE_INOPERATIVE;
    if (working && retired?.peak === 1 && sequence > retired.peakSequence) found.add('retired-active');
  }
  for (const { name, value, code } of saidBy(frame)) {
    state.milestones ??= {};
    const known = state.milestones[name];
    if (known === undefined) {
      state.milestones[name] = { sequence, value, peak: value, peakSequence: sequence };
      continue;
    }
    if (sequence > known.sequence) {
      if (value < known.peak) found.add(code);
    } else {
      // The newest and the greatest are known without looking; in between the nearest neighbours decide.
      if (value > known.value || (value < known.peak && sequence > known.peakSequence)) found.add(code);
      const before = await neighbour(name, sequence, -1, at);
      const after = await neighbour(name, sequence, 1, at);
      if ((before !== undefined && value < before) || (after !== undefined && value > after)) found.add(code);
    }
    state.milestones[name] = merge(known, sequence, value);
  }
  return [...found];
}

/** How far a late frame looks for a neighbour that says the same quantity: every nozzle has had its turn by then. */
const reach = 16;

/** What the nearest known frame in a direction says of a quantity; undefined: none within reach. */
async function neighbour(
  name: string,
  sequence: number,
  step: 1 | -1,
  at: (sequence: number) => Promise<Frame | undefined>,
): Promise<number | undefined> {
  for (let distance = 1; distance <= reach; distance++) {
    const frame = await at(sequence + step * distance);
    const said = frame && saidBy(frame).find((one) => one.name === name);
    if (said !== undefined) return said.value;
  }
  return undefined;
}

function merge(known: Milestone, sequence: number, value: number): Milestone {
  const newest = sequence > known.sequence ? { sequence, value } : { sequence: known.sequence, value: known.value };
  const higher = value > known.peak || (value === known.peak && sequence < known.peakSequence);
  return {
    ...newest,
    peak: higher ? value : known.peak,
    peakSequence: higher ? sequence : known.peakSequence,
  };
}
