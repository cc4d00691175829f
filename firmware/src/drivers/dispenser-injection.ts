import type { DispenserSink, PulseCounts } from '../platform/ports.js';
import { type Injection, parseIntegers, startInjection, takeCommonLine } from './injection.js';
import type { DriverRecord } from './records.js';

/** Nozzles of one instrument (CDDL maximum-nozzles). */
const NOZZLES = 4;
const HEXADECIMAL = '0123456789abcdef';

/**
 * A dispenser's inputs from an injection port (`injection.ts`):
 *
 * - `N <ms> <nozzle> <1 lifted, 0 hung up> <preset in mL or ->`
 * - `P <ms> <nozzle> <up> <down> <phase errors> <overflow> <encoder count or -> <temperature or ->`: counts since boot
 * - `Q <nozzle> <identity, 16 hexadecimal digits, or -> <initialised 0 or 1>`: the encoder answers, or has fallen silent
 * - `V <millivolts>`, `O <0 or 1>`: supply, case switch
 *
 * When the core wishes that a nozzle's encoder is told it was initialised, `!<nozzle>` goes before the credit of a line about that
 * nozzle, once: the rig says so with `Q`.
 */
export function startDispenserInjection(record: DriverRecord, sink: DispenserSink, isHeld: () => boolean): Injection {
  const told: number[] = [];
  const counts: PulseCounts = { up: 0, down: 0, phaseErrors: 0, overflow: 0 };
  return startInjection(
    record.texts[0]!,
    record.numbers[0]!,
    (letter, fields) => {
      let nozzle = 0;
      if (letter === 'N') {
        const list = parseIntegers(fields, 4, 4, 8);
        if (!list || list[0]! < 0 || !isNozzle(list[1]!) || list[2]! < 0 || list[2]! > 1) return false;
        nozzle = list[1]!;
        sink.onNozzle(list[0]!, nozzle, list[2] === 1, list[3]);
      } else if (letter === 'P') {
        const list = parseIntegers(fields, 8, 8, 0xc0);
        if (!list || list[0]! < 0 || !isNozzle(list[1]!)) return false;
        counts.up = list[2]!;
        counts.down = list[3]!;
        counts.phaseErrors = list[4]!;
        counts.overflow = list[5]!;
        nozzle = list[1]!;
        sink.onCounts(list[0]!, nozzle, counts, list[6], list[7]);
      } else if (letter === 'Q') {
        const text = fields[1] || '';
        const identity = fromHexadecimal(text);
        const list = parseIntegers([fields[0] || '', fields[2] || ''], 2, 2, 0);
        if (
          !list ||
          fields.length !== 3 ||
          !isNozzle(list[0]!) ||
          (text !== '-' && (text.length !== 16 || identity.length !== 8))
        )
          return false;
        nozzle = list[0]!;
        sink.onEncoder(nozzle, text === '-' ? undefined : identity, list[1]!);
      } else return takeCommonLine(sink, letter, fields);
      const wish = sink.wantsInitialising(nozzle) ? 1 : 0;
      if (wish && !told[nozzle]) Serial2.write(`!${nozzle}`);
      told[nozzle] = wish;
      return true;
    },
    isHeld,
  );
}

function isNozzle(value: number): boolean {
  return value >= 0 && value < NOZZLES;
}

/** Bytes of lower-case hexadecimal digits, up to the first that is none. */
function fromHexadecimal(text: string): string {
  let bytes = '';
  for (let i = 0; i + 1 < text.length; i += 2) {
    const value = HEXADECIMAL.indexOf(text[i]!) * 16 + HEXADECIMAL.indexOf(text[i + 1]!);
    if (value < 0 || HEXADECIMAL.indexOf(text[i + 1]!) < 0) break;
    bytes += String.fromCharCode(value);
  }
  return bytes;
}
