import {
  type Actor,
  type AttachedFile,
  attachmentHash,
  type CaseStep,
  computeScaleSheet,
  type LedgerKey,
  measurementOf,
  openSupervision,
  readScaleSheet,
  type Store,
  type Suspicion,
} from '@hengzhun/host-sdk';

/** Who takes part: whoever checks does not decide. */
export interface CasePeople {
  readonly supervisor: Actor;
  readonly inspector: Actor;
  readonly reviewer: Actor;
}

/**
 * From a suspicion to the decision, on record. `readings` are the raw readings of an R 76 / JJG 539 check sheet as the inspector typed them,
 * `reasons` the signed decision as bytes.
 */
export async function leadACase(
  store: Store,
  key: LedgerKey,
  suspicion: Suspicion,
  readings: unknown,
  reasons: Uint8Array,
  { supervisor, inspector, reviewer }: CasePeople,
) {
  const supervision = openSupervision(store, { key });
  const { cases } = supervision;
  // A second suspicion of the same instrument goes into the open case.
  const opened = await cases.suspect(suspicion);
  if (opened.outcome === 'refused') throw new Error(opened.refusals.map(({ text }) => text.en).join(' '));
  const id = opened.case.id;

  /** Decided on what was read: if somebody was faster the step is refused as stale; the same `key` twice is taken once. */
  const take = async (step: Omit<CaseStep, 'basis' | 'evidence'>, files: AttachedFile[] = []) => {
    const decided = { ...step, basis: (await cases.get(id)).last, evidence: [] };
    const outcome = await cases.take(id, decided, undefined, files);
    if (outcome.outcome === 'refused')
      for (const { code, text } of outcome.refusals) console.error(code, text.zh, text.en);
    return outcome;
  };
  const { at } = suspicion;
  await take({
    name: 'order-check',
    actor: supervisor,
    at,
    key: 'order',
    documents: [],
    inspectors: [inspector.person],
  });

  // Raw readings in; errors, uncertainties and the outcome out. Sheet and verification record are kept together.
  const sheet = computeScaleSheet(readScaleSheet(readings));
  const { record, attachment } = await supervision.keepSheet(sheet);
  const verification = record.record.data;
  await take({
    name: 'record-check',
    actor: inspector,
    at: verification.at,
    key: 'check',
    documents: [{ kind: 'check-sheet', sha256: attachment.sha256 }],
    measurement: measurementOf(verification),
  });

  // A file that comes with its step is kept when the step is taken, and not when it is refused.
  const decision: Omit<CaseStep, 'basis' | 'evidence'> = {
    name: verification.outcome === 'fail' ? 'confirm' : 'refute',
    actor: reviewer,
    at: verification.at,
    key: 'decide',
    documents: [{ kind: 'decision-record', sha256: attachmentHash(reasons) }],
  };
  const decided = await take(decision, [{ bytes: reasons, mediaType: 'application/pdf' }]);

  // Every day: who is late, and whom to tell. Each escalation is recorded once.
  for (const { case: late, deadline, escalation } of await cases.escalate(supervisor)) {
    console.log(late.id, deadline.date, deadline.text.zh, '|', deadline.text.en, escalation.tell);
  }
  return { id, phase: decided.case!.phase, archive: await supervision.caseFile(`case/${id}`, { by: supervisor }) };
}
