import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AttachmentStore } from '../../../src/case-file/attachment-store.js';
import { Ledger } from '../../../src/ledger/ledger.js';
import { ledgerKeyOf } from '../../../src/ledger/ledger-key.js';
import { readIdentifier } from '../../../src/ledger/replay/evidence-identifier.js';
import { recomputers } from '../../../src/ledger/replay/recomputers.js';
import { replay, replaySubject } from '../../../src/ledger/replay/replay.js';
import { StoreEvidence } from '../../../src/ledger/replay/store-evidence.js';
import { foldLot, type LotStep, lotStepDraft } from '../../../src/sampling/book/lot-entries.js';
import { samplingRules } from '../../../src/sampling/book/named-rules.js';
import { databases } from '../../helpers/temporary-database.js';
import { collect, received, temporaryStore } from '../../helpers/temporary-store.js';
import { TestInstrument } from '../../helpers/test-instrument.js';
import { alikeLot, DAY, fixedAt } from '../../sampling/sample.js';

const actor = { person: '李四', role: 'supervisor', authority: '上海市市场监督管理局' };
const key = ledgerKeyOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);

async function opened(place: string) {
  const store = await temporaryStore({}, place);
  const { database, registry } = store;
  const ledger = new Ledger({ database, key });
  return { store, ledger, evidence: new StoreEvidence({ database, registry, ledger }) };
}

describe.each(databases)('evidence in a store on $name', ({ place }) => {
  it('is found by every kind of identifier that entries name', async () => {
    const { store, ledger, evidence } = await opened(await place());
    const scale = new TestInstrument();
    await store.registry.enrol(scale.record());
    const [frame, forged] = scale.statuses(2);
    forged![forged!.length - 1]! ^= 1;
    const outcomes = await store.ingest([received(frame!), received(forged!)]);
    const photograph = await new AttachmentStore(store.database).put(Uint8Array.of(1, 2, 3), 'image/jpeg');
    await store.database.transaction((sql) =>
      sql.run(
        'INSERT INTO records (kind, id, version, subject, at, recorded_at, hash, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        ['verification', 'V-1', 2, null, 1, 1, Uint8Array.of(0), '{ "b": 1, "a": 2 }'],
      ),
    );
    const [refusal] = await collect(store.refused());
    const entry = await ledger.append({ kind: 'note', subject: 's', at: 1, actor, rules: '', evidence: [], body: {} });
    const find = async (identifier: string) => {
      expect(readIdentifier(identifier)).toBeDefined();
      return evidence.find(identifier);
    };
    expect(await find(outcomes[0]!.frameId!)).toEqual(frame);
    expect(await find(refusal!.id)).toEqual(forged);
    expect(await find(`attachment/${photograph.sha256}`)).toEqual(Uint8Array.of(1, 2, 3));
    expect(await find('ledger/1')).toEqual(entry.bytes);
    for (const name of ['record/verification/V-1/2', 'record/verification/V-1']) {
      expect(new TextDecoder().decode(await find(name))).toBe('{"a":2,"b":1}');
    }
    const instrument = JSON.parse(
      new TextDecoder().decode(await find(`instrument/${Buffer.from(scale.ueid).toString('hex')}`)),
    );
    expect(instrument).toMatchObject({ serialNumber: 'SN-1', keys: [{ kid: scale.kid, status: 'active' }] });
    // Named by content, and both there: an entry that rests on them holds.
    const rests = { kind: 'note', subject: 's', at: 1, actor, rules: '', body: {} };
    const both = await ledger.append({ ...rests, evidence: [outcomes[0]!.frameId!, refusal!.id, 'ledger/1'] });
    expect(await replay(both, evidence, recomputers)).toMatchObject({ outcome: 'not-recomputable', evidence: [] });
    for (const missing of ['ledger/99', 'record/verification/V-1/3', 'nonsense', `attachment/${'0'.repeat(64)}`]) {
      expect(await evidence.find(missing)).toBeUndefined();
    }
  });

  it('finds frames in any order, and several at once', async () => {
    const { store, evidence } = await opened(await place());
    const scale = new TestInstrument();
    await store.registry.enrol(scale.record());
    const frames = scale.statuses(200);
    const ids = (await store.ingest(frames.map((bytes) => received(bytes)))).map(({ frameId }) => frameId!);
    const order = [0, 1, 63, 64, 65, 199, 5, 4, 128];
    for (const index of order) expect(await evidence.find(ids[index]!)).toEqual(frames[index]);
    const together = await Promise.all(order.map((index) => evidence.find(ids[index]!)));
    expect(together).toEqual(order.map((index) => frames[index]));
    expect(await evidence.find(`${scale.kid}/7/${'0'.repeat(16)}`)).toBeUndefined();
  });

  it('brings a draw to a fresh store, where it is drawn once more', async () => {
    const { ledger } = await opened(await place());
    const lot = alikeLot();
    const take = async (step: LotStep, at: number) => {
      const state = foldLot(await collect(ledger.entries({ subject: 'lot/lot-1' })), samplingRules);
      return ledger.append(lotStepDraft(state, 'lot-1', step, { at, actor }, samplingRules));
    };
    await take({ kind: 'lot', lot }, fixedAt);
    await take({ kind: 'draw', randomness: '05 17 23 29 30 33' }, fixedAt + 2 * DAY);
    // Another machine: an empty store, and the entries' bytes.
    const copied = (await collect(ledger.entries())).map(({ number, kind, subject, at, hash, bytes }) => {
      return [number, kind, subject, at, Buffer.from(hash, 'hex'), bytes];
    });
    const fresh = await opened(await place());
    await fresh.store.database.transaction((sql) =>
      sql.runMany('INSERT INTO ledger (number, kind, subject, at, hash, bytes) VALUES (?, ?, ?, ?, ?, ?)', copied),
    );
    const replays = await collect(replaySubject('lot/lot-1', fresh.evidence, recomputers));
    expect(replays.map(({ outcome }) => outcome)).toEqual(['same', 'same']);
  });
});
