import type { KeyObject } from 'node:crypto';
import {
  type Actor,
  type FixedLot,
  openLedgerKey,
  openSupervision,
  type Store,
  verifyCaseFile,
} from '@hengzhun/host-sdk';

/** Draws a sample on record, publishes how the ledger stands, and packs what others need to check it. */
export async function drawOnRecord(
  store: Store,
  keyFile: string,
  lot: FixedLot,
  randomness: () => Promise<string>,
  by: Actor,
  now: () => number,
) {
  // A file that only its owner may read; whatever else signs ES256 (a hardware module) fits too.
  const key = openLedgerKey(keyFile, { create: true });
  const supervision = openSupervision(store, { key });
  await supervision.lots.fix(lot, { at: lot.fixedAt, actor: by });
  await supervision.lots.draw(lot.id, await randomness(), { at: now(), actor: by });

  // Publish this: from now on nobody can show another history to somebody else.
  const published = await supervision.checkpoint(now());

  // Any day later: each entry once more from what it names, by the rules that it names.
  for await (const { entry, text, differences } of supervision.replay({ subject: `lot/${lot.id}` }))
    console.log(entry.number, entry.kind, text.zh, '|', text.en, differences);

  const archive = await supervision.caseFile(`lot/${lot.id}`, { at: now(), by });
  return { archive, publicKey: key.publicKey, published: published.checkpoint };
}

/** On another machine, offline, with nothing but public keys. */
export async function checkCaseFile(archive: Uint8Array, ledger: KeyObject[], makers: KeyObject[]) {
  const verdict = await verifyCaseFile(archive, { ledger, makers });
  for (const { verdict: found, text } of verdict.findings) console.log(found, text.zh, '|', text.en);
  return verdict;
}
