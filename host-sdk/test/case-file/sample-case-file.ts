import { createHash } from 'node:crypto';
import { decodeFrame, frameDigest, issueCertificate } from '@hengzhun/protocol';
import { newKeyPair } from '../../../protocol/test/support/new-key-pair.js';
import type { CaseFile } from '../../src/case-file/case-file.js';
import { frameId } from '../../src/frames/frame-id.js';
import { canonicalJson } from '../../src/ledger/canonical-json.js';
import { Ledger } from '../../src/ledger/ledger.js';
import type { JsonValue } from '../../src/ledger/ledger-entry.js';
import { makeCheckpoint } from '../../src/ledger/make-checkpoint.js';
import { ruleSetJson, ruleSetNamed } from '../../src/rules/rule-sets.js';
import { foldLot, lotStepDraft } from '../../src/sampling/book/lot-entries.js';
import { samplingRules } from '../../src/sampling/book/named-rules.js';
import { databases } from '../helpers/temporary-database.js';
import { collect } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';
import { actor, draft, newKey } from '../ledger/ledger-helpers.js';
import { alikeLot, DAY, fixedAt } from '../sampling/sample.js';

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const text = (value: string) => new TextEncoder().encode(value);

export function makerKey() {
  return newKeyPair();
}

export function certificateOf(
  instrument: TestInstrument,
  maker: ReturnType<typeof makerKey>,
  changes: { notBefore?: number; expires?: number } = {},
): Uint8Array {
  return issueCertificate(
    {
      issuer: '上海衡器厂',
      ueid: instrument.ueid,
      oemid: new Uint8Array(16).fill(3),
      hwmodel: text('HZ-1'),
      publicKey: instrument.publicKey,
      keyAssurance: 1,
      issuedAt: fixedAt / 1000 - 1000,
      ...changes,
    },
    maker.privateKey,
  );
}

export const photograph = text('a photograph of the seal');
export const certificateRecord = { id: 'V-1', outcome: 'pass' };

/**
 * A lot that was fixed and drawn, in a real ledger among other entries: the draw is the decision, and rests on frames, a photograph and a record.
 *
 * @param succeed the ledger's key hands over before the draw
 * @param change of the body of the draw, before it is signed
 */
export async function sampleCaseFile({
  succeed = false,
  change = (body: JsonValue): JsonValue => body,
}: {
  succeed?: boolean;
  change?: (body: JsonValue) => JsonValue;
} = {}) {
  const database = await databases[0]!.open();
  const first = newKey();
  let key = first;
  let ledger = new Ledger({ database, key });
  const instrument = new TestInstrument();
  const frames = instrument.statuses(30);
  instrument.addEvent(2, [1]);
  frames.push(instrument.identity(), ...instrument.statuses(5));
  const idOf = (bytes: Uint8Array) => {
    const frame = decodeFrame(bytes);
    return frameId(instrument.kid, frame.claims.sequence, Buffer.from(frameDigest(frame)).toString('hex'));
  };
  const lot = alikeLot();
  await ledger.appendAll([draft(), draft()]);
  const fixed = await ledger.append(
    lotStepDraft(undefined, 'lot-1', { kind: 'lot', lot }, { at: fixedAt, actor }, samplingRules),
  );
  await ledger.appendAll([draft(), draft(), draft()]);
  if (succeed) {
    const next = newKey();
    await ledger.succeed(next, actor, fixedAt + DAY);
    key = next;
    ledger = new Ledger({ database, key });
  }
  const evidence = [idOf(frames[29]!), `attachment/${sha256(photograph)}`, 'record/verification/V-1'];
  const draw = lotStepDraft(
    foldLot([fixed], samplingRules),
    'lot-1',
    { kind: 'draw', randomness: '05 17 23 29 30 33' },
    { at: fixedAt + 2 * DAY, actor, evidence },
    samplingRules,
  );
  const drawn = await ledger.append({ ...draw, body: change(draw.body) });
  await ledger.appendAll([draft(), draft()]);
  const entries = [
    ...(await collect(ledger.entries({ subject: 'lot/lot-1' }))),
    ...(await collect(ledger.entries({ kind: 'ledger-key' }))),
  ].sort((a, b) => a.number - b.number);
  const checkpoint = await makeCheckpoint(
    database,
    key,
    fixedAt + 3 * DAY,
    entries.map(({ number }) => number),
  );
  const maker = makerKey();
  const rules = [...new Set(entries.map((entry) => entry.rules))].filter((name) => name !== '');
  const file: CaseFile = {
    subject: 'lot/lot-1',
    madeAt: fixedAt + 3 * DAY,
    madeBy: actor,
    decision: drawn.number,
    entries: entries.map(({ bytes }) => bytes),
    checkpoint,
    ledgerKeys: [first.publicKey],
    makers: [maker.publicKey],
    instruments: [
      {
        publicKey: instrument.publicKey,
        enrolledAt: fixedAt,
        certificate: certificateOf(instrument, maker),
        frames,
        log: { first: 0, head: new Uint8Array(32), entries: instrument.log },
      },
    ],
    evidence: new Map([
      [`attachment/${sha256(photograph)}`, photograph],
      ['record/verification/V-1', text(canonicalJson(certificateRecord))],
    ]),
    rules: new Map(rules.map((name) => [name, ruleSetJson(ruleSetNamed(name)!)])),
  };
  const trusted = { ledger: [first.publicKey], makers: [maker.publicKey] };
  return { file, key, first, maker, instrument, trusted, drawn: drawn.number, database };
}
