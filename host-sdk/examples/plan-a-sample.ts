import { commitLot, curveSvg, drawSample, planCurves, planSingle } from '@hengzhun/host-sdk';

/** Plans a sample of a lot, publishes what fixes it, and draws once the public randomness is known. */
export function planAndDraw(members: readonly string[], randomness: () => string) {
  // 95 % of lots with 1 % nonconforming are accepted, and at most 5 % of those with 7 %: exact for this lot.
  const points = { producerQuality: 0.01, producerRisk: 0.05, consumerQuality: 0.07, consumerRisk: 0.05 };
  const plan = planSingle(points, members.length);
  const curve = planCurves({ kind: 'single', ...plan }, 0.1, 101, members.length);

  const commitment = commitLot(members); // publish digest and plan now …
  const sample = drawSample(members, randomness(), plan.sampleSize); // … and only then take the randomness
  return { plan, picture: curveSvg(curve, 'accepted', 'zh'), commitment, sample };
}
