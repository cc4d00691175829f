import { amountText, chanceText, type Instrument, type Judgement, type PointOutlook } from '@hengzhun/host-sdk';
import type { Output } from './output.js';
import { pairLines } from './pair-lines.js';
import { levelName } from './words.js';

/** A judgement as lines for a person: level, decision, test points, reasons. */
export function judgementPage(output: Output, instrument: Instrument, judgement: Judgement): string[] {
  const { level, points, reasons } = judgement;
  const name = instrument.serialNumber || instrument.ueid;
  const title = output.text('evaluate.title', { name, level: levelName(output, level) });
  const lines = [output.paint('bold', title), ...pairLines(summaryPairs(output, judgement))];
  if (points.length > 0) lines.push('', pointTable(output, judgement));
  lines.push('', output.text('evaluate.reasons'));
  const order = ['out-of-tolerance', 'warning', 'attention', 'doubt', 'information'];
  const sorted = reasons.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  for (const { text, severity, evidence } of sorted) {
    const colour = severity === 'information' ? 'gray' : severity === 'doubt' ? 'magenta' : 'yellow';
    lines.push(`  ${output.paint(colour, '•')} ${text[output.language]}`);
    for (const source of evidence) lines.push(`      ${output.paint('dim', source)}`);
  }
  return [...lines, '', output.text('evaluate.preliminary')];
}

function summaryPairs(output: Output, judgement: Judgement): [string, string][] {
  const { probability, horizon, crossing, conformity, selfEvidence, forecast, rules, priors } = judgement;
  const risk = chanceText(conformity === 'within-tolerance' ? judgement.consumerRisk : judgement.producerRisk);
  return [
    [
      output.text('evaluate.probability'),
      output.text('evaluate.probability-value', {
        now: chanceText(probability),
        later: chanceText(horizon.probability),
        days: horizon.days,
      }),
    ],
    [output.text('evaluate.crossing'), crossing ?? output.text('evaluate.crossing-none')],
    [output.text('evaluate.conformity'), output.text(`evaluate.conformity.${conformity}`, { risk })],
    [
      output.text('evaluate.self'),
      output.text('evaluate.self-value', {
        level: levelName(output, selfEvidence.level),
        fresh: output.text(selfEvidence.fresh ? 'evaluate.fresh' : 'evaluate.stale'),
      }),
    ],
    [output.text('evaluate.forecast'), `${chanceText(forecast.probability)} (${forecast.population})`],
    [output.text('evaluate.rules'), output.text('evaluate.rules-value', { rules: rules.join(', '), priors })],
  ];
}

function pointTable(output: Output, { points, measured }: Judgement): string {
  const head = ['point', 'measured', 'error', 'limit', 'outside', 'behaviour'] as const;
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  const rows = points.map((point) => {
    const { quantity, nominal, nozzle, flow, error, uncertainty, limit, probability, behaviour } = point;
    const found = measured.find((one) => one.nominal === nominal && one.nozzle === nozzle && one.flow === flow);
    return [
      pointName(output, point),
      found === undefined ? '–' : amountText(quantity, found.error, true),
      `${amountText(quantity, error, true)} ± ${amountText(quantity, 2 * uncertainty)}`,
      `± ${amountText(quantity, limit)}`,
      chanceText(probability),
      `${percent(behaviour.steady)} / ${percent(behaviour.drifting)} / ${percent(behaviour.stepped)}`,
    ];
  });
  return output.table(
    head.map((name) => output.text(`evaluate.head.${name}`)),
    rows,
  );
}

function pointName(output: Output, { quantity, nominal, nozzle = 0, flow = 0 }: PointOutlook): string {
  const amount = amountText(quantity, nominal);
  if (quantity === 'mass') return amount;
  return output.text('evaluate.point-volume', { nozzle, amount, flow: Number((flow / 1000).toPrecision(3)) });
}
