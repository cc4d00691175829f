import { checkCandidates, type LotCandidate } from './candidate.js';
import { checkLotRules, type LotProperty, type LotRules } from './lot-rules.js';

/** A homogeneous group that can become a lot. */
export interface LotProposal {
  /** What its members have in common, by property. */
  readonly common: Readonly<Partial<Record<LotProperty, string>>>;
  /** Which part of a group that was too large; one of one: the whole group. */
  readonly part: number;
  readonly parts: number;
  /** Sorted by UEID. */
  readonly members: readonly LotCandidate[];
}

/** Instruments that belong to no lot, and why: nothing is dropped silently. */
export interface LeftOver {
  /** `property-missing`: the register does not say what the rules ask for. `group-too-small`: fewer alike than a lot needs. */
  readonly reason: 'property-missing' | 'group-too-small';
  /** The property that is missing. */
  readonly property?: LotProperty;
  readonly common: LotProposal['common'];
  /** UEIDs, sorted. */
  readonly members: readonly string[];
}

/** Every candidate is in exactly one lot or one left-over group. */
export interface BuiltLots {
  readonly lots: readonly LotProposal[];
  readonly leftOver: readonly LeftOver[];
}

/**
 * Homogeneous lots 批 from instruments, by the rules. The same whatever the order of the candidates.
 *
 * @throws {SdkError} `sampling-bad-lot`, `sampling-bad-rules`
 */
export function buildLots(candidates: readonly LotCandidate[], rules: LotRules): BuiltLots {
  checkLotRules(rules);
  const groups = new Map<string, { common: Record<string, string>; members: LotCandidate[] }>();
  const incomplete = new Map<LotProperty, string[]>();
  for (const one of checkCandidates(candidates)) {
    const values = rules.homogeneousBy.map((property) => propertyOf(one, property));
    const missing = rules.homogeneousBy[values.indexOf(undefined)];
    if (missing !== undefined) {
      const before = incomplete.get(missing);
      if (before === undefined) incomplete.set(missing, [one.ueid]);
      else before.push(one.ueid);
      continue;
    }
    const key = JSON.stringify(values);
    const group = groups.get(key);
    if (group !== undefined) group.members.push(one);
    else {
      const common = Object.fromEntries(rules.homogeneousBy.map((property, index) => [property, values[index]!]));
      groups.set(key, { common, members: [one] });
    }
  }
  const lots: LotProposal[] = [];
  const leftOver: LeftOver[] = [...incomplete]
    .sort(byFirst)
    .map(([property, members]) => ({ reason: 'property-missing', property, common: {}, members }));
  for (const [, { common, members }] of [...groups].sort(byFirst)) {
    if (members.length < rules.smallest) {
      leftOver.push({ reason: 'group-too-small', common, members: members.map(({ ueid }) => ueid) });
    } else lots.push(...split(members, rules.largest).map((part) => ({ common, ...part })));
  }
  return { lots, leftOver };
}

/** Undefined: the register does not say. */
export function propertyOf(one: LotCandidate, property: LotProperty): string | undefined {
  switch (property) {
    case 'type-approval':
      return one.typeApproval || undefined;
    case 'year':
      return one.manufactured?.slice(0, 4);
    default:
      return one[property] || undefined;
  }
}

function split(members: readonly LotCandidate[], largest: number): Omit<LotProposal, 'common'>[] {
  const parts = Math.ceil(members.length / largest);
  // what was made at one time is more alike; the sort is stable, so that equal dates stay in the order of their UEIDs
  const dated = [...members].sort((a, b) => compare(a.manufactured ?? '', b.manufactured ?? ''));
  return Array.from({ length: parts }, (_, part) => ({
    part: part + 1,
    parts,
    members: dated
      .slice(Math.floor((part * members.length) / parts), Math.floor(((part + 1) * members.length) / parts))
      .sort((a, b) => compare(a.ueid, b.ueid)),
  }));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byFirst = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => compare(a, b);
