import type { KeyObject } from 'node:crypto';
import type { Findings } from '../../case-file/finding.js';
import { SdkError } from '../../errors.js';
import { asJson } from '../../ledger/as-json.js';
import { canonicalJson } from '../../ledger/canonical-json.js';
import type { ExaminedRecord } from '../record/examined-record.js';
import { readRecordStatement } from '../statement/record-statement.js';
import { stateRecord } from '../statement/state-record.js';

/** The QR code of a record: signed by its office, and stating what follows from the record. */
export function checkStatement(text: string, examined: ExaminedRecord, office: KeyObject, findings: Findings): void {
  try {
    const { statement } = readRecordStatement(text, [office]);
    if (canonicalJson(asJson(statement)) === canonicalJson(asJson(stateRecord(examined)))) {
      findings.good('file', 'statement-holds', {
        zh: '二维码中的声明由同一机构签署，与记录一致',
        en: 'The statement in the QR code is signed by the same office and says what the record says',
      });
      return;
    }
    findings.bad('file', 'statement-other', {
      zh: '二维码中的声明属于另一份记录',
      en: 'The statement in the QR code is that of another record',
    });
  } catch (cause) {
    if (!(cause instanceof SdkError)) throw cause;
    findings.bad('file', 'statement-invalid', {
      zh: `二维码中的声明不成立（${cause.code}）`,
      en: cause.message.replace(/\.$/, ''),
    });
  }
}
