import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseRecording, readRecording, samplesOf, toCounts } from '../../src/index.js';

const recordings = fileURLToPath(new URL('../../../../shared/recordings/', import.meta.url));
const missing = !existsSync(recordings);
if (missing) console.warn('../shared/recordings is not there: the tests on real recordings are left out');

describe('reading a recording', () => {
  it('takes numbered readings, one per second unless told otherwise', () => {
    const text = 'sample,reading\n5,1.5\n6,-2\n8,3e0\n';
    expect(parseRecording(text, 'r.csv').readings).toEqual([
      { timeMs: 0, value: 1.5 },
      { timeMs: 1000, value: -2 },
      { timeMs: 3000, value: 3 },
    ]);
    expect(parseRecording(text, 'r.csv', { samplePeriodMs: 100 }).readings[2]!.timeMs).toBe(300);
  });

  it('takes times of its own, across midnight and with Windows line ends', () => {
    const text = '\uFEFFtimestamp,mass_g\r\n2018-02-12 23:59:59,10\r\n2018-02-13 00:00:01,11\r\n';
    const { timed, column, readings } = parseRecording(text, 'r.csv');
    expect({ timed, column }).toEqual({ timed: true, column: 'mass_g' });
    expect(readings.map(({ timeMs }) => timeMs)).toEqual([0, 2000]);
  });

  it.each([
    ['', 'recording-header', 'line 1'],
    ['time,reading\n0,1\n', 'recording-header', 'line 1'],
    ['sample,reading,unit\n', 'recording-header', 'line 1'],
    ['sample,reading\n', 'recording-empty', ''],
    ['sample,reading\n0,1\n1,\n', 'recording-line', 'line 3'],
    ['sample,reading\n0,1\n1,two\n', 'recording-line', 'line 3'],
    ['sample,reading\n0,0x10\n', 'recording-line', 'line 2'],
    ['sample,reading\n0,1e999\n', 'recording-line', 'line 2'],
    ['sample,reading\n0,1\n\n1,2\n', 'recording-line', 'line 3'],
    ['sample,reading\n0,1,2\n', 'recording-line', 'line 2'],
    ['sample,reading\n1,1\n1,2\n', 'recording-order', 'line 3'],
    ['timestamp,mass_g\n2018-02-12 20:46:04,1\n2018-02-12 20:46:03,1\n', 'recording-order', 'line 3'],
    ['timestamp,mass_g\n12.02.2018,1\n', 'recording-line', 'line 2'],
    ['timestamp,mass_g\n2018-13-12 20:46:04,1\n', 'recording-line', 'line 2'],
  ])('refuses %j with %s', (text, code, place) => {
    expect(() => parseRecording(text, 'r.csv')).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(place) }),
    );
  });

  it('says when the file cannot be read', async () => {
    await expect(readRecording('/nowhere/r.csv')).rejects.toMatchObject({ code: 'recording-unreadable' });
  });

  it.skipIf(missing).each([
    ['hx711-creep.csv', 3842, false],
    ['loadcell-C-1-124.csv', undefined, true],
    ['loadcell-F-1-38.csv', undefined, true],
  ])('reads the real recording %s', async (name, count, timed) => {
    const recording = await readRecording(`${recordings}${name}`);
    expect(recording.timed).toBe(timed);
    if (count !== undefined) expect(recording.readings).toHaveLength(count);
    const times = recording.readings.map(({ timeMs }) => timeMs);
    expect(times.every((time, i) => i === 0 || time > times[i - 1]!)).toBe(true);
  });
});

describe('readings as counts', () => {
  it('rounds to the nearest count and clips as a 24-bit converter', () => {
    expect(toCounts(562.3, { countsPerUnit: 1000, zeroCounts: 50_000 })).toBe(612_300);
    expect(toCounts(-1e9, { countsPerUnit: 1000 })).toBe(-0x800000);
    expect(toCounts(1e9, { countsPerUnit: 1000 })).toBe(0x7fffff);
  });

  it('starts where the instrument’s clock stands', () => {
    const recording = parseRecording('sample,reading\n0,1\n1,2\n', 'r.csv');
    expect([...samplesOf(recording, { countsPerUnit: 10, zeroValue: 1 }, 5000)]).toEqual([
      { timeMs: 5000, counts: 0 },
      { timeMs: 6000, counts: 10 },
    ]);
  });
});
