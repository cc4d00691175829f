import { SdkError } from '../../errors.js';
import type { Bilingual } from '../../evaluation/levels.js';
import { ruleSetName } from '../../rules/rule-set-name.js';
import { quantised } from '../quantise.js';
import type { IntervalRules } from './interval-rules.js';

/** The methods of ILAC-G24:2022 / OIML D 10:2022, clause 6, as far as they can be computed; the last two are "other statistical approaches". */
export type IntervalMethod =
  | 'staircase' // 6.2, method 1: automatic adjustment 自动调整（阶梯法）
  | 'control-chart' // 6.3, method 2 控制图法
  | 'in-use-time' // 6.4, method 3 在用时间法
  | 'in-service-checking' // 6.5, method 4: "black box" 在用核查法（黑箱法）
  | 'interval-test' // method 5: NCSLI RP-1 method A3 间隔检验法
  | 'reliability'; // method 5: exponential reliability 可靠性法

/** A new verification interval, and how it came about. */
export interface IntervalAdjustment {
  readonly method: IntervalMethod;
  /** `<id>@<version>`. */
  readonly rules: string;
  /** Interval until now, days. */
  readonly from: number;
  /** Interval from now on, whole days, between the rules' shortest and longest. */
  readonly days: number;
  /** What the method gave before that, days; nine digits. */
  readonly calculated: number;
  readonly change: 'extended' | 'kept' | 'shortened';
  /** What the method takes for granted. */
  readonly assumes: Bilingual;
  /** Figures of the method, nine digits. */
  readonly figures: Readonly<Record<string, number>>;
}

/** An adjustment from what a method gave. */
export function adjustment(
  method: IntervalMethod,
  rules: IntervalRules,
  from: number,
  calculated: number,
  assumes: Bilingual,
  figures: Record<string, number>,
): IntervalAdjustment {
  const days = Math.min(rules.longest, Math.max(rules.shortest, Math.round(calculated)));
  return {
    method,
    rules: ruleSetName(rules),
    from,
    days,
    calculated: quantised(calculated),
    change: days > from ? 'extended' : days < from ? 'shortened' : 'kept',
    assumes,
    figures: Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, quantised(value)])),
  };
}

/** @throws {SdkError} `sampling-too-little-data` */
export function needData(has: number, needs: number, what: string): void {
  if (!(has >= needs)) {
    throw new SdkError('sampling-too-little-data', `This method needs ${needs} ${what}, and there are ${has}.`, {
      has,
      needs,
    });
  }
}

/** @throws {SdkError} `sampling-out-of-range` */
export function checkNumber(value: number, name: string, isIn: (value: number) => boolean): void {
  if (!Number.isFinite(value) || !isIn(value)) {
    throw new SdkError('sampling-out-of-range', `${name} cannot be ${value}.`);
  }
}
export const positive = (value: number): boolean => value > 0;
export const notNegative = (value: number): boolean => value >= 0;
