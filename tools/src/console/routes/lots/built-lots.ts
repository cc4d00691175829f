import {
  type BuiltLots,
  buildLots,
  dispenserDecisionRules,
  type LotProposal,
  type LotRules,
  lotCandidates,
  lotStrata,
  type RegisterCandidates,
  ruleSetName,
  type Store,
  scaleDecisionRules,
} from '@hengzhun/host-sdk';
import type { MessageKey } from '../../../language/catalogue.js';
import type { ProposalsAnswer } from '../../api/lots.js';
import { both, same } from '../../words.js';
import { withWords } from '../with-words.js';

/**
 * The lots that rules make of the register, by the stored levels: bring them up to date first (`store.estimates.refresh`, or the job of
 * `POST /api/instruments/refresh`). @param at ms since 1970
 */
export async function builtLots(store: Store, rules: LotRules, at: number): Promise<BuiltLots & RegisterCandidates> {
  const found = await lotCandidates(store, at);
  return { ...found, ...buildLots(found.candidates, rules) };
}

/** As the page shows them: numbers of instruments, and not each of them. */
export async function shownProposals(
  { lots, leftOver, incomplete }: BuiltLots & RegisterCandidates,
  rules: LotRules,
  store: Store,
): Promise<ProposalsAnswer> {
  const kinds = new Map((await store.registry.instruments()).map(({ ueid, data }) => [ueid, data.instrumentKind]));
  const missing = new Map<string, number>();
  for (const one of incomplete) missing.set(one.missing, (missing.get(one.missing) ?? 0) + 1);
  return {
    rules: ruleSetName(rules),
    lots: lots.map(({ common, part, parts, members }) => ({
      ...{ common: { ...common }, part, parts, size: members.length },
      decisionRules: properRules(members, kinds),
      strata: lotStrata(members, rules).map(({ name, size, expected }) => ({ name, size, expected: expected ?? null })),
    })),
    leftOver: leftOver.map(({ reason, property, common, members }) => {
      const alike = same(Object.values(common).join(' · '));
      const what = property === undefined ? alike : both(`sample.property.${property}` as MessageKey);
      return {
        ...{ reason, property: property ?? null, common: { ...common }, count: members.length },
        text: withWords(`sample.lot.${reason}`, { what, count: members.length }),
      };
    }),
    incomplete: [...missing].map(([name, count]) => ({ missing: name, count })),
  };
}

function properRules(members: LotProposal['members'], kinds: ReadonlyMap<string, number | undefined>): string | null {
  const found = new Set(members.map(({ ueid }) => kinds.get(ueid)));
  const [kind] = found;
  if (found.size !== 1) return null;
  return kind === 1 ? ruleSetName(scaleDecisionRules) : kind === 2 ? ruleSetName(dispenserDecisionRules) : null;
}
