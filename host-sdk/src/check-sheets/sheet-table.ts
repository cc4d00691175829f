import type { Bilingual } from '../evaluation/levels.js';
import { shanghaiDate } from '../shanghai-date.js';
import type { DispenserSheetResult } from './compute-dispenser-sheet.js';
import type { ScaleSheetResult } from './compute-scale-sheet.js';
import { sheetOutcomeText } from './sheet-findings.js';
import type { SheetResult } from './sheet-verification.js';
import { contributionText, type UncertaintyBudget } from './uncertainty-budget.js';

/** A sheet as people read it, in both languages, for a terminal, a page or a PDF. */
export interface SheetTable {
  readonly title: Bilingual;
  readonly facts: readonly { readonly name: Bilingual; readonly value: string }[];
  readonly tables: readonly {
    readonly title: Bilingual;
    readonly columns: readonly Bilingual[];
    readonly rows: readonly (readonly (string | Bilingual)[])[];
  }[];
  readonly findings: readonly Bilingual[];
  readonly conclusion: Bilingual;
}

const both = (zh: string, en: string): Bilingual => ({ zh, en });
const judged = {
  pass: both('合格', 'pass'),
  'conditional-pass': both('合格（临界）', 'pass, within U of the limit'),
} as const;
const failed = {
  'conditional-fail': both('不合格（临界）', 'fail, within U of the limit'),
  fail: both('不合格', 'fail'),
};
const judgementText = { ...judged, ...failed };

/** Lays a computed sheet out. Masses in g, volumes in L, errors of dispensers in %. */
export function sheetTable(result: SheetResult): SheetTable {
  const { sheet, findings, outcome, certain, rules } = result;
  const scale = result.quantity === 'mass';
  const unsure = both('（有测量点在不确定度范围内临界）', ' (a point lies within U of its limit)');
  const said = sheetOutcomeText[outcome];
  const suffix = outcome === 'incomplete' || certain ? both('', '') : unsure;
  const standards = scale ? result.sheet.standards : result.sheet.provers;
  return {
    title: scale
      ? both('现场检查表（秤）', 'Check sheet of a scale')
      : both('现场检查表（加油机）', 'Check sheet of a dispenser'),
    facts: [
      { name: both('编号', 'Number'), value: sheet.id },
      { name: both('器具', 'Instrument'), value: sheet.instrument },
      { name: both('日期', 'Date'), value: shanghaiDate(sheet.at) },
      { name: both('人员', 'Person'), value: `${sheet.person}, ${sheet.authority}` },
      { name: both('标准器', 'Standards'), value: standards.map(({ id }) => id).join(', ') },
      { name: both('依据', 'Rules'), value: `${scale ? 'R 76-1:2006 / JJG 539' : 'JJG 443 / R 117-1'}, ${rules}` },
    ],
    tables: scale ? massTables(result) : volumeTables(result),
    findings: findings.map(({ text }) => text),
    conclusion: both(`结论：${said.zh}${suffix.zh}`, `Conclusion: ${said.en}${suffix.en}`),
  };
}

const grams = (mg: number): string => trim((mg / 1000).toFixed(4));
const litres = (mL: number): string => (mL / 1000).toFixed(3);
const percent = (share: number): string => signed((share * 100).toFixed(3));
const trim = (text: string): string => (text.includes('.') ? text.replace(/0{1,3}$/, '').replace(/\.$/, '') : text);
const signed = (text: string): string =>
  Number(text) === 0 ? text.replace('-', '') : text.startsWith('-') ? text : `+${text}`;
const tests = {
  weighing: both('称量', 'weighing'),
  eccentricity: both('偏载', 'eccentricity'),
  tare: both('除皮', 'tare'),
};

