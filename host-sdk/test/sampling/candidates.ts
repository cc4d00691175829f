import type { Level } from '../../src/evaluation/levels.js';
import type { LotCandidate } from '../../src/sampling/lots/candidate.js';
import { auditLotRules, decisionLotRules, type LotRules } from '../../src/sampling/lots/lot-rules.js';

const levels: readonly Level[] = ['normal', 'normal', 'normal', 'attention', 'warning', 'out-of-tolerance', 'unknown'];

/** Lots of whatever comes, of any size. */
export const mixedLot: LotRules = { ...decisionLotRules, homogeneousBy: [], smallest: 1 };
export const mixedAuditLot: LotRules = { ...auditLotRules, homogeneousBy: [], smallest: 1 };

/** `count` instruments that differ in everything that a lot may be built by; the same every time. */
export function candidates(count: number, changes: Partial<LotCandidate> = {}): LotCandidate[] {
  return Array.from({ length: count }, (_, i) => ({
    ueid: `01${i.toString(16).padStart(32, '0')}`,
    model: `ACS-${i % 2 === 0 ? 15 : 30}`,
    maker: `制造单位${i % 3}`,
    manufactured: `${2022 + (i % 4)}-0${1 + (i % 9)}`,
    region: ['沪', '苏', '浙', '皖'][(i * 7) % 4]!,
    level: levels[(i * 5) % 7]!,
    probability: ((i * 37) % 100) / 100,
    ...changes,
  }));
}
