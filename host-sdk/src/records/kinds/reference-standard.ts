import type { Bilingual } from '../../evaluation/levels.js';
import { oneOf } from '../fields/choices.js';
import { badField } from '../fields/field.js';
import { number, positive } from '../fields/numbers.js';
import { optional, required, rows, type Shape } from '../fields/shape.js';
import { identifier, text } from '../fields/texts.js';
import { date } from '../fields/times.js';
import { largestQuantity } from './type-approval.js';

export const standardQuantityText = {
  mass: { zh: '质量', en: 'mass' },
  volume: { zh: '体积', en: 'volume' },
} as const satisfies Record<string, Bilingual>;

/** One certificate of a reference standard: a link of its traceability 溯源. */
export interface StandardCertificate {
  readonly number: string;
  /** Who issued it. */
  readonly issuer: string;
  /** Day of issue, and last day on which the standard may be used by it. */
  readonly issued: string;
  readonly validUntil: string;
  /** Conventional value, mg or mL; expanded uncertainty of it and its coverage factor k. */
  readonly value: number;
  readonly expandedUncertainty: number;
  readonly coverageFactor: number;
  /** Identifier of the standard that it was calibrated with; absent: the chain leaves these records with the issuer. */
  readonly parent?: string;
}

/** A reference standard 计量标准器: a weight, a standard measure 量器, with its certificates in the order of issue. */
export interface ReferenceStandard {
  readonly id: string;
  readonly name: string;
  readonly quantity: keyof typeof standardQuantityText;
  /** mg or mL. */
  readonly nominal: number;
  /** Such as `F1`, `M1` (OIML R 111-1), `2` 二等. */
  readonly accuracyClass?: string;
  readonly serialNumber?: string;
  /** Identifier of the authority that keeps it. Its subject. */
  readonly owner: string;
  readonly certificates: readonly StandardCertificate[];
}

const certificateShape: Shape<StandardCertificate> = {
  number: required(text(64), 'certificate_number', '证书编号'),
  issuer: required(text(128), 'issuer', '发证机构'),
  issued: required(date, 'issued', '发证日期'),
  validUntil: required(date, 'valid_until', '有效期至'),
  value: required(positive(largestQuantity), 'value', '标准值', '实际值'),
  expandedUncertainty: required(positive(largestQuantity), 'expanded_uncertainty', '扩展不确定度'),
  coverageFactor: required(number(1, 10), 'coverage_factor', '包含因子'),
  parent: optional(identifier, 'parent', '上级标准器'),
};

export const referenceStandardShape: Shape<ReferenceStandard> = {
  id: required(identifier, 'id', '标识'),
  name: required(text(128), 'name', '名称'),
  quantity: required(oneOf(standardQuantityText), 'quantity', '量'),
  nominal: required(positive(largestQuantity), 'nominal', '标称值'),
  accuracyClass: optional(text(16), 'accuracy_class', '准确度等级'),
  serialNumber: optional(text(64), 'serial_number', '出厂编号'),
  owner: required(identifier, 'owner', '机构', '保存单位'),
  certificates: rows(certificateShape, 1, 100),
};

/** @throws {SdkError} `record-bad-field` */
export function checkReferenceStandard({ id, certificates }: ReferenceStandard): void {
  certificates.forEach((certificate, index) => {
    const field = `certificates[${index}]`;
    const before = certificates[index - 1];
    if (certificate.issued > certificate.validUntil) throw badField(`${field}.validUntil`, 'is before `issued`');
    if (before !== undefined && certificate.issued < before.issued) {
      throw badField(`${field}.issued`, 'is before that of the certificate above it. Give them in the order of issue');
    }
    if (certificate.expandedUncertainty >= certificate.value) {
      throw badField(`${field}.expandedUncertainty`, 'is not below the value. Check the units');
    }
    if (certificate.parent === id) throw badField(`${field}.parent`, 'is the standard itself');
  });
  const numbers = certificates.map((certificate) => certificate.number);
  const double = numbers.findIndex((one, index) => numbers.indexOf(one) !== index);
  if (double !== -1) throw badField(`certificates[${double}].number`, 'is there twice');
}
