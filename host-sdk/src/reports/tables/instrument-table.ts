import type { Judgement, PointOutlook } from '../../judgement/judgement.js';
import type { instrumentKindText } from '../../records/kinds/type-approval.js';
import type { Instrument } from '../../registry/records.js';
import type { Table } from './column.js';

/** An instrument with its judgement. */
export interface InstrumentRow {
  readonly instrument: Instrument;
  readonly judgement: Judgement;
  /** Receipt of its newest frame, ms since 1970; undefined: none. */
  readonly lastReceived: number | undefined;
}

const keyOf = ({ keys }: Instrument) => keys.at(-1);
/** The test point that is the most likely to be outside its limit; at equal chances the one nearest to it. */
export function worstPoint({ points }: Judgement): PointOutlook | undefined {
  const rank = ({ probability, error, limit }: PointOutlook) => probability + 1e-9 * Math.abs(error / limit);
  return points.reduce<PointOutlook | undefined>(
    (worst, one) => (worst === undefined || rank(one) > rank(worst) ? one : worst),
    undefined,
  );
}

const kinds: Readonly<Record<number, keyof typeof instrumentKindText>> = { 1: 'scale', 2: 'dispenser' };

/** Instruments with their judgements 状态评价: one row for each. */
export const instrumentTable: Table<InstrumentRow> = {
  name: 'hengzhun.instruments@1',
  columns: [
    {
      name: 'ueid',
      kind: 'text',
      text: { zh: '器具标识（UEID）', en: 'instrument (UEID)' },
      value: ({ instrument }) => instrument.ueid,
    },
    {
      name: 'serial_number',
      kind: 'text',
      text: { zh: '出厂编号', en: 'serial number' },
      value: ({ instrument }) => instrument.serialNumber,
    },
    { name: 'maker', kind: 'text', text: { zh: '制造单位', en: 'maker' }, value: ({ instrument }) => instrument.maker },
    { name: 'model', kind: 'text', text: { zh: '型号', en: 'model' }, value: ({ instrument }) => instrument.model },
    {
      name: 'kind',
      kind: 'text',
      text: { zh: '种类', en: 'kind' },
      value: ({ instrument }) => kinds[instrument.data.instrumentKind ?? 0],
    },
    {
      name: 'region',
      kind: 'text',
      text: { zh: '地区', en: 'region' },
      value: ({ instrument }) => instrument.place?.region,
    },
    {
      name: 'place',
      kind: 'text',
      text: { zh: '地点', en: 'place' },
      value: ({ instrument }) => instrument.place?.name,
    },
    {
      name: 'trader',
      kind: 'text',
      text: { zh: '经营者', en: 'trader' },
      value: ({ instrument }) => instrument.data.trader,
    },
    {
      name: 'type_approval',
      kind: 'text',
      text: { zh: '型式批准', en: 'type approval' },
      value: ({ instrument }) => instrument.data.typeApproval,
    },
    {
      name: 'batch',
      kind: 'text',
      text: { zh: '生产批号', en: 'batch' },
      value: ({ instrument }) => instrument.data.batch,
    },
    {
      name: 'kid',
      kind: 'text',
      text: { zh: '密钥标识', en: 'key identifier' },
      value: ({ instrument }) => keyOf(instrument)?.kid,
    },
    {
      name: 'key_assurance',
      kind: 'text',
      text: { zh: '密钥保障', en: 'key assurance' },
      value: ({ instrument }) => keyOf(instrument)?.assurance,
    },
    {
      name: 'key_status',
      kind: 'text',
      text: { zh: '密钥状态', en: 'key status' },
      value: ({ instrument }) => keyOf(instrument)?.status,
    },
    {
      name: 'last_received',
      kind: 'time',
      text: { zh: '最近收到', en: 'last frame received' },
      value: ({ lastReceived }) => lastReceived,
    },
    {
      name: 'judged_at',
      kind: 'time',
      text: { zh: '评价时间', en: 'judged at' },
      value: ({ judgement }) => judgement.at,
    },
    { name: 'level', kind: 'text', text: { zh: '等级', en: 'level' }, value: ({ judgement }) => judgement.level },
    {
      name: 'self_level',
      kind: 'text',
      text: { zh: '自证等级', en: 'level by its own reports' },
      value: ({ judgement }) => judgement.selfEvidence.level,
    },
    {
      name: 'self_state',
      kind: 'text',
      text: { zh: '自评', en: 'self-state' },
      value: ({ judgement }) => judgement.selfEvidence.selfState,
    },
    {
      name: 'fresh',
      kind: 'boolean',
      text: { zh: '报告是否及时', en: 'reports are fresh' },
      value: ({ judgement }) => judgement.selfEvidence.fresh,
    },
    {
      name: 'span_last_observed',
      kind: 'time',
      text: { zh: '量程最近观测', en: 'span last observed' },
      value: ({ judgement }) => judgement.selfEvidence.spanLastObserved,
    },
    {
      name: 'probability_outside',
      kind: 'number',
      unit: '1',
      text: { zh: '失准概率', en: 'probability of being out of tolerance' },
      value: ({ judgement }) => judgement.probability,
    },
    {
      name: 'horizon_days',
      kind: 'number',
      unit: 'd',
      text: { zh: '预测期', en: 'horizon' },
      value: ({ judgement }) => judgement.horizon.days,
    },
    {
      name: 'probability_at_horizon',
      kind: 'number',
      unit: '1',
      text: { zh: '预测期末失准概率', en: 'probability at the horizon' },
      value: ({ judgement }) => judgement.horizon.probability,
    },
    {
      name: 'predicted_crossing',
      kind: 'date',
      text: { zh: '预计失准日期', en: 'predicted crossing' },
      value: ({ judgement }) => judgement.crossing,
    },
    {
      name: 'conformity',
      kind: 'text',
      text: { zh: '符合性判定', en: 'decision (JCGM 106)' },
      value: ({ judgement }) => judgement.conformity,
    },
    {
      name: 'quantity',
      kind: 'text',
      text: { zh: '最差测量点的量', en: 'quantity of the worst test point' },
      value: ({ judgement }) => worstPoint(judgement)?.quantity,
    },
    {
      name: 'quantity_unit',
      kind: 'text',
      text: { zh: '以下数值的单位', en: 'unit of the amounts that follow' },
      value: ({ judgement }) => unitOf(worstPoint(judgement)),
    },
    {
      name: 'nozzle',
      kind: 'integer',
      text: { zh: '油枪', en: 'nozzle' },
      value: ({ judgement }) => worstPoint(judgement)?.nozzle,
    },
    {
      name: 'nominal',
      kind: 'decimal',
      unit: 'mg | mL',
      text: { zh: '测量点', en: 'test point' },
      value: ({ judgement }) => worstPoint(judgement)?.nominal,
    },
    {
      name: 'error',
      kind: 'decimal',
      unit: 'mg | mL',
      text: { zh: '示值误差估计', en: 'estimated error of indication' },
      value: ({ judgement }) => worstPoint(judgement)?.error,
    },
    {
      name: 'uncertainty',
      kind: 'decimal',
      unit: 'mg | mL',
      text: { zh: '标准不确定度', en: 'standard uncertainty' },
      value: ({ judgement }) => worstPoint(judgement)?.uncertainty,
    },
    {
      name: 'limit',
      kind: 'decimal',
      unit: 'mg | mL',
      text: { zh: '使用中最大允许误差 ±', en: 'maximum permissible error in service, ±' },
      value: ({ judgement }) => worstPoint(judgement)?.limit,
    },
    {
      name: 'reasons_zh',
      kind: 'text',
      text: { zh: '理由（中文）', en: 'reasons in Chinese' },
      value: ({ judgement }) => judgement.reasons.map(({ text }) => text.zh).join('；'),
    },
    {
      name: 'reasons_en',
      kind: 'text',
      text: { zh: '理由（英文）', en: 'reasons in English' },
      value: ({ judgement }) => judgement.reasons.map(({ text }) => text.en).join('; '),
    },
    {
      name: 'rules',
      kind: 'text',
      text: { zh: '规则', en: 'rule sets' },
      value: ({ judgement }) => judgement.rules.join(' '),
    },
  ],
};

const unitOf = (point: PointOutlook | undefined) =>
  point === undefined ? undefined : point.quantity === 'mass' ? 'mg' : 'mL';
