import { ruleSetName } from '../../rules/rule-set-name.js';
import { checkDecisionRules, type LotDecisionRules } from '../decisions/decision-rules.js';
import type { AnyPlan } from '../plans/curves.js';
import { type Allocation, type AllocationStratum, checkAllocation } from './allocation.js';
import { propertyOf } from './build-lots.js';
import { badLot, checkCandidates, type LotCandidate } from './candidate.js';
import { type FixedLot, type LotStratum, lotDigest, type NamedRandomness } from './fixed-lot.js';
import { checkLotRules, type LotProperty, type LotRules } from './lot-rules.js';
import { checkPlan, planNumbers } from './plan-sample.js';
import { alarmOf, stratumOf, WHOLE } from './strata.js';

/** What turns a group of instruments into a lot. */
export interface LotDesign {
  /** 1..64 characters of `[A-Za-z0-9._-]`. */
  readonly id: string;
  readonly rules: LotRules;
  /** Now, ms since 1970. */
  readonly at: number;
  readonly randomness: NamedRandomness;
  /** Rules that the lot will be decided by, fixed with it; none: it is drawn for an audit alone. */
  readonly decision?: LotDecisionRules;
  /** Results are taken for so many days after the draw; none: those of the decision rules, or 60. */
  readonly resultsWithinDays?: number;
  /** For a lot that is not divided: a plan by attributes. */
  readonly plan?: AnyPlan;
  /** For any lot: how many of each stratum are drawn, by name. With a plan it follows from it. */
  readonly allocation?: Allocation;
  /** Reserve for instruments that cannot be reached, as a share of the sample, 0…1, rounded up. */
  readonly reserveShare: number;
}

const ID = /^[A-Za-z0-9._-]{1,64}$/;
const SOURCE = /^[!-~](?:[ -~]{0,198}[!-~])?$/;

/**
 * The strata that a lot would have, before a sample is allotted to them: ready for `allocateProportional` and, where a probability is stated for
 * every member, for `allocateNeyman`: their mean is the fraction nonconforming that is expected.
 */
export function lotStrata(candidates: readonly LotCandidate[], rules: LotRules): AllocationStratum[] {
  const strata = new Map<string, { size: number; stated: number; sum: number }>();
  for (const one of candidates) {
    const name = stratumOf(one, rules);
    const stratum = strata.get(name) ?? { size: 0, stated: 0, sum: 0 };
    strata.set(name, stratum);
    stratum.size++;
    if (one.probability === undefined) continue;
    stratum.stated++;
    stratum.sum += one.probability;
  }
  // the order of bytes, which other languages sort by, too
  return [...strata]
    .map(([name, { size, stated, sum }]) => ({ name, size, ...(stated === size ? { expected: sum / size } : {}) }))
    .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
}

/**
 * Fixes a lot 批 before anything is known of the sample: its members, strata, levels at this moment, plan or allocation, and the randomness
 * that will decide. Nobody can change any of it afterwards without changing the digest.
 *
 * @throws {SdkError} `sampling-bad-lot`, `sampling-bad-rules`, `sampling-bad-allocation`, `sampling-out-of-range`
 */
export function fixLot(candidates: readonly LotCandidate[], design: LotDesign): FixedLot {
  const { id, rules, at, randomness, plan, reserveShare, decision } = design;
  checkLotRules(rules);
  if (!ID.test(id)) throw badLot('A lot is named by 1 to 64 letters, digits, dots, lines and dashes.');
  if (!Number.isSafeInteger(at) || at < 0) throw badLot(`${at} is no time.`);
  if (!SOURCE.test(randomness.source)) throw badLot('Name the source of randomness in 1 to 200 ASCII characters.');
  if (!Number.isSafeInteger(randomness.notBefore) || randomness.notBefore <= at) {
    throw badLot('The randomness must be published after the lot is fixed: name a later round of its source.');
  }
  if (!(reserveShare >= 0 && reserveShare <= 1)) throw badLot('The reserve is a share of the sample, 0 to 1.');
  if (decision !== undefined) checkDecisionRules(decision);
  const resultsWithinDays = design.resultsWithinDays ?? decision?.resultsWithinDays ?? 60;
  if (!(resultsWithinDays > 0 && resultsWithinDays <= 3650)) throw badLot('Results are taken for 1 to 3650 days.');
  const sorted = checkCandidates(candidates);
  if (sorted.length === 0) throw badLot('A lot has one member or more.');
  if (sorted.length < rules.smallest || sorted.length > rules.largest) {
    throw badLot(
      `By its rules a lot holds ${rules.smallest} to ${rules.largest} instruments, and not ${sorted.length}.`,
    );
  }
  const common = commonOf(sorted, rules);
  const sizes = lotStrata(sorted, rules);
  const allocation = checkAllocation(sizes, plan === undefined ? (design.allocation ?? {}) : planned(design, sizes));
  const strata = sizes.map(({ name, size }): LotStratum => {
    const sample = allocation[name]!;
    return { name, size, sample, reserve: Math.min(size - sample, Math.ceil(sample * reserveShare - 1e-9)) };
  });
  const lot = {
    id,
    rules: ruleSetName(rules),
    common,
    fixedAt: at,
    randomness: { source: randomness.source, notBefore: randomness.notBefore },
    ...(decision === undefined ? {} : { decision: ruleSetName(decision) }),
    resultsWithinDays,
    ...(plan === undefined ? {} : { plan: planNumbers(plan) }),
    strata,
    members: sorted.map((one) => ({
      ueid: one.ueid,
      stratum: stratumOf(one, rules),
      alarm: alarmOf(one, rules),
      level: one.level,
      ...(one.probability === undefined ? {} : { probability: one.probability }),
    })),
  };
  return { ...lot, digest: lotDigest(lot) };
}

/** @throws {SdkError} `sampling-bad-lot` when the members are not as alike as the rules want them */
function commonOf(members: readonly LotCandidate[], rules: LotRules): FixedLot['common'] {
  const common: Partial<Record<LotProperty, string>> = {};
  for (const property of rules.homogeneousBy) {
    const value = propertyOf(members[0]!, property);
    const other = members.find((one) => propertyOf(one, property) !== value);
    if (value === undefined || other !== undefined) {
      throw badLot(`The members of a lot by ${rules.id} have one ${property}: build it with \`buildLots\`.`);
    }
    common[property] = value;
  }
  return common;
}

function planned({ plan, allocation }: LotDesign, sizes: readonly AllocationStratum[]): Allocation {
  if (allocation !== undefined) throw badLot('A plan says how many are drawn: give no allocation with it.');
  if (sizes.length > 1 || sizes[0]!.name !== WHOLE) {
    throw badLot('The risks of a plan are those of a lot that is not divided: give an allocation to strata instead.');
  }
  return { [WHOLE]: checkPlan(plan!, sizes[0]!.size) };
}
