import { randomBytes } from 'node:crypto';
import { byteString, decodeFrame, type Frame, frameDigest } from '@hengzhun/protocol';
import { newKeyPair } from '../../../protocol/test/support/new-key-pair.js';
import { toHex } from '../../src/bytes.js';
import { computeScaleSheet } from '../../src/check-sheets/compute-scale-sheet.js';
import { frameId } from '../../src/frames/frame-id.js';
import { type LedgerKey, ledgerKeyOf } from '../../src/ledger/ledger-key.js';
import type { FreshProof } from '../../src/proof/proof.js';
import { pageLayout } from '../../src/reports/page/page-fonts.js';
import { fillRange, placeSignature } from '../../src/reports/pdf/place-signature.js';
import { renderRecord } from '../../src/reports/pdf/render-record.js';
import { examineRecord } from '../../src/reports/record/examine-record.js';
import { type GatherRecordOptions, gatherRecord, type RecordInput } from '../../src/reports/record/gather-record.js';
import type { RecordContent } from '../../src/reports/record/inspection-record.js';
import { makeRecord } from '../../src/reports/record/make-record.js';
import { ecdsaDer } from '../../src/reports/signature/ecdsa-der.js';
import { issueOfficeCertificate } from '../../src/reports/signature/office-certificate.js';
import { signedAttributes, signedData } from '../../src/reports/signature/signed-data.js';
import { signRecordStatement } from '../../src/reports/statement/record-statement.js';
import { stateRecord } from '../../src/reports/statement/state-record.js';
import type { Store } from '../../src/store/store.js';
import { scaleSheet } from '../check-sheets/sheet-helpers.js';
import { received } from '../helpers/temporary-store.js';
import type { TestInstrument } from '../helpers/test-instrument.js';
import { market, now } from './market.js';

export const inspector = { person: '张检', role: 'inspector', authority: '浦东新区市场监管局' };
export const officeKey = (): LedgerKey => ledgerKeyOf(newKeyPair().privateKey);

/** An inspection of a scale: visited, challenged, its log read, checked with weights. */
export async function inspection(options: Partial<GatherRecordOptions> = {}): Promise<{
  store: Store;
  instrument: TestInstrument;
  input: RecordInput;
  office: LedgerKey;
}> {
  const { store, instruments } = await market(1, 12);
  const [instrument] = instruments as [TestInstrument];
  const nonce = randomBytes(12);
  instrument.addEvent(1, [0]);
  const bytes = [
    instrument.identity({ nonce: byteString(nonce) }),
    instrument.status({ nonce: byteString(nonce), flags: 4, indication: 1250 }),
    instrument.logFrame(0, instrument.log.length, nonce),
  ];
  const times = { earliest: now - 1000, latest: now - 900 };
  const outcomes = await store.ingest(bytes.map((one) => received(one, { ...times, link: 'ble/EF:01' })));
  const [identity, status, log] = bytes.map((one) => decodeFrame(one)) as [Frame, Frame, Frame];
  const head = { length: instrument.log.length, head: instrument.logHead, sequence: log.claims.sequence };
  await store.eventLogs.append(instrument.kid, 0, instrument.log, { ...head, frameId: idOf(log) });
  const proof = {
    ...{ result: 'proved', link: 'ble/EF:01', kid: instrument.kid, nozzles: [], identity, status, outcomes },
    log: { length: head.length, added: 1 },
    time: { ...times, middle: now - 950, uncertainty: 50 },
    steps: [
      {
        ...{ step: 'challenge', verdict: 'good', code: 'challenge-answered', startedAt: now, endedAt: now, detail: {} },
        text: { zh: '应答新鲜，签名有效，100 毫秒', en: 'fresh answer, signature valid, 100 ms' },
      },
    ],
  } as unknown as FreshProof;
  const sheet = computeScaleSheet(scaleSheet({ instrument: toHex(instrument.ueid), at: now - 1000 }));
  const given = { madeBy: inspector, madeAt: now, number: 'R-1', proof, sheets: [sheet], ...options };
  return { store, instrument, office: officeKey(), input: await gatherRecord(store, toHex(instrument.ueid), given) };
}

const idOf = (frame: Frame): string => frameId(toHex(frame.kid), frame.claims.sequence, toHex(frameDigest(frame)));

/** What an office could sign that does not keep to the rules: a record whose parts somebody changed. */
export async function dishonestPdf(
  input: RecordInput,
  office: LedgerKey,
  change: {
    content?: (content: RecordContent) => RecordContent;
    pages?: (unsigned: Buffer) => Buffer;
    layout?: string;
  },
): Promise<Buffer> {
  const made = makeRecord(input, office.kid, change.layout ?? pageLayout());
  const content = change.content?.(made) ?? made;
  const examined = await examineRecord(content);
  const statement = signRecordStatement(stateRecord(examined), office);
  const unsigned = await renderRecord({ content, examined, statement });
  const ranged = fillRange(change.pages?.(unsigned) ?? unsigned);
  const certificate = issueOfficeCertificate(office, 'x', now);
  const signature = ecdsaDer(office.sign(signedAttributes(ranged.digest, certificate)));
  return placeSignature(ranged, signedData(ranged.digest, certificate, signature));
}
