import type { LedgerKey } from '../ledger/ledger-key.js';
import { pageLayout } from './page/page-fonts.js';
import { fillRange, placeSignature } from './pdf/place-signature.js';
import { renderRecord } from './pdf/render-record.js';
import { examineRecord } from './record/examine-record.js';
import type { ExaminedRecord } from './record/examined-record.js';
import type { RecordInput } from './record/gather-record.js';
import { makeRecord } from './record/make-record.js';
import { ecdsaDer } from './signature/ecdsa-der.js';
import { issueOfficeCertificate, readOfficeCertificate } from './signature/office-certificate.js';
import { signedAttributes, signedData } from './signature/signed-data.js';
import { type RecordStatement, signRecordStatement } from './statement/record-statement.js';
import { stateRecord } from './statement/state-record.js';

/** How a record is signed. */
export interface RecordSigner {
  /** The key of the ledger: `openLedgerKey`, or a hardware module. */
  readonly key: LedgerKey;
  /** The office's certificate for this key, PEM or DER. Default: one that it issues to itself. */
  readonly certificate?: Uint8Array;
}

/** A signed PDF record, and what it says. */
export interface RecordPdf {
  readonly bytes: Buffer;
  /** Text of the QR code. */
  readonly statement: string;
  readonly stated: RecordStatement;
  readonly examined: ExaminedRecord;
}

/**
 * Makes the signed PDF record 检查记录 of what `gatherRecord` gathered: laid out from the embedded evidence alone, with a QR code, signed as PAdES
 * (ETSI.CAdES.detached, ES256).
 *
 * @throws {SdkError} `report-fonts-missing`, `report-bad-certificate`, `report-bad-record`
 */
export async function recordPdf(input: RecordInput, { key, certificate: own }: RecordSigner): Promise<RecordPdf> {
  const content = makeRecord(input, key.kid, pageLayout());
  const examined = await examineRecord(content);
  const stated = stateRecord(examined);
  const statement = signRecordStatement(stated, key);
  const ranged = fillRange(await renderRecord({ content, examined, statement }));
  const certificate =
    own === undefined
      ? issueOfficeCertificate(key, input.madeBy.authority, input.madeAt)
      : readOfficeCertificate(own, key.kid);
  const signature = key.sign(signedAttributes(ranged.digest, certificate));
  const cms = signedData(ranged.digest, certificate, ecdsaDer(signature));
  return { bytes: placeSignature(ranged, cms), statement, stated, examined };
}
