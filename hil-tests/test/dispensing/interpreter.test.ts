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
  const printed = await evaluateOnInterpreter(interpreter!, script, { limit: 280_000 });
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

  // Budget: a period, 1 s or one fueling, within 1 500 empty iterations of `for` (design.md, "Budgets"). Four nozzles deliver at once, one
  // fueling ends in each period, a day ends in every fiftieth.
  it.skipIf(!interpreter)('a period of four delivering nozzles stays within 1 500 loops', async () => {
    const nozzles = Array.from({ length: 4 }, () => ({ pulses: 10_000, fuel: 'petrol' as const }));
    const list = dispenserParameterList({ nozzles });
    list[DAY_LENGTH] = 60;
    const script = `${await dispenserCode()}
(function(){
function empty(){var t=getTime();for(var i=0;i<2000;i++){}return (getTime()-t)/2000}
var time=0,edges=0,best=1e9;
function period(){time+=1000;edges+=200;for(var i=0;i<4;i++)E.count(i,edges,0,0,0,edges,2000);E.period(time)}
E.make([${list.join(',')}]);
for(var i=0;i<4;i++)E.identify(i,'encoder1',0);
E.period(0);E.seal();
for(var i=0;i<4;i++){E.identify(i,'encoder1',1);E.lift(i,true,0,0)}
for(var r=0;r<6;r++){
  var before=empty(),t=getTime();
  for(var k=0;k<50;k++){E.lift(k&3,false,0,time-2000);period();E.lift(k&3,true,0,time)}
  t=(getTime()-t)/50;
  var after=empty();
  t=t/Math.max(before,after);
  if(t<best)best=t;
}
print("LOOPS "+Math.floor(best)+" "+E.nozzle(3).charCodeAt(9));
})();`;
    const printed = await evaluateOnInterpreter(interpreter!, script, { limit: 280_000 });
    const found = /LOOPS (\d+) (\d+)/.exec(printed);
    expect(found, printed.slice(-2000)).not.toBeNull();
    console.info(`period of four delivering nozzles, one fueling ending in each: ${found![1]} loops`);
    expect(Number(found![1])).toBeLessThan(1500);
    expect(Number(found![2])).toBeGreaterThan(50); // the fuelings were counted
  });
});
