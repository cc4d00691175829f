import { createContext, runInContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { FITTED_SHUNT, FITTED_SUPPLY, FITTED_THERMOMETER } from '../../../firmware/src/metrology/parameters.js';
import { evaluateOnInterpreter } from '../../src/espruino/evaluate.js';
import { createLoadCell, type LoadCellOptions } from '../../src/physics/index.js';
import { compileEntry, parameterList } from './compiled.js';

// One source, one result: Node and the real interpreter come to the same bits (design.md, "Numbers").

const interpreter = process.env.ESPRUINO_BIN;
if (!interpreter) console.warn('ESPRUINO_BIN is not set: the core is not compared with the real interpreter');

let code: string;
beforeAll(async () => {
  code = await compileEntry('./core-entry.ts');
});

function signal(options: Partial<LoadCellOptions>, seed: number, count: number): number[] {
  const cell = createLoadCell(options, seed);
  const list: number[] = [];
  for (let i = 0; i < count; i++) {
    const sample = cell.next();
    list.push(sample.counts, sample.temperature ?? 0);
  }
  return list;
}

const callOf = (input: number[], period: number) => `E.replay([${input.join(',')}],[${parameterList(period)}])`;

function evaluated(call: string): string {
  const context = createContext({ E: {} });
  runInContext(code, context);
  return runInContext(call, context) as string;
}

const inNode = (input: number[], period: number) => evaluated(callOf(input, period));

const onInterpreter = (input: number[], period: number) => interpreted(callOf(input, period));

async function interpreted(call: string): Promise<string> {
  const script = `${code}\nprint("BEGIN\\n"+${call}+"\\nEND");\n`;
  const printed = await evaluateOnInterpreter(interpreter!, script, { limit: 280_000 });
  const result = /BEGIN\n([\s\S]*)\nEND/.exec(printed.replaceAll('\r', ''));
  expect(result, printed.slice(-2000)).not.toBeNull();
  return result![1]!;
}

describe('the self-assessment as compiled for the instrument', () => {
  it('runs in Node and reboots through its snapshot', () => {
    const result = inNode(signal({}, 3, 600), 1000).split('\n');
    expect(result[1]).toBe('restored');
    expect(result.at(-2)).toMatch(/^10,/);
  });

  /** Everything fitted: span checks every two minutes, a baseline of six of them. */
  const everything = () =>
    `E.replayEverything([${parameterList(1000, {
      cells: 4,
      fitted: FITTED_THERMOMETER + FITTED_SUPPLY + FITTED_SHUNT,
      countsPerMilliE: { numerator: 4, denominator: 10 },
      warmUpTime: 60,
      spanInterval: 120,
      learningHours: 6,
    })}],2300)`;

  it('with everything fitted, checks its span and its corners', () => {
    const lines = evaluated(everything()).split('\n');
    expect(lines.some((line) => /^\d+:8,7,/.test(line))).toBe(true); // the span's baseline was learned
    expect(lines.at(-2)).toMatch(/^9,/);
    expect(lines.at(-3)).toMatch(/^7,\d+,(?!-32768)-?\d+,/);
  });

  it.skipIf(!interpreter)('gives the same bits on the interpreter: shunt, four cells, supply', async () => {
    expect(await interpreted(everything())).toBe(evaluated(everything()));
  });

  it.skipIf(!interpreter)('gives the same bits on the interpreter: trade at one sample a second', async () => {
    const input = signal({ startHour: 12 }, 11, 1500);
    expect(await onInterpreter(input, 1000)).toBe(inNode(input, 1000));
  });

  it.skipIf(!interpreter)(
    'gives the same bits on the interpreter: three drifting days, learning and detectors',
    async () => {
      const input = signal({ samplePeriodMs: 60_000, zeroDriftPerDay: 0.5, trade: null }, 12, 4300);
      const expected = inNode(input, 60_000);
      expect(expected).toMatch(/^\d+:8,1,/m); // the baseline was learned
      expect(expected).toMatch(/^\d+:3,1,/m); // and the drift found
      expect(await onInterpreter(input, 60_000)).toBe(expected);
    },
  );

  it.skipIf(!interpreter)(
    'gives the same bits on the interpreter: creep under load, a saturated converter, hot',
    async () => {
      const input = signal({ trade: null, constantLoad: 800, faultyCreepPerHour: 12, temperatureMean: 44 }, 13, 900);
      for (let i = 1600; i < 1680; i += 2) input[i] = 8388607;
      const expected = inNode(input, 1000);
      expect(expected).toMatch(/^\d+:3,3,/m);
      expect(await onInterpreter(input, 1000)).toBe(expected);
    },
  );
});
