import {
  CHANNEL_CONDITION_BIT_LEARNING,
  CHANNEL_CONDITION_BIT_STALE,
  CHANNEL_SPAN_REFERENCE,
} from '@hengzhun/protocol';
import type { StatusSnapshot } from '../ingest/chain-state.js';
import type { Evidence } from './evidence.js';
import { reportSymptoms } from './report-symptoms.js';

/** The span channel counts in units of 1/10 000 percent (CDDL `channel`). */
const spanUnits = 10_000;

/** Without a statement of its own a span reading is taken to be this uncertain, percent. */
const unstatedUncertainty = 0.05;

/**
 * What one verified status frame is evidence of. A reading that is still being learned, stale or clipped is none of the span.
 *
 * @param at when it counts, ms since 1970: the receipt
 * @param source identifier of the frame
 */
export function frameEvidence(
  status: Pick<StatusSnapshot, 'flags' | 'sealState' | 'calibrationCounter' | 'channels'>,
  at: number,
  source: string,
): Evidence[] {
  const { flags, sealState, calibrationCounter, channels } = status;
  const evidence: Evidence[] = [
    { kind: 'report', at, symptoms: reportSymptoms(flags, sealState), calibrationCounter, source },
  ];
  const span = channels.find(({ identifier }) => identifier === CHANNEL_SPAN_REFERENCE);
  if (span?.value === undefined || Math.abs(span.value) === 32767) return evidence;
  const has = (bit: number) => (span.conditions >> bit) % 2 === 1;
  if (has(CHANNEL_CONDITION_BIT_LEARNING) || has(CHANNEL_CONDITION_BIT_STALE)) return evidence;
  const uncertainty = span.uncertainty === undefined ? unstatedUncertainty : span.uncertainty / spanUnits;
  evidence.push({ kind: 'span', at, value: span.value / spanUnits, uncertainty, source });
  return evidence;
}
