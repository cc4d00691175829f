import type { Bilingual } from '../../evaluation/levels.js';
import { flag, oneOf } from '../fields/choices.js';
import { badField } from '../fields/field.js';
import { listOf } from '../fields/lists.js';
import { number, positive, whole } from '../fields/numbers.js';
import { optional, optionalObject, required, rows, type Shape } from '../fields/shape.js';
import { identifier, text, ueid } from '../fields/texts.js';
import { moment } from '../fields/times.js';
import type { TestConditions, TestPointResult, Verification } from '../verification.js';
import { verificationKindText } from '../verification-kinds.js';
import { standardQuantityText } from './reference-standard.js';
import { largestQuantity } from './type-approval.js';

export const occasionText = {
  verification: { zh: '检定', en: 'verification' },
  'in-service': { zh: '使用中', en: 'in service' },
} as const satisfies Record<Verification['occasion'], Bilingual>;

export const outcomeText = {
  pass: { zh: '合格', en: 'pass' },
  fail: { zh: '不合格', en: 'fail' },
} as const satisfies Record<Verification['outcome'], Bilingual>;

const pointShape: Shape<TestPointResult> = {
  quantity: required(oneOf(standardQuantityText), 'quantity', '量'),
  nominal: required(number(0, largestQuantity), 'nominal', '标称值'),
  nozzle: optional(whole(0, 3), 'nozzle', '油枪'),
  flow: optional(number(0, 1e9), 'flow', '流量'),
  error: required(number(-largestQuantity, largestQuantity), 'error', '示值误差'),
  uncertainty: required(positive(largestQuantity), 'uncertainty', '标准不确定度'),
  limit: required(positive(largestQuantity), 'limit', '最大允许误差'),
};

const conditionsShape: Shape<TestConditions> = {
  temperature: optional(number(-100, 200), 'temperature', '温度'),
  humidity: optional(number(0, 100), 'humidity', '湿度'),
  pressure: optional(number(100, 2000), 'pressure', '气压'),
};

export const verificationShape: Shape<Verification> = {
  id: required(identifier, 'id', '标识'),
  instrument: required(ueid, 'instrument', '器具标识', 'ueid'),
  kind: required(oneOf(verificationKindText), 'kind', '检定类别'),
  at: required(moment, 'at', '时间', '检定时间'),
  occasion: required(oneOf(occasionText), 'occasion', '限值依据'),
  outcome: required(oneOf(outcomeText), 'outcome', '结论'),
  conditions: optionalObject(conditionsShape),
  standards: required(listOf(identifier, 0, 64, ' '), 'standards', '标准器'),
  person: required(identifier, 'person', '检定员', '人员'),
  authority: required(identifier, 'authority', '检定机构', '机构'),
  certificate: optional(text(64), 'certificate', '证书编号'),
  covert: optional(flag, 'covert', '暗访'),
  points: rows(pointShape, 1, 500, 'found'),
  pointsAfter: rows(pointShape, 0, 500, 'left') as Shape<Verification>['pointsAfter'],
};

/** Words of the column `stage`: as found 调前, as left 调后. */
export const stageText: Readonly<Record<string, Bilingual>> = {
  found: { zh: '调前', en: 'found' },
  left: { zh: '调后', en: 'left' },
};

/** @throws {SdkError} `record-bad-field` */
export function checkVerification({ points, pointsAfter = [] }: Verification): void {
  const lists = Object.entries({ points, pointsAfter });
  for (const [name, list] of lists) {
    list.forEach((point, index) => {
      const field = `${name}[${index}]`;
      const of = point.quantity;
      if (of !== points[0]!.quantity)
        throw badField(`${field}.quantity`, 'is another one than at the first test point');
      if (of === 'mass' && (point.nozzle !== undefined || point.flow !== undefined)) {
        throw badField(point.nozzle === undefined ? `${field}.flow` : `${field}.nozzle`, 'does not belong to a scale');
      }
    });
  }
}
