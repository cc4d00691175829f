import {
  type FixedLot,
  fixLot,
  type LotDesign,
  type LotProposal,
  type LotRules,
  lotStrata,
  type Store,
} from '@hengzhun/host-sdk';
import { ToolError } from '../../../errors.js';
import { exitCode } from '../../../exit-codes.js';
import { allocationOf } from '../../../sampling/allocation-of.js';
import { decisionRulesFor } from '../../../sampling/decision-rules-for.js';
import { planOfOptions } from '../../../sampling/plan-of-options.js';
import type { FixLotRequest } from '../../api/lots.js';
import { builtLots } from './built-lots.js';

/**
 * Fixes one of the lots that rules make of the register: with everything that decides, before anything is drawn.
 * @throws {ToolError} `tool-lot-none`, `tool-lot-several`, `tool-console-lot-design`, and as `decisionRulesFor`; {SdkError} `sampling-*`
 */
export async function fixProposed(
  request: FixLotRequest,
  rules: LotRules,
  store: Store,
  at: number,
): Promise<FixedLot> {
  const { id, common, part, decision: named, randomness, reserve = 0.2 } = request;
  // What the evaluation says at this moment is fixed with the lot.
  await store.estimates.refresh(at);
  const { lots } = await builtLots(store, rules, at);
  const wanted = Object.entries(common);
  const [lot, ...others] = lots.filter(
    (one) =>
      wanted.every(([name, value]) => one.common[name as 'model'] === value) &&
      (part === undefined || one.part === part),
  );
  if (lot === undefined) throw new ToolError('tool-lot-none', {}, exitCode.refused);
  if (others.length > 0) throw new ToolError('tool-lot-several', { count: others.length + 1 }, exitCode.refused);
  const decision = await decisionRulesFor(store.registry, lot.members, named);
  return fixLot(lot.members, {
    ...{ id, rules, at, randomness, reserveShare: reserve },
    ...(decision && { decision }),
    ...designOf(request, rules, decision, lot.members),
  });
}

/** A plan for a lot that is not divided; an allocation for one that is. */
function designOf(
  { plan = 'single', sample }: FixLotRequest,
  rules: LotRules,
  decision: LotDesign['decision'],
  members: LotProposal['members'],
): Pick<LotDesign, 'plan' | 'allocation'> {
  if (sample !== undefined) {
    return { allocation: allocationOf(sample.allocation, lotStrata(members, rules), sample.size) };
  }
  if (rules.stratifiedBy.length > 0 || decision === undefined) {
    throw new ToolError('tool-console-lot-design', {}, exitCode.refused);
  }
  const {
    producerRisk: _p,
    consumerRisk: _c,
    ...numbers
  } = planOfOptions(plan, decision.points, 'unknown', members.length);
  return { plan: numbers as NonNullable<LotDesign['plan']> };
}
