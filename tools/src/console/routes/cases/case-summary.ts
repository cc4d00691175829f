import { type CaseSummary, casePhaseText, caseResultText, type Registry, regionName } from '@hengzhun/host-sdk';
import type { CaseSummary as ApiSummary } from '../../api/cases.js';
import { named } from './named.js';
import { urgencyOf } from './urgency.js';

/** A case as the list shows it, with what the register says of its instrument. */
export async function shownSummary(summary: CaseSummary, registry: Registry, now: number): Promise<ApiSummary> {
  const { id, instrument, jurisdiction, phase, open, openedAt, changedAt, dueAt, result } = summary;
  const known = await registry.find(instrument);
  return {
    ...{ id, instrument, phase, open, openedAt, changedAt },
    serialNumber: known?.serialNumber ?? '',
    model: known?.model ?? '',
    jurisdiction: { authority: jurisdiction.authority, region: jurisdiction.region },
    regionName: regionName(jurisdiction.region) ?? null,
    phaseText: casePhaseText[phase],
    dueAt: dueAt ?? null,
    urgency: open ? urgencyOf(dueAt, now) : 'none',
    result: result === undefined ? null : named(caseResultText, result),
  };
}
