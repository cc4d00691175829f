import { parseFrameId } from '../../frames/frame-id.js';
import type { LedgerEntry } from '../../ledger/ledger-entry.js';
import { readIdentifier } from '../../ledger/replay/evidence-identifier.js';
import type { Findings } from '../finding.js';

/**
 * Whether the frames that an entry about an instrument rests on are that instrument's own.
 * @param owners UEID (hex) that a key belongs to, by key identifier; those of which nothing is known are not in it
 */
export function checkOwners(
  proved: readonly LedgerEntry[],
  owners: ReadonlyMap<string, string>,
  findings: Findings,
): void {
  for (const { number, subject, evidence } of proved) {
    const about = readIdentifier(subject);
    if (about?.kind !== 'instrument') continue;
    const kids = new Set(evidence.flatMap((identifier) => parseFrameId(identifier)?.kid ?? []));
    for (const kid of kids) {
      const owner = owners.get(kid);
      if (owner === undefined) {
        const text = {
          zh: `条目 ${number}：没有证书或身份帧说明密钥 ${kid} 属于哪台器具`,
          en: `Entry ${number}: neither a certificate nor an identity frame says which instrument the key ${kid} belongs to`,
        };
        findings.note('instrument', 'owner-unknown', text, kid);
      } else if (owner !== about.ueid) {
        const text = {
          zh: `条目 ${number} 关于器具 ${about.ueid}，却依据器具 ${owner} 的帧`,
          en: `Entry ${number} is about the instrument ${about.ueid} and rests on frames of ${owner}`,
        };
        findings.bad('instrument', 'frames-of-another', text, `ledger/${number}`);
      }
    }
  }
}
