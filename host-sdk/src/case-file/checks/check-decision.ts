import type { LedgerEntry } from '../../ledger/ledger-entry.js';
import type { EvidenceSource } from '../../ledger/replay/evidence-source.js';
import type { Recomputer } from '../../ledger/replay/recomputer.js';
import { type Replay, replay, replaySubject } from '../../ledger/replay/replay.js';
import type { CaseFile } from '../case-file.js';
import type { Findings } from '../finding.js';

/**
 * Recomputes every entry of the subject from what is in the file, the decision among them, and whatever it rests on that can be recomputed for
 * itself (a judgement that opened a case).
 *
 * @param proved entries whose signatures hold: of the others nothing is believed, and they have findings of their own
 */
export async function checkDecision(
  { subject, decision }: CaseFile,
  proved: readonly LedgerEntry[],
  source: EvidenceSource,
  recomputers: readonly Recomputer[],
  findings: Findings,
): Promise<void> {
  let same = 0;
  const about = (number: number) => `ledger/${number}`;
  const take = (replayed: Replay): void => {
    const { entry, outcome } = replayed;
    const isDecision = entry.number === decision;
    const what = isDecision ? { zh: '决定', en: 'The decision' } : { zh: '条目', en: 'Entry' };
    const detail = detailOf(replayed);
    const text = {
      zh: `${what.zh} ${entry.number}（${entry.kind}）：${replayed.text.zh}${detail}`,
      en: `${what.en} ${entry.number} (${entry.kind}): ${replayed.text.en}${detail}`,
    };
    if (outcome === 'same') {
      same++;
      if (isDecision) findings.good('decision', 'decision-recomputed', text, about(entry.number));
    } else if (outcome === 'not-recomputable')
      findings.note('decision', 'entry-not-recomputable', text, about(entry.number));
    else findings.bad('decision', `replay-${outcome}`, text, about(entry.number));
  };
  const signed = new Set(proved.map(({ number }) => number));
  for await (const replayed of replaySubject(subject, source, recomputers)) {
    if (signed.has(replayed.entry.number)) take(replayed);
  }
  for (const entry of proved) {
    const recomputer = recomputers.find(({ kinds }) => kinds.includes(entry.kind));
    // What follows from earlier entries of another subject cannot be recomputed here: they are not all in the file.
    if (entry.subject === subject || recomputer === undefined || recomputer.fold !== undefined) continue;
    take(await replay(entry, source, recomputers));
  }
  if (same > 0) {
    const text = { zh: `${same} 个条目重算结果一致`, en: `${same} entries were recomputed with the same result` };
    findings.good('decision', 'entries-recomputed', text);
  }
  const own = proved.filter((entry) => entry.subject === subject);
  if (own.length === 0) {
    const text = { zh: `没有关于 ${subject} 的已证实条目`, en: `No entry about ${subject} is proved` };
    findings.bad('decision', 'subject-without-entries', text);
  }
  if (decision !== undefined && !own.some(({ number }) => number === decision)) {
    const text = {
      zh: `所称决定（条目 ${decision}）未得证实`,
      en: `The decision that the file claims (entry ${decision}) is not proved`,
    };
    findings.bad('decision', 'decision-missing', text, about(decision));
  }
}

function detailOf({ evidence, differences, reason }: Replay): string {
  const places = differences.slice(0, 5).map(({ pointer }) => pointer || '/');
  const parts = [...evidence.slice(0, 5), ...places, ...(reason === '' ? [] : [reason])];
  return parts.length === 0 ? '' : ` [${parts.join('; ')}]`;
}
