import type { ScaleSink } from '../platform/ports.js';
import { type Injection, parseIntegers, startInjection, takeCommonLine } from './injection.js';
import type { DriverRecord } from './records.js';

/**
 * A scale's inputs from an injection port (`injection.ts`). Counts are the converter's, temperatures 0.01 degree Celsius or `-`:
 *
 * - `S <ms> <counts> <temperature>`: one sample of one cell
 * - `M <ms> <temperature> <counts> <counts> ..`: one sample of two to four cells
 * - `X <kind>`: from the next sample on the shunt (1), the reference mass (2) or nothing (0) is switched on
 * - `V <millivolts>`, `O <0 or 1>`: supply, case switch
 *
 * When the core wishes for another span check, `!<kind>` goes before the credit of a sample: the rig switches, changes the samples
 * and says so with `X`.
 */
export function startScaleInjection(record: DriverRecord, sink: ScaleSink, isHeld: () => boolean): Injection {
  let wanted = 0;
  return startInjection(
    record.texts[0]!,
    record.numbers[0]!,
    (letter, fields) => {
      if (letter === 'S') {
        const list = parseIntegers(fields, 3, 3, 4);
        if (!list || list[0]! < 0) return false;
        sink.onSample(list[0]!, list[1]!, list[2]);
      } else if (letter === 'M') {
        const list = parseIntegers(fields, 4, 6, 2);
        if (!list || list[0]! < 0) return false;
        sink.onCells(list[0]!, list.slice(2) as number[], list[1]);
      } else if (letter === 'X') {
        const list = parseIntegers(fields, 1, 1, 0);
        if (!list || list[0]! < 0 || list[0]! > 2) return false;
        sink.onSpan(list[0]!);
        return true;
      } else return takeCommonLine(sink, letter, fields);
      if (sink.spanWanted() !== wanted) {
        wanted = sink.spanWanted();
        Serial2.write(`!${wanted}`);
      }
      return true;
    },
    isHeld,
  );
}
