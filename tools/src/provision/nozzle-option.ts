import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import type { NozzleOrder } from './orders.js';

const litre = 1000;

/**
 * A nozzle as people write it: `FUEL:PULSES[:MIN:MAX[:LEAST]]`, pulses of one channel per litre, flows in L/min, the smallest measured
 * quantity in L; `0#` and anything with *diesel* or 柴 is diesel. Example: `92:100:5:50:5`.
 * @throws {ToolError} `tool-bad-nozzle`
 */
export function nozzleOf(text: string): NozzleOrder {
  const bad = () => new ToolError('tool-bad-nozzle', { value: text }, exitCode.usage);
  const [fuel = '', ...figures] = text.split(':');
  const numbers = figures.map((figure) => (/^\d+(\.\d+)?$/.test(figure) ? Number(figure) : Number.NaN));
  const [pulses, low = 5, high = 50, least = 5] = numbers;
  if (fuel === '' || Buffer.byteLength(fuel) > 12 || figures.length > 4 || pulses === undefined) throw bad();
  const nozzle = {
    fuel,
    pulses: Math.round(pulses * 100),
    minimumFlow: Math.round(low * litre),
    maximumFlow: Math.round(high * litre),
    minimumQuantity: Math.round(least * litre),
    expansion: /^-?\d*0#$|diesel|柴/i.test(fuel) ? ('diesel' as const) : ('petrol' as const),
  };
  const whole = [nozzle.pulses, nozzle.minimumFlow, nozzle.maximumFlow, nozzle.minimumQuantity];
  if (whole.some((value) => !(value >= 1 && value <= 10_000_000)) || nozzle.minimumFlow >= nozzle.maximumFlow)
    throw bad();
  return nozzle;
}

/** Several nozzles of one field, separated by spaces. @throws {ToolError} `tool-bad-nozzle` */
export function nozzlesOf(text: string): NozzleOrder[] {
  return text.trim().split(/\s+/).map(nozzleOf);
}
