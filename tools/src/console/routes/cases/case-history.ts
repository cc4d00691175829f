import {
  type AttachmentStore,
  type CasePhase,
  type CaseStep,
  caseRoleText,
  caseStepText,
  documentText,
  type LedgerEntry,
  verificationKindText,
} from '@hengzhun/host-sdk';
import type { CaseEvent } from '../../api/cases.js';
import { named, suspicionSourceText } from './named.js';

/** The steps of a case as people read them, oldest first. */
export async function shownHistory(
  history: readonly { readonly entry: LedgerEntry; readonly step: CaseStep }[],
  attachments: AttachmentStore,
): Promise<CaseEvent[]> {
  const events: CaseEvent[] = [];
  for (const { entry, step } of history) {
    // What the fold has read already: see `stepDraft` of the SDK.
    const { from, to } = entry.body as { readonly from: CasePhase | null; readonly to: CasePhase };
    const documents: CaseEvent['documents'] = [];
    for (const { kind, sha256 } of step.documents) {
      const info = await attachments.info(sha256);
      const stored = info === undefined ? null : { mediaType: info.mediaType, size: info.size };
      documents.push({ kind, text: documentText[kind], sha256, stored });
    }
    events.push({
      ...{ entry: entry.number, hash: entry.hash, at: step.at, name: step.name, text: caseStepText[step.name] },
      ...{ from, to, documents },
      actor: { ...step.actor },
      roleText: named(caseRoleText, step.actor.role).text,
      evidence: [...step.evidence],
      ...fieldsOf(step),
    });
  }
  return events;
}

function fieldsOf(step: CaseStep): Partial<CaseEvent> {
  const { reason, source, measurement, seals, inspectors, removal, replacement, destination, level } = step;
  return {
    ...(reason !== undefined && { reason }),
    ...(source !== undefined && { source: named(suspicionSourceText, source) }),
    ...(measurement && {
      measurement: { ...measurement, kind: named(verificationKindText, measurement.kind) },
    }),
    ...(seals && { seals: [...seals] }),
    ...(inspectors && { inspectors: [...inspectors] }),
    ...(removal && { removal }),
    ...(replacement && { replacement }),
    ...(destination && { destination }),
    ...(level !== undefined && { level }),
  };
}
