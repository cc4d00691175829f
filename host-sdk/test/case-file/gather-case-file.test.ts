import { generateKeyPairSync } from 'node:crypto';
import { issueCertificate, keyIdentifier } from '@hengzhun/protocol';
import { describe, expect, it } from 'vitest';
import { AttachmentStore } from '../../src/case-file/attachment-store.js';
import { gatherCaseFile } from '../../src/case-file/gather-case-file.js';
import { verifyCaseFile } from '../../src/case-file/verify-case-file.js';
import { writeCaseFile } from '../../src/case-file/write-case-file.js';
import { readCheckpoint } from '../../src/ledger/checkpoint.js';
import { decodeEntry, signEntry } from '../../src/ledger/entry-form.js';
import { Ledger } from '../../src/ledger/ledger.js';
import type { LedgerDraft } from '../../src/ledger/ledger-entry.js';
import { ledgerKeyOf } from '../../src/ledger/ledger-key.js';
import { provesInclusion } from '../../src/ledger/merkle-proof.js';
import type { Recomputer } from '../../src/ledger/replay/recomputer.js';
import { databases } from '../helpers/temporary-database.js';
import { received, temporaryStore } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

const newKey = () => ledgerKeyOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
const by = { person: '李核', role: 'reviewer', authority: '上海市计量院' };
const at = 1_790_000_000_000;
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** A store with two instruments: one that a case is about, and one of which a single frame is named. */
async function prepared(place: string) {
  const store = await temporaryStore({}, place);
  const [scale, other] = [new TestInstrument(1), new TestInstrument(2)];
  const maker = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await store.registry.trustMaker('衡器厂', maker.publicKey.export({ format: 'jwk' }));
  const certificate = issueCertificate(
    {
      issuer: '衡器厂',
      ueid: scale.ueid,
      oemid: new Uint8Array(16).fill(3),
      hwmodel: Buffer.from('HZ-1'),
      publicKey: scale.publicKey,
      keyAssurance: 2,
      issuedAt: 1_700_000_000,
    },
    maker.privateKey,
  );
  await store.registry.enrol({ ...scale.record(), certificate: hex(certificate) });
  await store.registry.enrol(other.record());
  const ids: string[][] = [];
  for (const frames of [scale.statuses(6), other.statuses(6)]) {
    ids.push((await store.ingest(frames.map((bytes) => received(bytes)))).map(({ frameId }) => frameId!));
  }
  const signed = { length: scale.log.length, head: scale.logHead, sequence: 1, frameId: ids[0]![0]! };
  await store.eventLogs.append(scale.kid, 0, scale.log, signed);
  const photograph = await new AttachmentStore(store.database).put(Uint8Array.of(7), 'image/jpeg');
  const keys = [newKey(), newKey()] as const;
  const first = new Ledger({ database: store.database, key: keys[0] });
  const draft = (changes: Partial<LedgerDraft>): LedgerDraft => {
    return { kind: 'note', subject: 'unrelated', at, actor: by, rules: '', evidence: [], body: {}, ...changes };
  };
  const instrument = `instrument/${hex(scale.ueid)}`;
  await first.append(draft({}));
  await first.append(draft({ subject: 'lot/1', evidence: [ids[1]![2]!] }));
  await first.append(
    draft({
      kind: 'observation',
      subject: instrument,
      rules: 'hengzhun-status@2 oiml-r76-1-2006-mpe@1',
      evidence: [ids[0]![4]!, 'ledger/2'],
    }),
  );
  await first.succeed(keys[1], by, at);
  const ledger = new Ledger({ database: store.database, key: keys[1] });
  await ledger.append(
    draft({
      subject: 'case/C-1',
      evidence: ['ledger/3', `attachment/${photograph.sha256}`, 'record/verification/V-9'],
    }),
  );
  await ledger.append(draft({}));
  return { store, ledger, keys, scale, other, maker, certificate, photograph };
}

