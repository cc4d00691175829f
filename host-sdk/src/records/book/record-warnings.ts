import type { Bilingual } from '../../evaluation/levels.js';

const texts = {
  'region-ended': (region: string) => ({
    zh: `行政区划代码 ${region} 已停用`,
    en: `the division ${region} exists no longer`,
  }),
  'no-standard': () => ({
    zh: '未记录所用标准器，结果不可溯源',
    en: 'no standard is named: the result is not traceable',
  }),
  'standard-certificate-missing': (standard: string) => ({
    zh: `没有标准器 ${standard} 当时的证书`,
    en: `no certificate of the standard ${standard} for that time is on record`,
  }),
  'standard-expired': (standard: string) => ({
    zh: `标准器 ${standard} 当时已超过有效期`,
    en: `the standard ${standard} had no valid certificate at that time`,
  }),
  'person-without-role': (person: string) => ({
    zh: `人员 ${person} 没有相应角色`,
    en: `the person ${person} has no role for this`,
  }),
  'person-of-another-authority': (person: string) => ({
    zh: `人员 ${person} 属于另一机构`,
    en: `the person ${person} belongs to another authority`,
  }),
  'person-certificate-expired': (person: string) => ({
    zh: `人员 ${person} 的资格证当时已过期`,
    en: `the certificate of the person ${person} had expired at that time`,
  }),
  'outcome-contradicts': () => ({
    zh: '结论为合格，但有误差超过最大允许误差',
    en: 'the outcome is a pass, but an error exceeds its limit',
  }),
} as const satisfies Record<string, (name: string) => Bilingual>;

export type RecordWarningCode = keyof typeof texts;

/** Something that a person should know of a record that was taken nevertheless. */
export interface RecordWarning {
  readonly code: RecordWarningCode;
  readonly text: Bilingual;
}

export const recordWarning = (code: RecordWarningCode, name = ''): RecordWarning => ({ code, text: texts[code](name) });
