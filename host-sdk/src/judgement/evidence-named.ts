import { decodeFrame, FRAME_KIND_STATUS } from '@hengzhun/protocol';
import type { Evidence } from '../estimation/evidence.js';
import { frameEvidence } from '../estimation/frame-evidence.js';
import { recordEvidence } from '../estimation/record-evidence.js';
import { isNamedByContent } from '../ledger/replay/evidence-identifier.js';
import type { EvidenceSource } from '../ledger/replay/evidence-source.js';
import { EvidenceMissing } from '../ledger/replay/recomputer.js';
import type { InstrumentData } from '../registry/records.js';

/**
 * What one identifier is evidence of, from the bytes that it names. A frame is a report and may hold a reading of the span; which of them was
 * taken, the estimate decides again.
 *
 * @param at when it counts, ms since 1970
 * @throws {EvidenceMissing} it is not in the source, or what is there is not what the identifier names
 */
export async function evidenceNamed(
  identifier: string,
  at: number,
  data: InstrumentData,
  source: EvidenceSource,
): Promise<Evidence[]> {
  const bytes = await source.find(identifier);
  if (bytes === undefined || isNamedByContent(identifier, bytes) === false) throw new EvidenceMissing(identifier);
  if (identifier.startsWith('record/')) {
    const evidence = recordEvidence(JSON.parse(Buffer.from(bytes).toString('utf8')), data, identifier);
    return evidence === undefined ? [] : [evidence];
  }
  const frame = decodeFrame(bytes);
  return frame.kind === FRAME_KIND_STATUS ? frameEvidence(frame.claims, at, identifier) : [];
}
