import { dispenserParameterList } from '@hengzhun/firmware';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_LENGTH, LEARNING_DAYS } from '../../../firmware/src/dispensing/parameters.js';
import { evaluateOnInterpreter } from '../../src/espruino/evaluate.js';
import { createRandom } from '../../src/physics/index.js';
import { type CompiledDispenser, compileDispenser, dispenserCode } from './compiled.js';

// One source, one result: Node and the real interpreter come to the same bits (design.md, "Numbers").

const interpreter = process.env.ESPRUINO_BIN;
if (!interpreter)
  console.warn("ESPRUINO_BIN is not set: the dispenser's core is not compared with the real interpreter");

let core: CompiledDispenser;
beforeAll(async () => {
  core = await compileDispenser();
});

/** Fuelings of `[edges, edges of the encoder, backwards, phase errors, preset, 0.01 degree]`. */
function fuelings(count: number, gain: (i: number) => number, seed: number): number[] {
  const random = createRandom(seed);
  const input: number[] = [];
  for (let i = 0; i < count; i++) {
    const edges = 200 + Math.floor(2000 * random.uniform());
    const preset = random.uniform() < 0.5 ? Math.floor(edges * 2.5) - 10 : 0;
    input.push(edges, Math.round(edges * gain(i)), Math.floor(4 * random.uniform()));
    input.push(random.uniform() < 0.1 ? 3 : 0, preset, 1500 + Math.floor(1000 * random.uniform()));
  }
  return input;
}

async function onInterpreter(list: number[], input: number[]): Promise<string> {
  const script = `${await dispenserCode()}\nprint("BEGIN\\n"+E.replay([${list.join(',')}],[${input.join(',')}])+"\\nEND");\n`;
  const printed = await evaluateOnInterpreter(interpreter!, script, { limit: 110_000 });
  const result = /BEGIN\n([\s\S]*)\nEND/.exec(printed.replaceAll('\r', ''));
  expect(result, printed.slice(-2000)).not.toBeNull();
  return result![1]!;
}

const cases: [name: string, list: number[], input: number[], contains: RegExp][] = [
  [
    'five deviations, diesel at 20 degrees',
    dispenserParameterList({
      nozzles: [{ pulses: 10_000, calibration: 1_001_234, fuel: 'diesel' }],
      compensation: true,
    }),
    fuelings(24, (i) => (i % 4 === 3 ? 0.97 : 1), 1),
    /^\d+:14,2,0$/m,
  ],
  [
    'short days that learn a baseline and find a drift',
    withChanges({ [DAY_LENGTH]: 6100, [LEARNING_DAYS]: 6 }),
    fuelings(160, (i) => 1 + (i % 3 === 0 ? 0.0005 : 0) + (i > 110 ? 0.003 : 0), 2),
    /^\d+:3,16,/m,
  ],
];

function withChanges(changes: Record<number, number>): number[] {
  const list = dispenserParameterList({ nozzles: [{ pulses: 12_345, fuel: 'petrol' }] });
  for (const [number, value] of Object.entries(changes)) list[Number(number)] = value;
  return list;
}

describe('the self-assessment as compiled for the instrument', () => {
  it.each(cases)('in Node: %s', (_name, list, input, contains) => {
    const result = core.replay(list, input);
    expect(result).toContain('restored');
    expect(result).toMatch(contains);
  });

  it.skipIf(!interpreter).each(cases)('the same bits on the interpreter: %s', async (_name, list, input) => {
    expect(await onInterpreter(list, input)).toBe(core.replay(list, input));
  });
});
