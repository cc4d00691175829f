import { sheetTable } from '../../check-sheets/sheet-table.js';
import { levelText } from '../../evaluation/levels.js';
import type { PointOutlook } from '../../judgement/judgement.js';
import { amountText, chanceText } from '../../judgement/quantity-text.js';
import type { ExaminedRecord } from '../record/examined-record.js';
import type { Block, Mark } from './block.js';
import { momentText } from './page-text.js';
import type { PageWord, Say } from './page-words.js';

const order = ['out-of-tolerance', 'warning', 'attention', 'doubt', 'information'];
const marks: Readonly<Record<string, Mark>> = {
  'out-of-tolerance': 'bad',
  warning: 'bad',
  attention: 'note',
  doubt: 'note',
  information: 'none',
};

/** The judgement: decision, the three kinds of knowledge apart, error at each test point, reasons. */
export function judgementBlocks({ judgement, record }: ExaminedRecord, say: Say): Block[] {
  const { language } = record;
  const { conformity, consumerRisk, producerRisk, selfEvidence, forecast, rules, points, measured, reasons } =
    judgement;
  const risk = chanceText(conformity === 'within-tolerance' ? consumerRisk : producerRisk);
  const seen = selfEvidence.spanLastObserved;
  const self = {
    level: levelText[selfEvidence.level][language],
    fresh: say(selfEvidence.fresh ? 'fresh' : 'stale'),
    span: seen === undefined ? say('never') : momentText(seen),
  };
  const rows: [string, string][] = [
    [say('conformity'), say(`conformity-${conformity}` as PageWord, { risk })],
    [say('self-evidence'), say('self-evidence-value', self)],
    [
      say('forecast'),
      say('forecast-value', { chance: chanceText(forecast.probability), population: forecast.population }),
    ],
    [say('rules'), `${rules.join(', ')}; priors ${judgement.priors}`],
    ...(record.judgementEntry === undefined ? [] : [[say('entry'), String(record.judgementEntry)] as [string, string]]),
  ];
  const table = points.map((point) => {
    const { quantity, nominal, nozzle, flow, error, uncertainty, limit, probability } = point;
    const found = measured.find((one) => one.nominal === nominal && one.nozzle === nozzle && one.flow === flow);
    return [
      pointName(point, say),
      found === undefined ? '–' : `${amountText(quantity, found.error, true)} (${momentText(found.at).slice(0, 10)})`,
      `${amountText(quantity, error, true)} ± ${amountText(quantity, 2 * uncertainty)}`,
      amountText(quantity, limit),
      chanceText(probability),
    ];
  });
  const head = [say('point'), say('measured'), say('error'), say('limit-service'), say('chance-outside')];
  const sorted = reasons.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  return [
    { kind: 'section', text: say('section-judgement') },
    { kind: 'pairs', rows },
    ...(table.length === 0
      ? []
      : [{ kind: 'table', title: say('points-table'), head, widths: [18, 24, 26, 16, 16], rows: table } as const]),
    {
      kind: 'list',
      title: say('reasons'),
      items: sorted.map(({ severity, text }) => ({ mark: marks[severity] ?? 'none', text: text[language] })),
    },
  ];
}

function pointName({ quantity, nominal, nozzle = 0, flow = 0 }: PointOutlook, say: Say): string {
  const amount = amountText(quantity, nominal);
  return quantity === 'mass'
    ? amount
    : say('point-volume', { nozzle, amount, flow: Number((flow / 1000).toPrecision(3)) });
}

/** Check sheets as they were filled in and computed. */
export function sheetBlocks({ sheets, record }: ExaminedRecord, say: Say): Block[] {
  const { language } = record;
  const section: Block = { kind: 'section', text: say('section-check') };
  if (sheets.length === 0) return [section, { kind: 'paragraph', text: say('check-none') }];
  return [
    section,
    ...sheets.flatMap((sheet): Block[] => {
      const { title, facts, tables, findings, conclusion } = sheetTable(sheet);
      return [
        { kind: 'subtitle', text: title[language] },
        { kind: 'pairs', rows: facts.map(({ name, value }) => [name[language], value] as const) },
        ...tables.map(
          ({ title: name, columns, rows }): Block => ({
            kind: 'table',
            title: name[language],
            head: columns.map((column) => column[language]),
            widths: columns.map(() => 1),
            rows: rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : cell[language]))),
            small: true,
          }),
        ),
        {
          kind: 'list',
          items: [
            ...findings.map((text) => ({ mark: 'note' as const, text: text[language] })),
            {
              mark: sheet.outcome === 'pass' ? 'good' : sheet.outcome === 'fail' ? 'bad' : 'note',
              text: conclusion[language],
            },
          ],
        },
      ];
    }),
  ];
}
