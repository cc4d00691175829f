import type { JudgedPoint } from './judgement.js';

/** An amount in the unit that people use: kg and g for masses, L and mL for volumes. @param amount mg or mL @param sign with a sign before it */
export function amountText(quantity: JudgedPoint['quantity'], amount: number, sign = false): string {
  const [unit, divisor] =
    quantity === 'mass'
      ? Math.abs(amount) >= 1_000_000
        ? (['kg', 1_000_000] as const)
        : (['g', 1000] as const)
      : Math.abs(amount) >= 1000
        ? (['L', 1000] as const)
        : (['mL', 1] as const);
  const value = Number((amount / divisor).toPrecision(4));
  return `${sign && value > 0 ? '+' : ''}${value} ${unit}`;
}

/** A test point in a few words, the same in both languages but for the nozzle. */
export function pointText({ quantity, nominal, nozzle, flow }: JudgedPoint): { zh: string; en: string } {
  const amount = amountText(quantity, nominal);
  if (quantity === 'mass') return { zh: `${amount} 处`, en: `at ${amount}` };
  const rate = flow ? `, ${Number((flow / 1000).toPrecision(3))} L/min` : '';
  return { zh: `油枪 ${nozzle ?? 0} ${amount}${rate} 处`, en: `nozzle ${nozzle ?? 0} at ${amount}${rate}` };
}

/** A probability in words that do not pretend more digits than are known. */
export function chanceText(probability: number): string {
  if (probability < 0.001) return '< 0.1 %';
  if (probability > 0.999) return '> 99.9 %';
  return `${Number((100 * probability).toPrecision(probability < 0.1 ? 2 : 3))} %`;
}
