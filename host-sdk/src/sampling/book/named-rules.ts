import { SdkError } from '../../errors.js';
import { ruleSetName } from '../../rules/rule-set-name.js';
import { auditRules } from '../audit/audit-rules.js';
import {
  dispenserDecisionRules,
  type LotDecisionRules,
  scaleDecisionRules,
  shanghaiMeterDecisionRules,
} from '../decisions/decision-rules.js';
import { intervalRules } from '../intervals/interval-rules.js';
import { auditLotRules, decisionLotRules } from '../lots/lot-rules.js';

interface Named {
  readonly id: string;
  readonly version: number;
}

/** Every set of rules that a ledger may name, old versions with the new ones. An authority adds its own. */
export interface SamplingRules {
  readonly lots: readonly (typeof decisionLotRules)[];
  readonly decisions: readonly LotDecisionRules[];
  readonly intervals: readonly (typeof intervalRules)[];
  readonly audits: readonly (typeof auditRules)[];
}

export const samplingRules: SamplingRules = {
  lots: [decisionLotRules, auditLotRules],
  decisions: [scaleDecisionRules, dispenserDecisionRules, shanghaiMeterDecisionRules],
  intervals: [intervalRules],
  audits: [auditRules],
};

/** @throws {SdkError} `sampling-rules-unknown` */
export function rulesNamed<T extends Named>(all: readonly T[], name: string): T {
  const found = all.find((one) => ruleSetName(one) === name);
  if (found === undefined) {
    throw new SdkError(
      'sampling-rules-unknown',
      `The set of rules ${JSON.stringify(name.slice(0, 80))} is unknown here.`,
    );
  }
  return found;
}
