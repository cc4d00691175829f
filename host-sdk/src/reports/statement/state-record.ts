import type { ExaminedRecord } from '../record/examined-record.js';
import { mostStatedFrames, type RecordStatement } from './record-statement.js';

/** What the QR code of a record states. Follows from the record: whoever has the file makes it again. */
export function stateRecord({
  record,
  digest,
  frames,
  identity,
  states,
  judgement,
  sheets,
  signatures,
  rules,
}: ExaminedRecord): RecordStatement {
  const shown = new Set<unknown>([identity, ...states].filter((frame) => frame !== undefined));
  const stated = frames.filter(({ frame }) => shown.has(frame)).slice(-mostStatedFrames);
  const receipts = record.frames.map(({ latest }) => Math.ceil(latest));
  return {
    ...{ record: digest, ueid: record.instrument.ueid, kid: record.key.kid, level: judgement.level },
    probability: Math.round(judgement.probability * 1_000_000),
    earliest: record.challenge === undefined ? undefined : Math.floor(record.challenge.earliest),
    latest: record.challenge === undefined ? Math.max(...receipts) : Math.ceil(record.challenge.latest),
    madeAt: record.madeAt,
    frames: stated.map(({ frame, digest: full }) => ({ sequence: frame.claims.sequence, digest: full.slice(0, 32) })),
    holds: [...signatures, ...rules].every(({ verdict }) => verdict !== 'bad'),
    check: sheets.length === 0 ? undefined : worst(sheets.map(({ outcome }) => outcome)),
  };
}

function worst(outcomes: readonly ('pass' | 'fail' | 'incomplete')[]): 'pass' | 'fail' | 'incomplete' {
  return outcomes.find((one) => one === 'fail') ?? outcomes.find((one) => one === 'incomplete') ?? 'pass';
}
