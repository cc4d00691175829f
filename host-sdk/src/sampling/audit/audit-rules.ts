import { badRules } from '../lots/lot-rules.js';

/** By what the status evaluation 状态评价 is audited. Dated and versioned; a set that an audit has named is never changed. */
export interface AuditRules {
  readonly id: string;
  readonly version: number;
  /** From when it applies, ISO 8601 date. */
  readonly effective: string;
  /** Two-sided confidence, of all rates together, of the total, and of each row of the reliability table. */
  readonly confidence: number;
  /** Edges of the reliability table: rising, from 0 to 1. A probability on an edge belongs to the row above, 1 to the last. */
  readonly edges: readonly number[];
  /** A stated probability counts as at least so far from 0 and 1 in the log score, which would else be infinite. */
  readonly certainty: number;
}

export const auditRules: AuditRules = {
  id: 'hengzhun-audit',
  version: 1,
  effective: '2026-12-01',
  confidence: 0.95,
  edges: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
  certainty: 1e-6,
};

/** @throws {SdkError} `sampling-bad-rules` */
export function checkAuditRules({ confidence, edges, certainty }: AuditRules): void {
  if (!(confidence > 0 && confidence < 1)) throw badRules('A confidence lies between 0 and 1.');
  const rises = edges.every((edge, index) => index === 0 || edge > edges[index - 1]!);
  if (edges.length < 2 || edges[0] !== 0 || edges.at(-1) !== 1 || !rises) throw badRules('Edges rise from 0 to 1.');
  if (!(certainty > 0 && certainty < 0.5)) throw badRules('The certainty lies between 0 and 0.5.');
}
