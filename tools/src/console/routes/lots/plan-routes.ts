import { ToolError } from '../../../errors.js';
import { exitCode } from '../../../exit-codes.js';
import { PlanAnswer, PlanRequest } from '../../api/lots.js';
import type { ConsoleApp } from '../../context.js';
import { answers } from '../answers.js';
import { planText, shownPlan } from './plan-text.js';
import { Planner } from './planner.js';

/** Plans from stated risks, with their OC, AOQ and ASN curves. */
export function planRoutes(app: ConsoleApp): void {
  const planner = new Planner();
  app.addHook('onClose', () => planner.close());
  app.post(
    '/api/plans',
    {
      // It changes nothing: whoever may read may compute.
      config: { access: 'session' },
      schema: { tags: ['lots'], summary: 'A plan with its curves', body: PlanRequest, response: answers(PlanAnswer) },
    },
    async ({ body }) => {
      const { kind, points, lotSize, deviation = 'unknown', highest, resolution = 101 } = body;
      if (lotSize !== undefined && (kind === 'variables' || kind === 'sequential')) {
        throw new ToolError('tool-plan-no-lot', { kind }, exitCode.refused);
      }
      const right = highest ?? Math.min(1, 2 * points.consumerQuality || 1);
      const { plan, curve } = await planner.plan({ kind, points, deviation, lotSize, highest: right, resolution });
      return {
        plan: shownPlan(plan),
        points,
        lotSize: lotSize ?? null,
        risks: { producerRisk: plan.producerRisk, consumerRisk: plan.consumerRisk },
        text: planText(plan),
        curve: [...curve],
        outgoingQualityLimit: curve.reduce((most, { outgoingQuality }) => Math.max(most, outgoingQuality), 0),
      };
    },
  );
}
