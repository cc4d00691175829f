import {
  auditRules,
  auditStatus,
  buildLots,
  decideLot,
  decisionLotRules,
  drawStrata,
  findings,
  fixLot,
  type LotCandidate,
  lotText,
  outstanding,
  planDouble,
  type SampleState,
  scaleDecisionRules,
  takeResult,
  takeUnreached,
  type Verification,
} from '@hengzhun/host-sdk';

/** A lot from the register to its decision: fixed, drawn, verified, decided; and what its sample says of the status evaluation. */
export async function decideALot(
  register: readonly LotCandidate[],
  beacon: { source: string; notBefore: number; value: () => Promise<string> },
  verify: (ueid: string) => Verification | { cannot: string },
  clock: () => number,
) {
  const { lots, leftOver } = buildLots(register, decisionLotRules);
  for (const { reason, common, members } of leftOver) console.error(reason, common, members.length);
  const { members } = lots[0]!;

  // Fixed with everything that decides: members, their levels now, plan, rules, and a randomness that nobody knows yet.
  const plan = { kind: 'double', ...planDouble(scaleDecisionRules.points, members.length) } as const;
  const { source, notBefore } = beacon;
  const lot = fixLot(members, {
    id: '2026-12-ACS-15',
    rules: decisionLotRules,
    decision: scaleDecisionRules,
    at: clock(),
    randomness: { source, notBefore },
    plan,
    reserveShare: 0.2,
  });
  console.log('publish', lot.digest, 'and keep', lotText(lot).length, 'bytes of text');

  const draw = drawStrata(lot, await beacon.value()); // when it is out
  const drawnAt = clock();
  const due = drawnAt + lot.resultsWithinDays * 86_400_000;
  let sample: SampleState = { lot, draw, drawnAt, due, results: [], unreached: [] };
  // To the end, for the audit's sake; `runningDecision` says when the plan alone would stop.
  for (let next = outstanding(sample, 'whole')[0]; next !== undefined; next = outstanding(sample, 'whole')[0]) {
    const found = verify(next);
    sample =
      'cannot' in found
        ? { ...sample, unreached: [...sample.unreached, takeUnreached(sample, next, found.cannot, clock())] }
        : { ...sample, results: [...sample.results, takeResult(sample, found, clock())] };
  }
  console.log(findings(sample));

  const decision = decideLot(sample, scaleDecisionRules);
  for (const { zh, en } of decision.reasons) console.log(zh, '|', en);
  return { decision, audit: auditStatus([sample], auditRules) };
}