describe.each(databases)('case file gathered from a store on $name', ({ place }) => {
  it('holds what a case rests on, and what that rests on in its turn', async () => {
    const { store, ledger, keys, scale, other, maker, certificate, photograph } = await prepared(await place());
    const file = await gatherCaseFile('case/C-1', {
      store,
      ledger,
      key: keys[1],
      at,
      by,
      formerKeys: [keys[0].publicKey],
    });
    expect(file).toMatchObject({ subject: 'case/C-1', madeAt: at, madeBy: by, decision: 5 });
    expect(file.entries.map((bytes) => decodeEntry(bytes).number)).toEqual([2, 3, 4, 5]);
    expect([...file.rules.keys()]).toEqual(['hengzhun-status@2', 'oiml-r76-1-2006-mpe@1']);
    expect(file.rules.get('hengzhun-status@2')).toMatchObject({ id: 'hengzhun-status', version: 2 });
    expect([...file.evidence.keys()]).toEqual([`instrument/${hex(scale.ueid)}`, `attachment/${photograph.sha256}`]);
    expect(file.ledgerKeys.map((key) => hex(keyIdentifier(key)))).toEqual(keys.map(({ kid }) => kid));
    expect(file.makers.map((key) => hex(keyIdentifier(key)))).toEqual([hex(keyIdentifier(maker.publicKey))]);
    const byKid = new Map(file.instruments.map((one) => [hex(keyIdentifier(one.publicKey)), one]));
    const whole = byKid.get(scale.kid)!;
    expect(whole.frames).toHaveLength(6);
    expect(whole.certificate).toEqual(new Uint8Array(certificate));
    expect(whole.log?.entries.map((entry) => hex(entry))).toEqual(scale.log.map((entry) => hex(entry)));
    // Only a frame of it was named: that one, and those up to the one whose signature proves it.
    const partly = byKid.get(other.kid)!;
    expect(partly.frames).toHaveLength(4);
    expect(partly.log).toBeUndefined();
  });

  it('proves its entries in a checkpoint of the ledger as it stands', async () => {
    const { store, ledger, keys } = await prepared(await place());
    const { checkpoint, entries } = await gatherCaseFile('case/C-1', { store, ledger, key: keys[1], at, by });
    const { number, root } = readCheckpoint(checkpoint!.bytes, keys[1].publicKey);
    expect(number).toBe(6);
    for (const bytes of entries) {
      const entry = decodeEntry(bytes);
      const proof = checkpoint!.proofs.get(entry.number)!;
      const leaf = Buffer.from(entry.hash, 'hex');
      expect(provesInclusion(leaf, entry.number - 1, number, proof, Buffer.from(root, 'hex'))).toBe(true);
    }
  });

  it('verifies on another machine that trusts the first ledger key, the maker and one more instrument', async () => {
    const { store, ledger, keys, scale, other, maker } = await prepared(await place());
    const gather = (subject: string) => gatherCaseFile(subject, { store, ledger, key: keys[1], at, by });
    const trusted = { ledger: [keys[0].publicKey], makers: [maker.publicKey], instruments: [other.publicKey] };
    const archive = writeCaseFile(await gather(`instrument/${hex(scale.ueid)}`), keys[1]);
    const verdict = await verifyCaseFile(archive, trusted);
    expect(verdict.findings.filter((finding) => finding.verdict === 'bad')).toEqual([]);
    expect(verdict).toMatchObject({ ok: true, decision: 3, checkpoint: { number: 6 } });
    const good = verdict.findings.filter((finding) => finding.verdict === 'good').map(({ code }) => code);
    for (const code of [
      'manifest-signed',
      'entries-in-ledger',
      'key-certified',
      'key-trusted',
      'log-proved',
      'rules-same',
    ]) {
      expect(good).toContain(code);
    }
    // The case names a record that the store does not have: the file says so, and does not hold.
    const incomplete = await verifyCaseFile(writeCaseFile(await gather('case/C-1'), keys[1]), trusted);
    const bad = incomplete.findings.filter((finding) => finding.verdict === 'bad');
    expect(bad.map(({ code, about }) => [code, about])).toEqual([['replay-evidence-missing', 'ledger/5']]);
    expect(bad[0]!.text.en).toContain('record/verification/V-9');
    // Whoever does not know the other instrument is told so.
    const stranger = await verifyCaseFile(archive, { ...trusted, instruments: [] });
    expect(stranger.findings.filter((finding) => finding.verdict === 'bad').map(({ code }) => code)).toEqual([
      'key-untrusted',
    ]);
  });

  it('recomputes a judgement that a case rests on, though the case is another subject', async () => {
    const { store, ledger, keys, other, maker } = await prepared(await place());
    const file = await gatherCaseFile('case/C-1', { store, ledger, key: keys[1], at, by });
    const archive = writeCaseFile(file, keys[1]);
    const trusted = { ledger: [keys[0].publicKey], makers: [maker.publicKey], instruments: [other.publicKey] };
    // Judges by the number of bytes of the frame that the judgement names.
    const judge = (level: string): Recomputer => ({
      kinds: ['observation'],
      recompute: async (_, { evidence }, source) => ((await source.find(evidence[0]!))!.length > 100 ? {} : { level }),
    });
    const codes = async (recomputers: Recomputer[]) =>
      (await verifyCaseFile(archive, trusted, { recomputers })).findings
        .filter(({ part, about }) => part === 'decision' && about !== 'ledger/5')
        .map(({ code, about }) => [code, about]);
    expect(await codes([judge('normal')])).toEqual([['entries-recomputed', '']]);
    const different: Recomputer = { kinds: ['observation'], recompute: () => ({ level: 'warning' }) };
    expect(await codes([different])).toEqual([['replay-different', 'ledger/3']]);
    expect(await codes([])).toEqual([]);
  });

  it('shows a judgement that rests on the frames of another instrument', async () => {
    const { store, ledger, keys, scale, other, maker } = await prepared(await place());
    await store.ingest([received(other.identity())]);
    const [frame] = (await store.ingest([received(other.status())])).map(({ frameId }) => frameId!);
    const subject = `instrument/${hex(scale.ueid)}`;
    await ledger.append({ kind: 'observation', subject, at, actor: by, rules: '', evidence: [frame!], body: {} });
    // Its owner is known from its own identity frame.
    const file = await gatherCaseFile(subject, { store, ledger, key: keys[1], at, by, frames: {} });
    const trusted = { ledger: [keys[0].publicKey], makers: [maker.publicKey], instruments: [other.publicKey] };
    const bad = async () =>
      (await verifyCaseFile(writeCaseFile(file, keys[1]), trusted)).findings
        .filter(({ verdict }) => verdict === 'bad')
        .map(({ code, about }) => [code, about]);
    const [identity] = file.instruments.filter(({ publicKey }) => publicKey.equals(other.publicKey));
    expect(identity!.frames).toHaveLength(6);
    expect(await bad()).toEqual([['frames-of-another', 'ledger/7']]);
  });

  it('shows that somebody changed the store behind the ledger', async () => {
    const { store, ledger, keys, scale, other, maker } = await prepared(await place());
    const trusted = { ledger: [keys[0].publicKey], makers: [maker.publicKey], instruments: [other.publicKey] };
    // A judgement is exchanged for one that the present key signs well, with its columns and hash.
    const genuine = (await ledger.entry(3))!;
    const forged = signEntry({ ...genuine, body: { level: 'normal' } }, 3, genuine.previous, keys[0]);
    await store.database.transaction((sql) =>
      sql.run('UPDATE ledger SET hash = ?, bytes = ? WHERE number = 3', [
        Buffer.from(forged.hash, 'hex'),
        forged.bytes,
      ]),
    );
    const file = await gatherCaseFile(`instrument/${hex(scale.ueid)}`, { store, ledger, key: keys[1], at, by });
    const verdict = await verifyCaseFile(writeCaseFile(file, keys[1]), trusted);
    expect(verdict.findings.filter((finding) => finding.verdict === 'bad').map(({ code }) => code)).toEqual([
      'entry-chain',
    ]);
  });

  it('leaves out frames of other times, but never those that entries name', async () => {
    const { store, ledger, keys } = await prepared(await place());
    const options = { store, ledger, key: keys[1], at, by, frames: { to: 1 } };
    const file = await gatherCaseFile('case/C-1', options);
    expect(file.instruments.map(({ frames }) => frames.length).sort()).toEqual([2, 4]);
  });

  it('is not made of nothing', async () => {
    const { store, ledger, keys } = await prepared(await place());
    const options = { store, ledger, key: keys[1], at, by };
    for (const subject of ['case/C-2', '', "' OR 1=1 --"]) {
      await expect(gatherCaseFile(subject, options)).rejects.toMatchObject({ code: 'case-file-unknown-subject' });
    }
  });
});
