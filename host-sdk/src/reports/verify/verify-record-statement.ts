import { Findings } from '../../case-file/finding.js';
import type { TrustedKeys } from '../../case-file/verify-case-file.js';
import { SdkError } from '../../errors.js';
import { readRecordStatement } from '../statement/record-statement.js';
import type { StatementVerdict } from './record-verdict.js';

/**
 * Checks the text of a record's QR code offline: signed by an office that you trust (`trusted.ledger`). It states level, probability, frames and
 * the digest of the record; the evidence is in the PDF.
 */
export function verifyRecordStatement(text: string, trusted: Pick<TrustedKeys, 'ledger'>): StatementVerdict {
  const findings = new Findings();
  try {
    const { statement, office } = readRecordStatement(text, trusted.ledger);
    findings.good('file', 'statement-signed', {
      zh: `机构密钥 ${office} 签署了此声明，签名有效`,
      en: `The office's key ${office} signs this statement, and the signature holds`,
    });
    findings.note('evidence', 'statement-only', {
      zh: '声明只含结论与摘要；证据在 PDF 记录中',
      en: 'A statement holds conclusions and digests only; the evidence is in the PDF record',
    });
    if (!statement.holds) {
      findings.bad('evidence', 'evidence-not-held', {
        zh: '机构制作记录时，证据的签名或规则已不成立：见 PDF 记录第 9 节',
        en: 'When the office made the record, signatures or rules of its evidence did not hold: see section 9 of the PDF record',
      });
    }
    return { ok: statement.holds, findings: findings.list, office, statement };
  } catch (cause) {
    if (!(cause instanceof SdkError)) throw cause;
    const untrusted = cause.code === 'report-office-untrusted';
    const kid = untrusted ? String(cause.detail.kid) : undefined;
    const text = {
      zh: untrusted ? `声明由密钥 ${kid} 签署，不在您所信任的机构密钥中` : `声明不成立（${cause.message}）`,
      en: cause.message.replace(/\.$/, ''),
    };
    findings.bad('file', untrusted ? 'office-untrusted' : 'statement-invalid', text);
    return { ok: false, findings: findings.list, office: kid, statement: undefined };
  }
}
