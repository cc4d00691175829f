import type { Bilingual } from '../../evaluation/levels.js';
import { oneOf } from '../fields/choices.js';
import { whole } from '../fields/numbers.js';
import { optional, optionalObject, required, type Shape } from '../fields/shape.js';
import { identifier, text, ueid } from '../fields/texts.js';
import { moment } from '../fields/times.js';

export const sealRecordStateText = {
  applied: { zh: '加封', en: 'applied' },
  intact: { zh: '完好', en: 'found intact' },
  broken: { zh: '破损', en: 'found broken' },
  removed: { zh: '启封', en: 'removed' },
} as const satisfies Record<string, Bilingual>;

export const sealFormText = {
  lead: { zh: '铅封', en: 'lead seal' },
  label: { zh: '封签', en: 'label' },
  electronic: { zh: '电子封印', en: 'electronic seal' },
} as const satisfies Record<string, Bilingual>;

/** The three codes beside the seal 三码一封 (JJG 1204-2025), as the instrument shows them. */
export interface SealCodes {
  /** 生产码. */
  readonly production?: string;
  /** 维修码. */
  readonly repair?: string;
  /** 检定码. */
  readonly verification?: string;
}

/** What was done to a seal 封印, or how it was found. */
export interface SealRecord {
  readonly id: string;
  /** UEID, hex. Its subject. */
  readonly instrument: string;
  /** ms since 1970. */
  readonly at: number;
  readonly state: keyof typeof sealRecordStateText;
  readonly form: keyof typeof sealFormText;
  /** Number on the seal. */
  readonly number?: string;
  /** Where on the instrument it sits. */
  readonly location?: string;
  readonly codes?: SealCodes;
  /** Calibration counter that the instrument showed: its signed frames report the same one. */
  readonly calibrationCounter?: number;
  /** Identifiers of person and authority. */
  readonly person: string;
  readonly authority: string;
  readonly note?: string;
}

const codesShape: Shape<SealCodes> = {
  production: optional(text(64), 'production_code', '生产码'),
  repair: optional(text(64), 'repair_code', '维修码'),
  verification: optional(text(64), 'verification_code', '检定码'),
};

export const sealShape: Shape<SealRecord> = {
  id: required(identifier, 'id', '标识'),
  instrument: required(ueid, 'instrument', '器具标识', 'ueid'),
  at: required(moment, 'at', '时间'),
  state: required(oneOf(sealRecordStateText), 'state', '封印状态'),
  form: required(oneOf(sealFormText), 'form', '封印形式'),
  number: optional(text(64), 'number', '封印编号'),
  location: optional(text(128), 'location', '封印位置'),
  codes: optionalObject(codesShape),
  calibrationCounter: optional(whole(0, 0xffffffff), 'calibration_counter', '校准计数'),
  person: required(identifier, 'person', '人员'),
  authority: required(identifier, 'authority', '机构'),
  note: optional(text(1000), 'note', '备注'),
};
