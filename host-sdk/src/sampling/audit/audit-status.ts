import type { Bilingual } from '../../evaluation/levels.js';
import { ruleSetName } from '../../rules/rule-set-name.js';
import { quantised } from '../quantise.js';
import type { StratumFindings } from '../results/findings.js';
import { findings } from '../results/findings.js';
import type { SampleState } from '../results/sample-state.js';
import { combinedBounds } from '../results/stratum-bounds.js';
import { type AlarmRates, alarmRates, type Rate } from './alarm-rates.js';
import { type AuditRules, checkAuditRules } from './audit-rules.js';
import { checkSamples } from './cells.js';
import { seenCounts, stratifiedTotal } from './horvitz-thompson.js';
import { type Calibration, calibration } from './reliability-table.js';

/** Audit of the status evaluation 状态评价的抽样核验 by random samples of lots that were fixed before. Probabilities have nine digits. */
export interface StatusAudit {
  /** Lots with their digests. */
  readonly lots: readonly { readonly id: string; readonly digest: string }[];
  /** `<id>@<version>`. */
  readonly rules: string;
  readonly confidence: number;
  readonly strata: readonly StratumFindings[];
  /** Nonconforming instruments of all lots together. */
  readonly total: {
    readonly size: number;
    /** Horvitz–Thompson; null where a stratum was not seen. */
    readonly estimate: number | null;
    /** Standard error of the estimate; null where a stratum was seen once. */
    readonly standardError: number | null;
    /** Exact bounds of the strata, combined: conservative, those not reached at their worst. */
    readonly lower: number;
    readonly upper: number;
  };
  readonly rates: AlarmRates;
  readonly calibration: Calibration;
  readonly reasons: readonly Bilingual[];
}

/**
 * Missed and false alarms, the whole population and the calibration of stated probabilities, from complete random samples.
 *
 * @throws {SdkError} `sampling-incomplete`, `sampling-not-random`, `sampling-bad-rules`
 */
export function auditStatus(samples: readonly SampleState[], rules: AuditRules): StatusAudit {
  checkAuditRules(rules);
  checkSamples(samples);
  const strata = samples.flatMap(findings);
  const isSeen = strata.every(({ looked }) => looked > 0);
  const estimated = isSeen
    ? stratifiedTotal(strata.map(({ size, looked, nonconforming }) => seenCounts(size, looked, nonconforming)))
    : undefined;
  const variance = estimated?.variance ?? null;
  const total = {
    size: strata.reduce((sum, { size }) => sum + size, 0),
    estimate: estimated === undefined ? null : quantised(estimated.total),
    standardError: variance === null ? null : quantised(Math.sqrt(variance)),
    ...(strata.length === 0 ? { lower: 0, upper: 0 } : combinedBounds(strata, rules.confidence)),
  };
  const rates = alarmRates(samples, rules.confidence);
  return {
    lots: samples.map(({ lot }) => ({ id: lot.id, digest: lot.digest })),
    rules: ruleSetName(rules),
    confidence: rules.confidence,
    strata,
    total,
    rates,
    calibration: calibration(samples, rules),
    reasons: auditTexts(total, rates, rules.confidence),
  };
}

function auditTexts(total: StatusAudit['total'], rates: AlarmRates, confidence: number): Bilingual[] {
  const percent = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;
  const words = ({ estimate, lower, upper }: Rate): string =>
    `${estimate === null ? '—' : percent(estimate)} (${percent(lower)} … ${percent(upper)})`;
  const estimate = total.estimate === null ? '—' : String(Math.round(total.estimate));
  return [
    {
      zh: `共 ${total.size} 台，估计不合格 ${estimate} 台（${total.lower} 至 ${total.upper} 台，置信水平不低于 ${percent(confidence)}）。`,
      en: `Of ${total.size} instruments about ${estimate} are nonconforming (${total.lower} to ${total.upper}, confidence at least ${percent(confidence)}).`,
    },
    {
      zh: `漏报率 ${words(rates.missed)}；误报率 ${words(rates.falseAlarm)}；不合格器具中静默的占 ${words(rates.silentShare)}。`,
      en: `Missed alarms ${words(rates.missed)}; false alarms ${words(rates.falseAlarm)}; silent among the nonconforming ${words(rates.silentShare)}.`,
    },
  ];
}
