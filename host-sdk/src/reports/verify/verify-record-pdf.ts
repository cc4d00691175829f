import type { KeyObject } from 'node:crypto';
import { trustIn } from '../../case-file/checks/check-instrument.js';
import { Findings } from '../../case-file/finding.js';
import type { TrustedKeys } from '../../case-file/verify-case-file.js';
import { SdkError } from '../../errors.js';
import { kidOf } from '../../ledger/ledger-key.js';
import { type Attachments, readAttachments } from '../pdf/read-attachments.js';
import { type PdfSignature, readSignature } from '../pdf/read-signature.js';
import { examineRecord } from '../record/examine-record.js';
import type { ExaminedRecord } from '../record/examined-record.js';
import { memberNames, type RecordContent } from '../record/inspection-record.js';
import { joinMembers, readRecord } from '../record/read-record.js';
import { recordLimits } from '../record/record-limits.js';
import { badRecord } from '../record/report-error.js';
import { checkStatement } from './check-statement.js';
import { comparePrint } from './compare-print.js';
import { type RecordVerdict, verdictOf } from './record-verdict.js';

/** Whether bytes begin like a PDF. */
export const isPdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-';

/**
 * Checks a PDF record offline, with nothing but public keys: the signature over the whole file, and that the office is one that you trust
 * (`trusted.ledger`); then the attached evidence, frame by frame, under a key that you trust (`trusted.instruments`, or a certificate of one of
 * `trusted.makers`); the judgement and check sheets, computed again; and that what is printed is what follows, by laying it out again.
 *
 * A file whose signature does not hold, or is nobody's whom you trust, is not opened. What is wrong is told by findings; nothing is thrown.
 */
export async function verifyRecordPdf(bytes: Uint8Array, trusted: TrustedKeys): Promise<RecordVerdict> {
  const findings = new Findings();
  const closed = (office?: string): RecordVerdict => {
    const rules = new Findings();
    rules.note('rules', 'not-opened', { zh: '签名不成立，未打开内容', en: 'Not opened: the signature does not hold' });
    return { ok: false, signature: verdictOf(findings.list), rules: verdictOf(rules.list), office, record: undefined };
  };
  const signed = openSigned(bytes);
  if ('fault' in signed) {
    findings.bad('file', 'pdf-signature', {
      zh: `文件签名不成立（${signed.fault}）`,
      en: `The signature of the file does not hold: ${signed.fault}`,
    });
    return closed();
  }
  const { signature, attachments } = signed;
  const { kid, subject } = signature;
  const office = trusted.ledger.find((key) => kidOf(key) === kid);
  if (office === undefined) {
    findings.bad('file', 'office-untrusted', {
      zh: `文件由密钥 ${kid} 签署（自称 ${subject}），不在您所信任的机构密钥中`,
      en: `The file is signed by the key ${kid} (which calls itself ${subject}), and that is no office's key that you trust`,
    });
    return closed(kid);
  }
  findings.good('file', 'pdf-signed', {
    zh: `机构密钥 ${kid} 签署了整个文件，签名有效（${subject}）`,
    en: `The office's key ${kid} signs the whole file, and the signature holds (${subject})`,
  });
  try {
    const { content, statement } = contentOf(attachments, kid);
    const examined = await examineRecord(content);
    trustInstrument(content, examined, trusted, findings);
    checkStatement(statement, examined, office, findings);
    await comparePrint(bytes, { content, examined, statement }, signature.place, findings);
    const [proof, rules] = [verdictOf([...findings.list, ...examined.signatures]), verdictOf(examined.rules)];
    return {
      ok: proof.verdict !== 'bad' && rules.verdict !== 'bad',
      signature: proof,
      rules,
      office: kid,
      record: examined,
    };
  } catch (cause) {
    if (!(cause instanceof SdkError && cause.code === 'report-bad-record')) throw cause;
    findings.bad('file', 'record-unreadable', {
      zh: `所附的记录不能读取（${cause.message}）`,
      en: cause.message.replace(/\.$/, ''),
    });
    return closed(kid);
  }
}

function openSigned(
  bytes: Uint8Array,
): { readonly signature: PdfSignature; readonly attachments: Attachments } | { readonly fault: string } {
  if (bytes.length > recordLimits.file) return { fault: `it has ${bytes.length} bytes, more than any record` };
  if (!isPdf(bytes)) return { fault: 'it is no PDF' };
  let attachments: Attachments;
  try {
    attachments = readAttachments(bytes);
  } catch (cause) {
    if (cause instanceof SdkError && cause.code === 'report-bad-record')
      return { fault: cause.message.replace(/\.$/, '') };
    throw cause;
  }
  const signature = readSignature(bytes, attachments.end);
  return 'fault' in signature ? signature : { signature, attachments };
}

/** @throws {SdkError} `report-bad-record` */
function contentOf({ files }: Attachments, office: string): { content: RecordContent; statement: string } {
  const [first, ...rest] = files;
  const last = rest.pop();
  if (first === undefined || last === undefined) throw badRecord('no record is attached');
  const record = readRecord(first);
  if (record.office !== office) throw badRecord('it names another office than the one that signs');
  return { content: joinMembers(record, rest), statement: Buffer.from(last).toString('latin1') };
}

/** Whose key it is that the frames hold under. */
function trustInstrument(
  { record, members }: RecordContent,
  { instrumentKey: publicKey }: ExaminedRecord,
  { instruments = [], makers = [] }: TrustedKeys,
  findings: Findings,
): void {
  const own = new Map<string, KeyObject>(instruments.map((key) => [kidOf(key), key]));
  const { kid, enrolledAt } = record.key;
  const certificate = members.get(memberNames.certificate);
  const trust = trustIn({ publicKey, enrolledAt, ...(certificate && { certificate }) }, kid, {
    makers,
    instruments: own,
  });
  findings[trust.verdict]('instrument', trust.code, trust.text, kid);
  if (trust.ueid !== undefined && trust.ueid !== record.instrument.ueid) {
    findings.bad('instrument', 'identity-mismatch', {
      zh: `证书属于另一台器具 ${trust.ueid}`,
      en: `The certificate is of another instrument, ${trust.ueid}`,
    });
  }
}
