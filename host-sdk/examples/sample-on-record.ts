import {
  type Actor,
  auditRules,
  buildLots,
  decisionLotRules,
  fixLot,
  type LedgerKey,
  lotCandidates,
  lotText,
  openSupervision,
  outstanding,
  planSingle,
  ruleSetName,
  type Store,
  sampleOf,
  scaleDecisionRules,
  type Verification,
} from '@hengzhun/host-sdk';

/** A lot of the register on record: fixed, drawn, verified, decided; and what its sample says of the status evaluation. */
export async function sampleOnRecord(
  store: Store,
  key: LedgerKey,
  by: Actor,
  beacon: { source: string; notBefore: number; value: () => Promise<string> },
  verify: (ueid: string) => Promise<Verification>,
  clock: () => number,
) {
  const { lots } = openSupervision(store, { key });
  // The level that the evaluation gives each instrument is fixed with the lot: afterwards nobody can say it was another.
  await store.estimates.refresh(clock());
  const { candidates } = await lotCandidates(store, clock());
  const { members } = buildLots(candidates, decisionLotRules).lots[0]!;
  const at = clock();
  const lot = fixLot(members, {
    id: 'L-1',
    rules: decisionLotRules,
    decision: scaleDecisionRules,
    at,
    randomness: { source: beacon.source, notBefore: beacon.notBefore },
    plan: { kind: 'single', ...planSingle(scaleDecisionRules.points, members.length) },
    reserveShare: 0.2,
  });
  await lots.fix(lot, { at, actor: by });
  console.log('publish now:', lot.digest, 'SHA-256 of', Buffer.byteLength(lotText(lot)), 'bytes');

  await lots.draw(lot.id, await beacon.value(), { at: clock(), actor: by });
  for (let next = await firstOutstanding(); next !== undefined; next = await firstOutstanding()) {
    // On record first: the result names the record, and whoever replays it looks for it.
    const { record } = await store.records.put('verification', await verify(next));
    const outcomes = await lots.results(lot.id, [record.data], { at: clock(), actor: by });
    for (const one of outcomes) if (one.outcome === 'refused') throw new Error(`${one.code}: ${one.message}`);
  }
  const { decision } = await lots.decide(lot.id, { at: clock(), actor: by });
  const { audits } = await lots.audit(lot.id, { at: clock(), actor: by }, ruleSetName(auditRules));
  for (const { zh, en } of [...decision!.reasons, ...audits.at(-1)!.reasons]) console.log(zh, '|', en);
  return decision!;

  async function firstOutstanding(): Promise<string | undefined> {
    return outstanding(sampleOf((await lots.find(lot.id))!)!, lot.strata[0]!.name)[0];
  }
}
