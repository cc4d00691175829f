import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DispenserSink, ScaleSink } from '../../../firmware/src/platform/ports.js';
import { encodeLine, type InjectionLine } from '../../src/index.js';

const { startScaleInjection } = await import('../../../firmware/src/drivers/scale-injection.js');
const { startDispenserInjection } = await import('../../../firmware/src/drivers/dispenser-injection.js');

type Call = [name: string, ...values: unknown[]];

/** A serial port that a test feeds, and what the driver made of it. */
function rig(kind: 'scale' | 'dispenser') {
  const calls: Call[] = [];
  let answers = '';
  let wanted = 0;
  let held = false;
  let receive: (chunk: string) => void = () => {};
  Object.assign(globalThis, {
    Serial2: {
      setup: () => {},
      on: (_event: string, handler: (chunk: string) => void) => {
        receive = handler;
      },
      write: (text: string) => {
        answers += text;
      },
    },
  });
  const note =
    (name: string) =>
    (...values: unknown[]): void => {
      // the counts object is used again
      calls.push([name, ...values.map((value) => (typeof value === 'object' ? structuredClone(value) : value))]);
    };
  const common = { onTime: note('time'), onCase: note('case'), onSupply: note('supply') };
  const record = { kind: 2, numbers: [115_200], texts: ['port'] };
  if (kind === 'scale') {
    const sink: ScaleSink = {
      ...common,
      onSample: note('sample'),
      onCells: note('cells'),
      spanWanted: () => wanted,
      onSpan: note('span'),
    };
    startScaleInjection(record, sink, () => held);
  } else {
    const sink: DispenserSink = {
      ...common,
      onNozzle: note('nozzle'),
      onCounts: note('counts'),
      onEncoder: note('encoder'),
      wantsInitialising: (nozzle) => nozzle === wanted - 1,
    };
    startDispenserInjection(record, sink, () => held);
  }
  return {
    calls,
    send: (text: string) => receive(text),
    line: (line: InjectionLine) => receive(Buffer.from(encodeLine(line)).toString('latin1')),
    answers: () => answers,
    want: (span: number) => {
      wanted = span;
    },
    hold: (on: boolean) => {
      held = on;
    },
  };
}

describe('a scale fed from an injection port', () => {
  it('takes every line that a rig can encode', () => {
    const it = rig('scale');
    it.line({ timeMs: 5, counts: -8, temperature: 2150 });
    it.line({ timeMs: 6, counts: 9 });
    it.line({ timeMs: 7, cells: [1, -2, 3, 4], temperature: -100 });
    it.line({ timeMs: 8, cells: [1, 2] });
    it.line({ millivolts: 3300 });
    it.line({ caseOpen: true });
    it.line({ caseOpen: false });
    it.line({ span: 2 });
    expect(it.calls).toEqual([
      ['sample', 5, -8, 2150],
      ['sample', 6, 9, undefined],
      ['cells', 7, [1, -2, 3, 4], -100],
      ['cells', 8, [1, 2], undefined],
      ['supply', 3300],
      ['case', true],
      ['case', false],
      ['span', 2],
    ]);
    expect(it.answers()).toBe('.'.repeat(8));
  });

  it('asks the rig for a span check once, before the credit of a sample, and takes it back', () => {
    const it = rig('scale');
    it.want(1);
    it.line({ timeMs: 1, counts: 0 });
    it.line({ timeMs: 2, counts: 0 });
    it.want(0);
    it.line({ timeMs: 3, counts: 0 });
    expect(it.answers()).toBe('!1..!0.');
  });

  it('takes bytes in any pieces and holds lines back while it is asked to', () => {
    const it = rig('scale');
    for (const byte of 'S 1 2 3\r\nS 2 3 4\n') it.send(byte);
    it.hold(true);
    it.send('S 3 4 5\n');
    expect(it.calls.length).toBe(2);
    it.hold(false);
    it.send('');
    expect(it.calls.length).toBe(3);
  });

  it.each(['S 1 2', 'S 1 2 3 4', 'S -1 2 3', 'S 1 - 3', 'S 1 2.5 3', 'S 01 2 3', 'S 1 2 x', 'S  1 2 3', 'M 1 - 2'])(
    'refuses %s',
    (line) => {
      const it = rig('scale');
      it.send(`${line}\n`);
      expect([it.calls, it.answers()]).toEqual([[], '?.']);
    },
  );

  it.each(['M 1 2 3 4 5 6 7', 'X 3', 'X -', 'V -1', 'V 1 2', 'O 2', 'N 1 0 1 -', 'Z 1', '', 'S 1234567890123456 1 1'])(
    'refuses %s',
    (line) => {
      const it = rig('scale');
      it.send(`${line}\n`);
      expect([it.calls, it.answers()]).toEqual([[], '?.']);
    },
  );

  it('drops what is longer than any line and goes on', () => {
    const it = rig('scale');
    it.send('S'.repeat(577));
    it.send('S 1 2 3\n');
    expect([it.calls, it.answers()]).toEqual([[['sample', 1, 2, 3]], '?.']);
  });
});

