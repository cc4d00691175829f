import {
  type BuiltLots,
  buildLots,
  type FixedLot,
  fixLot,
  type LotDecisionRules,
  type LotProposal,
  type LotRules,
  lotCandidates,
  lotStrata,
  lotText,
  type RegisterCandidates,
  type Store,
  samplingRules,
} from '@hengzhun/host-sdk';
import { ToolError } from '../../../errors.js';
import { exitCode } from '../../../exit-codes.js';
import { writeWhole } from '../../../files.js';
import { allocationOf } from '../../../sampling/allocation-of.js';
import { decisionRulesFor } from '../../../sampling/decision-rules-for.js';
import { type PlanKind, planOfOptions } from '../../../sampling/plan-of-options.js';
import { rulesByName } from '../../../sampling/rules-by-name.js';
import { withData } from '../../../stores/open-data.js';
import { writeSupervision } from '../../../stores/with-supervision.js';
import { actorOf } from '../../actor-of.js';
import { showCommitment } from '../../lot-lines.js';
import type { Output } from '../../output.js';
import { createProgress } from '../../progress.js';
import type { WritingOptions } from '../../writing-options.js';

export interface SampleLotOptions extends WritingOptions {
  readonly rules: string;
  readonly decision?: string;
  readonly model?: string;
  readonly maker?: string;
  readonly year?: string;
  readonly region?: string;
  readonly part?: number;
  readonly plan: PlanKind;
  /** Instruments of a lot that is divided into strata. */
  readonly sample?: number;
  readonly allocation: 'proportional' | 'neyman';
  readonly randomness?: string;
  readonly notBefore?: number;
  readonly reserve: number;
  readonly out?: string;
  readonly force: boolean;
}

/** Shows the lots that rules make of the register, or fixes one of them: with everything that decides, before anything is drawn. */
export async function sampleLot(output: Output, options: SampleLotOptions, id: string | undefined): Promise<number> {
  const rules = rulesByName(samplingRules.lots, options.rules, '--rules');
  if (id === undefined) {
    return withData(options.data, async (store) =>
      propose(output, options, await build(output, store, rules, Date.now())),
    );
  }
  const { randomness: source, notBefore } = options;
  if (source === undefined || notBefore === undefined) {
    throw new ToolError(
      'tool-missing-option',
      { what: source === undefined ? '--randomness' : '--not-before' },
      exitCode.usage,
    );
  }
  const actor = actorOf(options);
  return writeSupervision(options, async ({ store, supervision }) => {
    const built = await build(output, store, rules, Date.now());
    const { members } = only(matching(built.lots, options));
    const decision = await decisionRulesFor(store.registry, members, options.decision);
    const at = Date.now();
    const lot = fixLot(members, {
      ...{ id, rules, at, randomness: { source, notBefore }, reserveShare: options.reserve },
      ...(decision && { decision }),
      ...design(options, rules, decision, members),
    });
    const { last } = await supervision.lots.fix(lot, { at, actor });
    publish(output, options, lot, last);
    return exitCode.ok;
  });
}

async function build(
  output: Output,
  store: Store,
  rules: LotRules,
  at: number,
): Promise<BuiltLots & RegisterCandidates> {
  const progress = createProgress(!output.json);
  const label = output.text('evaluate.refreshing');
  await store.estimates.refresh(at, (done, all) => progress.update(done, all, label));
  progress.end();
  const found = await lotCandidates(store, at);
  return { ...found, ...buildLots(found.candidates, rules) };
}

/** A plan for a lot that is not divided; an allocation for one that is. */
function design(
  options: SampleLotOptions,
  rules: LotRules,
  decision: LotDecisionRules | undefined,
  members: LotProposal['members'],
): Pick<Parameters<typeof fixLot>[1], 'plan' | 'allocation'> {
  if (options.sample !== undefined) {
    return { allocation: allocationOf(options.allocation, lotStrata(members, rules), options.sample) };
  }
  if (rules.stratifiedBy.length > 0 || decision === undefined) {
    throw new ToolError('tool-missing-option', { what: '--sample' }, exitCode.usage);
  }
  const {
    producerRisk: _p,
    consumerRisk: _c,
    ...plan
  } = planOfOptions(options.plan, decision.points, 'unknown', members.length);
  return { plan: plan as NonNullable<Parameters<typeof fixLot>[1]['plan']> };
}

function publish(output: Output, { out, force }: SampleLotOptions, lot: FixedLot, entry: number): void {
  if (out !== undefined) writeWhole(out, lotText(lot), { force });
  showCommitment(output, lot, entry, out);
}

function matching(lots: readonly LotProposal[], { model, maker, year, region, part }: SampleLotOptions): LotProposal[] {
  const wanted = Object.entries({ model, maker, year, region }).filter(([, value]) => value !== undefined);
  return lots.filter(
    (lot) =>
      wanted.every(([name, value]) => lot.common[name as 'model'] === value) &&
      (part === undefined || lot.part === part),
  );
}

/** @throws {ToolError} `tool-lot-none`, `tool-lot-several` */
function only(lots: readonly LotProposal[]): LotProposal {
  const [first, ...others] = lots;
  if (first === undefined) throw new ToolError('tool-lot-none', {}, exitCode.refused);
  if (others.length > 0) throw new ToolError('tool-lot-several', { count: lots.length }, exitCode.usage);
  return first;
}

function propose(output: Output, options: SampleLotOptions, built: BuiltLots & RegisterCandidates): number {
  const lots = matching(built.lots, options);
  for (const { common, part, parts, members } of lots) {
    output.object({ type: 'proposal', common, part, parts, size: members.length });
  }
  for (const { reason, property, common, members } of built.leftOver) {
    output.object({ type: 'left-over', reason, property: property ?? null, common, members });
  }
  if (built.incomplete.length > 0) output.object({ type: 'incomplete', instruments: built.incomplete });
  const named = (common: LotProposal['common']) => Object.values(common).join(' · ') || output.text('sample.lot.whole');
  if (lots.length === 0) output.line(output.text('sample.lot.none'));
  else {
    const head = ['common', 'part', 'size'] as const;
    const rows = lots.map(({ common, part, parts, members }) => [
      named(common),
      `${part} / ${parts}`,
      String(members.length),
    ]);
    output.line(
      output.table(
        head.map((name) => output.text(`sample.lot.${name}`)),
        rows,
      ),
    );
    output.line(output.text('sample.lot.how'));
  }
  for (const { reason, property, common, members } of built.leftOver) {
    const what = property === undefined ? named(common) : output.text(`sample.property.${property}`);
    output.line(`  ! ${output.text(`sample.lot.${reason}`, { what, count: members.length })}`);
  }
  if (built.incomplete.length > 0) {
    output.line(`  ! ${output.text('sample.lot.incomplete', { count: built.incomplete.length })}`);
  }
  return exitCode.ok;
}
