import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type AnyPlan, type CurvePoint, curveSvg, planCurves, type RiskPoints, type Risks } from '@hengzhun/host-sdk';
import { ToolError } from '../../../errors.js';
import { exitCode } from '../../../exit-codes.js';
import { fileError, writeWhole } from '../../../files.js';
import { type PlanOptions, planOfOptions, pointsOf } from '../../../sampling/plan-of-options.js';
import type { Output } from '../../output.js';
import { pairLines } from '../../pair-lines.js';
import { percentText } from '../../percent-text.js';
import { planRows } from '../../plan-lines.js';

export interface SamplePlanOptions extends PlanOptions {
  /** Instruments in the lot; absent: a process. */
  readonly lot?: number;
  /** Folder for the curves. */
  readonly curves?: string;
  /** Right end of the curves, 0…1; absent: twice the consumer's quality. */
  readonly highest?: number;
  readonly force: boolean;
}

const files = { oc: 'accepted', aoq: 'outgoingQuality', asn: 'averageSample' } as const;

/** Computes a plan from its risks, and shows what it really risks. @throws {ToolError} `tool-plan-no-lot`; {SdkError} `sampling-*` */
export function samplePlan(output: Output, options: SamplePlanOptions): number {
  const points = pointsOf(options);
  const { lot } = options;
  if (lot !== undefined && (options.plan === 'variables' || options.plan === 'sequential')) {
    throw new ToolError('tool-plan-no-lot', { kind: options.plan }, exitCode.usage);
  }
  const plan = planOfOptions(options.plan, points, options.deviation, lot);
  const highest = options.highest ?? Math.min(1, 2 * points.consumerQuality);
  const curve = planCurves(plan, highest, 201, lot);
  output.object({ type: 'plan', points, lotSize: lot ?? null, plan });
  show(output, plan, points, planCurves(plan, highest, 11, lot), lot);
  if (options.curves !== undefined)
    writeCurves(output, options.curves, options.force, { plan, points, lot: lot, curve });
  return exitCode.ok;
}

function show(
  output: Output,
  plan: AnyPlan & Risks,
  points: RiskPoints,
  curve: readonly CurvePoint[],
  lot?: number,
): void {
  const { producerQuality, producerRisk, consumerQuality, consumerRisk } = points;
  const of = lot === undefined ? output.text('sample.plan.process') : output.text('sample.plan.lot', { count: lot });
  output.line(output.paint('bold', output.text(`sample.plan.title.${plan.kind}`, { of })));
  const risk = (real: number, allowed: number) =>
    output.text('sample.plan.risk', { real: percentText(real), allowed: percentText(allowed) });
  const rows: [string, string][] = [
    ...planRows(output, plan),
    [
      output.text('sample.plan.producer', { quality: percentText(producerQuality) }),
      risk(plan.producerRisk, producerRisk),
    ],
    [
      output.text('sample.plan.consumer', { quality: percentText(consumerQuality) }),
      risk(plan.consumerRisk, consumerRisk),
    ],
  ];
  for (const line of pairLines(rows)) output.line(line);
  const head = ['quality', 'accepted', 'outgoing', 'average'] as const;
  output.line('');
  output.line(
    output.table(
      head.map((name) => output.text(`sample.curve.${name}`)),
      curve.map(({ quality, accepted, outgoingQuality, averageSample }) => [
        percentText(quality),
        percentText(accepted),
        percentText(outgoingQuality),
        averageSample.toFixed(1),
      ]),
    ),
  );
}

interface Curves {
  readonly plan: AnyPlan;
  readonly points: RiskPoints;
  readonly lot: number | undefined;
  readonly curve: readonly CurvePoint[];
}

/** Writes the curves as data and as pictures in the language of the output. */
function writeCurves(output: Output, folder: string, force: boolean, { plan, points, lot, curve }: Curves): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw fileError(folder, cause, 'write');
  }
  const data = path.join(folder, 'curves.json');
  writeWhole(data, `${JSON.stringify({ points, lotSize: lot ?? null, plan, curve }, null, 2)}\n`, { force });
  const written = [data];
  for (const [name, of] of Object.entries(files)) {
    const file = path.join(folder, `${name}.svg`);
    writeWhole(file, curveSvg(curve, of, output.language), { force });
    written.push(file);
  }
  output.object({ type: 'curves', files: written });
  output.line(output.text('sample.plan.curves', { files: written.join(output.text('word.comma')) }));
}