describe('a dispenser fed from an injection port', () => {
  it('takes every line that a rig can encode', () => {
    const it = rig('dispenser');
    it.line({ timeMs: 1, nozzle: 3, lifted: true, preset: 20_000 });
    it.line({ timeMs: 2, nozzle: 0, lifted: false });
    it.line({
      timeMs: 3,
      nozzle: 1,
      up: 4294967295,
      down: 2,
      phaseErrors: 3,
      overflow: true,
      encoderCount: 5,
      temperature: 6,
    });
    it.line({ timeMs: 4, nozzle: 1, up: 7 });
    it.line({ nozzle: 2, identity: '00ff10a0b1c2d3e4', initialised: true });
    it.line({ nozzle: 2, identity: undefined });
    it.line({ millivolts: 24_000 });
    it.line({ caseOpen: true });
    expect(it.calls).toEqual([
      ['nozzle', 1, 3, true, 20_000],
      ['nozzle', 2, 0, false, undefined],
      ['counts', 3, 1, { up: 4294967295, down: 2, phaseErrors: 3, overflow: 1 }, 5, 6],
      ['counts', 4, 1, { up: 7, down: 0, phaseErrors: 0, overflow: 0 }, undefined, undefined],
      ['encoder', 2, '\x00\xff\x10\xa0\xb1\xc2\xd3\xe4', 1],
      ['encoder', 2, undefined, 0],
      ['supply', 24_000],
      ['case', true],
    ]);
    expect(it.answers()).toBe('.'.repeat(8));
  });

  it('asks the rig once to tell an encoder that it was initialised', () => {
    const it = rig('dispenser');
    it.want(3);
    it.line({ timeMs: 1, nozzle: 0, up: 1 });
    it.line({ timeMs: 1, nozzle: 2, up: 1 });
    it.line({ timeMs: 2, nozzle: 2, up: 1 });
    expect(it.answers()).toBe('.!2..');
  });

  it.each(['N 1 4 1 -', 'N 1 0 2 -', 'N 1 0 - -', 'P 1 0 1 2 3 4 5', 'P 1 0 - 2 3 0 - -', 'Q 0 00ff 1', 'S 1 2 3'])(
    'refuses %s',
    (line) => {
      const it = rig('dispenser');
      it.send(`${line}\n`);
      expect([it.calls, it.answers()]).toEqual([[], '?.']);
    },
  );

  it.each(['Q 0 00ff10a0b1c2d3e4', 'Q 4 - 0', 'Q 0 00ff10a0b1c2d3eg 1', 'Q 0 00ff10a0b1c2d3e41 1', 'Q 0 - 0 1'])(
    'refuses %s',
    (line) => {
      const it = rig('dispenser');
      it.send(`${line}\n`);
      expect([it.calls, it.answers()]).toEqual([[], '?.']);
    },
  );
});

describe('any line of bytes', () => {
  it('never makes the driver throw, and costs exactly one credit', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('scale' as const, 'dispenser' as const),
        fc.string({ maxLength: 40 }),
        (kind, text) => {
          const it = rig(kind);
          it.send(`${text.replace(/\n/g, '')}\n`);
          expect(it.answers()).toMatch(/^(\?)?\.$/);
        },
      ),
    );
  });
});
