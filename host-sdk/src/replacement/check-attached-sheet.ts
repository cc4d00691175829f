import { isDeepStrictEqual } from 'node:util';
import { computeSheetBytes, isSheetBytes } from '../check-sheets/sheet-bytes.js';
import { sheetVerification } from '../check-sheets/sheet-verification.js';
import { SdkError } from '../errors.js';
import type { CaseAttachments } from './case-ports.js';
import { type CaseRefusal, refuse } from './case-refusals.js';
import type { CaseStep } from './case-step.js';
import { measurementOf } from './measurement-of.js';

/**
 * Where a step attaches a check sheet of raw readings, its measurement has to be what the readings come to. Sheets on paper (a photograph, a
 * PDF) prove themselves to people only.
 */
export async function checkAttachedSheet(step: CaseStep, attachments: CaseAttachments): Promise<CaseRefusal[]> {
  if (step.measurement === undefined) return [];
  const refusals: CaseRefusal[] = [];
  for (const { kind, sha256 } of step.documents) {
    if (kind !== 'check-sheet') continue;
    const bytes = (await attachments.get(sha256))?.bytes;
    if (bytes === undefined || !isSheetBytes(bytes)) continue;
    try {
      const computed = measurementOf(sheetVerification(computeSheetBytes(bytes)));
      if (!isDeepStrictEqual(computed, step.measurement)) refusals.push(refuse('case-sheet-differs', sha256));
    } catch (error) {
      if (!(error instanceof SdkError)) throw error;
      refusals.push(refuse('case-sheet-differs', `${sha256}: ${error.message}`));
    }
  }
  return refusals;
}
