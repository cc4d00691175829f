import {
  dispenserDecisionRules,
  type LotCandidate,
  type LotDecisionRules,
  type Registry,
  samplingRules,
  scaleDecisionRules,
} from '@hengzhun/host-sdk';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { rulesByName } from './rules-by-name.js';

const SCALE = 1;
const DISPENSER = 2;
const own = new Map([
  [SCALE, scaleDecisionRules],
  [DISPENSER, dispenserDecisionRules],
]);

/**
 * The rules that a lot is decided by: those that are named, or those of its kind of instrument. Scales are not decided by the intervals of
 * dispensers, which JJG 443 bounds, nor the other way round.
 * @param name `none`: the lot is drawn for an audit alone; undefined is returned
 * @throws {ToolError} `tool-bad-choice`, `tool-decision-unknown`, `tool-decision-kind`
 */
export async function decisionRulesFor(
  registry: Registry,
  members: readonly LotCandidate[],
  name: string | undefined,
): Promise<LotDecisionRules | undefined> {
  if (name === 'none') return undefined;
  const inLot = new Set(members.map(({ ueid }) => ueid));
  const kinds = new Set<number | undefined>();
  for (const { ueid, data } of await registry.instruments()) if (inLot.has(ueid)) kinds.add(data.instrumentKind);
  const [kind] = kinds;
  const proper = kinds.size === 1 && kind !== undefined ? own.get(kind) : undefined;
  if (name === undefined) {
    if (proper === undefined) throw new ToolError('tool-decision-unknown', {}, exitCode.usage);
    return proper;
  }
  const rules = rulesByName(samplingRules.decisions, name, '--decision');
  const isOfAnother =
    [...own.values()].some(({ id }) => id === rules.id) && proper !== undefined && proper.id !== rules.id;
  if (!isOfAnother) return rules;
  throw new ToolError('tool-decision-kind', { rules: rules.id, proper: proper.id }, exitCode.refused);
}
