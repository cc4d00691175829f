import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProvisioningError, planLog, stateFileSize } from '../../../firmware/src/index.js';
import { Device } from '../support/device.js';

const { placeFile } = await import('../../../firmware/src/platform/espruino.js');
const { openLog } = await import('../../../firmware/src/shell/log.js');
const { COMMAND_RECORDS, LOG_RECORD, LOG_START, SLOT, STATE_FILE } = await import(
  '../../../firmware/src/shell/names.js'
);

/** A file's header in Storage. */
const HEADER = 32;
const PERIODS = [1, 7, 14, 28, 91];
/** Events of one verification interval beside its history. */
const OTHERS = 20;

const needs = fc.record({
  bytes: fc.integer({ min: 0, max: 300_000 }),
  pageSize: fc.constantFrom(1024, 2048, 4096, 16_384),
  verificationDays: fc.integer({ min: 1, max: 1500 }),
  channels: fc.integer({ min: 0, max: 40 }),
  nozzles: fc.integer({ min: 0, max: 8 }),
});
type Needs = typeof needs extends fc.Arbitrary<infer T> ? T : never;

/** What three verifications write, with history records of so many days. */
function written({ verificationDays, channels, nozzles }: Needs, historyDays: number): number {
  const records = Math.max(1, Math.ceil(channels / 8)) + nozzles;
  return Math.ceil((3 * verificationDays) / historyDays) * records + 3 * OTHERS;
}

/** Whether a state file for so many records fits. */
const fits = ({ bytes, pageSize }: Needs, records: number): boolean =>
  records <= 65_535 && HEADER + stateFileSize(pageSize, records) <= bytes;

describe('the plan of the event log', () => {
  it('has room for three verifications, takes commands then, and sums up no more days than it must', () => {
    fc.assert(
      fc.property(needs, (one) => {
        let plan: ReturnType<typeof planLog>;
        try {
          plan = planLog(one);
        } catch (error) {
          expect(error).toBeInstanceOf(ProvisioningError);
          expect(fits(one, written(one, 91) + COMMAND_RECORDS)).toBe(false);
          return;
        }
        const { historyDays, logCapacity } = plan;
        expect(PERIODS).toContain(historyDays);
        expect(fits(one, logCapacity)).toBe(true);
        expect(logCapacity - written(one, historyDays)).toBeGreaterThanOrEqual(COMMAND_RECORDS);
        for (const shorter of PERIODS.filter((days) => days < historyDays))
          expect(fits(one, written(one, shorter) + COMMAND_RECORDS)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('is what the instrument finds in the file that is made from it', () => {
    fc.assert(
      fc.property(needs, (one) => {
        fc.pre(fits(one, written(one, 91) + COMMAND_RECORDS));
        const { logCapacity } = planLog(one);
        const { pageSize } = one;
        const device = new Device({ pages: Math.floor(one.bytes / pageSize), pageSize, writeUnit: 4 });
        device.install();
        device.storage().write(STATE_FILE, Buffer.from('hz 1'), 0, stateFileSize(pageSize, logCapacity));
        const place = placeFile(STATE_FILE, LOG_START + logCapacity * LOG_RECORD, SLOT);
        expect(place).toBeDefined();
        expect(openLog(place!.base).capacity).toBeGreaterThanOrEqual(logCapacity);
      }),
      { numRuns: 40 },
    );
  });
});
