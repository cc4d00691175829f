import type { Store } from '@hengzhun/host-sdk';

/** Takes in what authorities know already: people, standards and verifications, as their systems export it. */
export async function importRecords(store: Store, json: string, verificationsCsv: string, now: number) {
  // The order makes no difference: what names a record further down waits for it.
  const master = await store.records.importJson(json);
  const verifications = await store.records.importCsv('verification', verificationsCsv);
  for (const { line, code, message } of [...master.errors, ...verifications.errors]) {
    console.error(`line ${line}: ${code}: ${message}`); // the others were taken
  }
  for (const { identifier, outcome, warnings } of verifications.results) {
    console.log(identifier, outcome); // added, corrected (a new version), unchanged
    for (const { text } of warnings) console.log('  ', text.zh, '|', text.en); // taken nevertheless
  }

  // Which standards were used, and whether their certificates reach up to somebody above.
  const used = new Set<string>();
  for await (const { data } of store.records.all({ kind: 'verification' })) {
    for (const standard of data.standards) used.add(standard);
  }
  const untraceable: string[] = [];
  for (const standard of used) {
    const { problems } = await store.records.traceability(standard, now);
    if (problems.length > 0) untraceable.push(standard);
  }
  return { taken: verifications.results.length, refused: verifications.errors.length, untraceable };
}
