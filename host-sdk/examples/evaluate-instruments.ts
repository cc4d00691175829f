import {
  type Actor,
  chooseByFalseDiscovery,
  judgementRules,
  type LedgerKey,
  openSupervision,
  type Store,
} from '@hengzhun/host-sdk';

/** Judges one instrument on record, and looks over the whole fleet for those worth a visit. */
export async function evaluateInstruments(store: Store, key: LedgerKey, software: Actor, name: string, now: number) {
  const judgements = openSupervision(store, { key }).judgements(software);
  // From all verifications so far: how types and batches behave, by partial pooling. A new version; old ones stay.
  await judgements.learn(now);

  const instrument = await store.registry.find(name);
  if (instrument === undefined) throw new Error(`${name} is not enrolled`);
  // Everything that it is made from stands in the entry: `replay` gives the same digits from the stored bytes.
  const { judgement, entry } = await judgements.judge(instrument, now);
  const { level, probability, crossing, measured, selfEvidence, forecast, reasons } = judgement;
  console.log(entry.number, level, probability, crossing ?? 'no crossing within five years');
  console.log('measured', measured.length, '| its own reports', selfEvidence.level, '| its kind', forecast.probability);
  for (const { text, evidence } of reasons) console.log(text.zh, '|', text.en, evidence);

  // The fleet: stored estimates brought up to date, then one look without words.
  await store.estimates.refresh(now);
  const seen: { id: number; probability: number }[] = [];
  await store.estimates.fleet((id, prospect) => void seen.push({ id, probability: prospect.probability }), now);
  // Millions of instruments alarm every day: together at most this share of the suspected is expected to be wrong.
  const chosen = chooseByFalseDiscovery(
    seen.map((one) => one.probability),
    judgementRules.falseDiscoveryRate,
  );
  return { judgement, entry: entry.number, suspected: chosen.map((index) => seen[index]!.id) };
}
