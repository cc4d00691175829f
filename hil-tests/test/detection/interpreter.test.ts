import { createContext, runInContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
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

function inNode(input: number[], period: number): string {
  const context = createContext({ E: {} });
  runInContext(code, context);
  return runInContext(`E.replay(${JSON.stringify(input)}, [${parameterList(period)}])`, context) as string;
}

async function onInterpreter(input: number[], period: number): Promise<string> {
  const script = `${code}\nprint("BEGIN\\n"+E.replay([${input.join(',')}],[${parameterList(period)}])+"\\nEND");\n`;
  const printed = await evaluateOnInterpreter(interpreter!, script, { limit: 110_000 });
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
