import { SdkError } from '../../errors.js';
import { type Checkpoint, checkpointKid, readCheckpoint } from '../../ledger/checkpoint.js';
import type { LedgerEntry } from '../../ledger/ledger-entry.js';
import { provesInclusion } from '../../ledger/merkle-proof.js';
import type { CaseFile } from '../case-file.js';
import type { Findings } from '../finding.js';
import type { LedgerKeys } from './check-entries.js';

/** Whether the entries stand in the ledger whose head is signed (RFC 9162 section 2.1.3). @returns the checkpoint, if it holds */
export function checkCheckpoint(
  { checkpoint, subject }: CaseFile,
  proved: readonly LedgerEntry[],
  keys: LedgerKeys,
  findings: Findings,
): Checkpoint | undefined {
  if (checkpoint === undefined) {
    const text = {
      zh: '缺少签名的台账检查点：无法证明条目在台账中',
      en: 'No signed checkpoint: nothing proves that the entries stand in the ledger',
    };
    findings.bad('ledger', 'checkpoint-missing', text);
    return undefined;
  }
  const head = read(checkpoint.bytes, keys);
  if (head === undefined) {
    const text = {
      zh: '台账检查点签名无效或密钥不受信任',
      en: 'The checkpoint is not signed by a key of the ledger whose turn it was',
    };
    findings.bad('ledger', 'checkpoint-signature', text);
    return undefined;
  }
  let outside = 0;
  for (const { number, hash } of proved) {
    const proof = checkpoint.proofs.get(number);
    const isIn =
      proof !== undefined &&
      provesInclusion(Buffer.from(hash, 'hex'), number - 1, head.number, proof, Buffer.from(head.root, 'hex')) &&
      (number !== head.number || hash === head.hash);
    if (isIn) continue;
    outside++;
    const text = {
      zh: `台账条目 ${number} 不在已签名的台账中`,
      en: `Ledger entry ${number} does not stand in the ledger that the checkpoint is of`,
    };
    findings.bad('ledger', 'entry-not-in-ledger', text, `ledger/${number}`);
  }
  const at = new Date(head.at).toISOString();
  if (outside === 0 && proved.length > 0) {
    const text = {
      zh: `全部条目均在 ${at} 共 ${head.number} 条的台账中（根 ${head.root}）`,
      en: `All of them stand in the ledger of ${head.number} entries at ${at} (root ${head.root})`,
    };
    findings.good('ledger', 'entries-in-ledger', text);
  }
  const others = {
    zh: `本卷不能证明台账中没有关于 ${subject} 的其他条目：请向台账保管单位查询`,
    en: `Nothing here shows that the ledger holds no other entry about ${subject}: ask whoever keeps it`,
  };
  findings.note('ledger', 'others-not-excluded', others);
  return head;
}

function read(bytes: Uint8Array, keys: LedgerKeys): Checkpoint | undefined {
  try {
    const kid = checkpointKid(bytes);
    const key = keys.any(kid);
    const checkpoint = key && readCheckpoint(bytes, key);
    // A key that has just handed over still signs no checkpoint: the ledger was then in other hands.
    return checkpoint && keys.at(kid, checkpoint.number + 1) !== undefined ? checkpoint : undefined;
  } catch (cause) {
    if (cause instanceof SdkError && cause.code === 'ledger-bad-checkpoint') return undefined;
    throw cause;
  }
}
