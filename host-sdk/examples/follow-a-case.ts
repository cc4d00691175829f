import {
  type CaseBook,
  type CaseStep,
  casePhaseText,
  computeScaleSheet,
  measurementOf,
  readScaleSheet,
  type Suspicion,
  sheetBytes,
  sheetTable,
  sheetText,
  sheetVerification,
} from '@hengzhun/host-sdk';

/** From a suspicion to the result of the on-site check: `keep` puts bytes into the attachment store and gives their SHA-256. */
export async function checkOnSite(
  book: CaseBook,
  suspicion: Suspicion,
  readings: unknown,
  keep: (bytes: Uint8Array) => Promise<string>,
) {
  // A second suspicion of the same instrument goes into the open case.
  const opened = await book.suspect(suspicion);
  const id = opened.case!.id;
  const take = async (step: Omit<CaseStep, 'basis' | 'evidence'>) => {
    // Decided on what was read: if somebody was faster, the step is refused as stale and nothing happens twice.
    const { last } = await book.get(id);
    const outcome = await book.take(id, { ...step, basis: last, evidence: [] });
    if (outcome.outcome === 'refused')
      for (const { code, text } of outcome.refusals) console.error(code, text.zh, text.en);
    return outcome;
  };

  const supervisor = { person: '王监', role: 'supervisor', authority: suspicion.jurisdiction.authority };
  await take({
    name: 'order-check',
    actor: supervisor,
    at: suspicion.at,
    key: 'order-1',
    documents: [],
    inspectors: ['张检'],
  });

  // Raw readings in, errors with their uncertainty out; what is missing or cannot be right is listed.
  const result = computeScaleSheet(readScaleSheet(readings));
  console.log(sheetText(sheetTable(result), 'zh'));
  const verification = sheetVerification(result);
  const inspector = { person: verification.person, role: 'inspector', authority: verification.authority };
  const checked = await take({
    name: 'record-check',
    actor: inspector,
    at: verification.at,
    key: 'check-1',
    documents: [{ kind: 'check-sheet', sha256: await keep(sheetBytes(result)) }],
    measurement: measurementOf(verification),
  });

  // Whoever checked does not decide: this is refused, and says why.
  const alone = await take({
    name: 'confirm',
    actor: { ...supervisor, person: '张检' },
    at: verification.at,
    key: 'x',
    documents: [],
  });
  const due = await book.due();
  return { phase: casePhaseText[checked.case!.phase], verification, alone, due };
}
