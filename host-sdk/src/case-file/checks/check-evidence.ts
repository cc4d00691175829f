import type { LedgerEntry } from '../../ledger/ledger-entry.js';
import { isNamedByContent, readIdentifier } from '../../ledger/replay/evidence-identifier.js';
import type { CaseFile } from '../case-file.js';
import type { Findings } from '../finding.js';

/** Whether the pieces of evidence are what their names say. Whether all that an entry names are here, its replay says. */
export function checkEvidence({ evidence }: CaseFile, entries: readonly LedgerEntry[], findings: Findings): void {
  const named = new Set(entries.flatMap((entry) => entry.evidence));
  let hashed = 0;
  let stated = 0;
  for (const [identifier, bytes] of evidence) {
    // The register's word on an instrument goes along whether it is named or not.
    if (!named.has(identifier) && readIdentifier(identifier)?.kind !== 'instrument') {
      const text = { zh: `${identifier} 未被任何条目引用`, en: `${identifier} is named by no entry that is proved` };
      findings.note('evidence', 'evidence-unnamed', text, identifier);
    }
    const fits = isNamedByContent(identifier, bytes);
    if (fits === true) hashed++;
    else if (fits === false) {
      const text = { zh: `${identifier} 的内容与其标识不符`, en: `${identifier} is not what its name says` };
      findings.bad('evidence', 'evidence-changed', text, identifier);
    } else if (readIdentifier(identifier) === undefined) {
      const text = {
        zh: `${identifier} 不是已知的证据标识`,
        en: `${identifier} is no identifier of evidence that is known here`,
      };
      findings.bad('evidence', 'evidence-unknown', text, identifier);
    } else stated++;
  }
  if (hashed > 0) {
    const text = {
      zh: `${hashed} 件附件与其散列值一致`,
      en: `${hashed} attachments and packets have the hash that they are named by`,
    };
    findings.good('evidence', 'evidence-hashes', text);
  }
  if (stated > 0) {
    const text = {
      zh: `${stated} 份登记资料（检定记录、器具登记）自身没有签名：由案卷制作者签名担保其如实抄录`,
      en: `${stated} records (verifications, instruments) have no signature of their own: whoever made the file vouches for them by its signature`,
    };
    findings.note('evidence', 'records-as-stated', text);
  }
}