function massTables({ points, requirements, zeroError }: ScaleSheetResult): SheetTable['tables'] {
  const [largest] = [...points].sort((a, b) => b.load - a.load);
  return [
    {
      title: both(
        `示值误差（g），E0 = ${signed(grams(zeroError))} g`,
        `Errors of indication (g), E0 = ${signed(grams(zeroError))} g`,
      ),
      columns: [
        both('试验', 'Test'),
        both('载荷 L', 'Load L'),
        both('示值 I', 'I'),
        both('ΔL', 'ΔL'),
        both('P', 'P'),
        both('E', 'E'),
        both('Ec', 'Ec'),
        both('U (k=2)', 'U (k=2)'),
        both('MPE ±', 'MPE ±'),
        both('判定', 'Judgement'),
      ],
      rows: points.map((one) => [
        both(
          `${tests[one.test].zh}${one.position ?? (one.direction === 'down' ? '↓' : '↑')}`,
          `${tests[one.test].en} ${one.position ?? (one.direction === 'down' ? '↓' : '↑')}`,
        ),
        grams(one.load),
        grams(one.indication),
        one.additional === undefined ? '–' : grams(one.additional),
        grams(one.value),
        signed(grams(one.error)),
        signed(grams(one.corrected)),
        grams(one.judgement.expanded),
        grams(one.judgement.limit),
        judgementText[one.judgement.outcome],
      ]),
    },
    {
      title: both('其他要求（g）', 'Other requirements (g)'),
      columns: [
        both('项目', 'Requirement'),
        both('条款', 'Clause'),
        both('结果', 'Value'),
        both('限值', 'Limit'),
        both('判定', 'Judgement'),
      ],
      rows: requirements.map(({ text, clause, value, limit, code, met }) => [
        text,
        clause,
        grams(value),
        `${code === 'discrimination' ? '≥' : '≤'} ${grams(limit)}`,
        met ? judgementText.pass : judgementText.fail,
      ]),
    },
    ...(largest === undefined ? [] : [budgetTable(largest.budget, grams, `${grams(largest.load)} g`, 'g')]),
  ];
}

function volumeTables({ points, single }: DispenserSheetResult): SheetTable['tables'] {
  const runs = [...points.flatMap((one) => one.runs), ...single];
  const flowText = { high: both('大流量', 'high'), low: both('小流量', 'low') };
  const [first] = points;
  return [
    {
      title: both('测量', 'Runs'),
      columns: [
        both('油枪', 'Nozzle'),
        both('流量点', 'Flow'),
        both('V_J (L)', 'V_J (L)'),
        both('液位 (mm)', 'Level (mm)'),
        both('V_B (L)', 'V_B (L)'),
        both('t_J (℃)', 't_J (°C)'),
        both('t_B (℃)', 't_B (°C)'),
        both('V_Bt (L)', 'V_Bt (L)'),
        both('E (%)', 'E (%)'),
      ],
      rows: runs.map(({ run, standard, atMeter, error }) => [
        String(run.nozzle),
        flowText[run.at],
        litres(run.indicated),
        String(run.reading),
        litres(standard),
        String(run.meterTemperature),
        String(run.proverTemperature),
        litres(atMeter),
        percent(error),
      ]),
    },
    {
      title: both('判定（%）', 'Judgement (%)'),
      columns: [
        both('油枪', 'Nozzle'),
        both('流量点', 'Flow'),
        both('平均误差', 'Mean E'),
        both('U (k=2)', 'U (k=2)'),
        both('MPE ±', 'MPE ±'),
        both('判定', 'Judgement'),
        both('E_n', 'E_n'),
        both('限值', 'Limit'),
        both('判定', 'Judgement'),
      ],
      rows: points.map(({ nozzle, at, judged: runsJudged, judgement, limit, repeatabilityLimit }) => [
        `${nozzle.index} (${nozzle.fuel})`,
        flowText[at],
        percent(runsJudged.meanError),
        (judgement.expanded * 100).toFixed(3),
        (limit * 100).toFixed(3),
        judgementText[judgement.outcome],
        (runsJudged.repeatability * 100).toFixed(3),
        (repeatabilityLimit * 100).toFixed(3),
        runsJudged.repeatability <= repeatabilityLimit ? judgementText.pass : judgementText.fail,
      ]),
    },
    ...(first === undefined
      ? []
      : [
          budgetTable(
            first.budget,
            (share) => (share * 100).toFixed(4),
            `${first.nozzle.index} (${first.nozzle.fuel})`,
            '%',
          ),
        ]),
  ];
}

function budgetTable(
  budget: UncertaintyBudget,
  write: (value: number) => string,
  of: string,
  unit: string,
): SheetTable['tables'][number] {
  return {
    title: both(`测量不确定度（${of}，${unit}）`, `Uncertainty (${of}, ${unit})`),
    columns: [both('来源', 'Source'), both('类别', 'Type'), both('分量', 'Contribution')],
    rows: [
      ...budget.contributions.map(({ source, evaluation, contribution }) => [
        contributionText[source],
        evaluation,
        write(contribution),
      ]),
      [both('合成标准不确定度', 'combined'), '', write(budget.combined)],
    ],
  };
}
