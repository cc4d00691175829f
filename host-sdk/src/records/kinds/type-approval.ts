import type { Bilingual } from '../../evaluation/levels.js';
import { oneOf } from '../fields/choices.js';
import { badField } from '../fields/field.js';
import { listOf } from '../fields/lists.js';
import { positive, whole } from '../fields/numbers.js';
import { optional, required, type Shape } from '../fields/shape.js';
import { identifier, text } from '../fields/texts.js';
import { date } from '../fields/times.js';

export const instrumentKindText = {
  scale: { zh: '电子秤', en: 'scale' },
  dispenser: { zh: '燃油加油机', en: 'fuel dispenser' },
} as const satisfies Record<string, Bilingual>;

/** A type approval 型式批准. */
export interface TypeApproval {
  readonly id: string;
  /** Number of the certificate 型式批准证书编号, as `InstrumentData.typeApproval` names it. Its subject. */
  readonly number: string;
  /** Who was granted it 制造单位. */
  readonly holder: string;
  /** Models 型号 that it covers. */
  readonly models: readonly string[];
  readonly instrumentKind: keyof typeof instrumentKindText;
  /** Scales: 1…4 for I, II, III, IIII (OIML R 76-1 table 3); greatest Max and smallest e of the type, mg. */
  readonly accuracyClass?: number;
  readonly maximumCapacity?: number;
  readonly verificationInterval?: number;
  /** Dispensers: flows of the type, mL/min. */
  readonly minimumFlow?: number;
  readonly maximumFlow?: number;
  /** First and last day of validity. */
  readonly validFrom?: string;
  readonly validUntil?: string;
  /**
   * Channels whose self-evidence 自评 was validated for this type, by their identifiers in the wire contract, 1…255. Only these may lower the
   * uncertainty of an error of indication; an empty list: none.
   */
  readonly validatedChannels: readonly number[];
}

/** Largest mass or volume of a record, mg or mL: a weighbridge of 9 000 t. */
export const largestQuantity = 9e12;

export const typeApprovalShape: Shape<TypeApproval> = {
  id: required(identifier, 'id', '标识'),
  number: required(text(64), 'number', '型式批准编号', '批准编号'),
  holder: required(text(128), 'holder', '制造单位'),
  models: required(listOf(text(128, '|'), 1, 64, '|'), 'models', '型号'),
  instrumentKind: required(oneOf(instrumentKindText), 'instrument_kind', '器具种类'),
  accuracyClass: optional(whole(1, 4), 'accuracy_class', '准确度等级'),
  maximumCapacity: optional(positive(largestQuantity), 'maximum_capacity', '最大秤量'),
  verificationInterval: optional(positive(largestQuantity), 'verification_interval', '检定分度值'),
  minimumFlow: optional(positive(1e9), 'minimum_flow', '最小流量'),
  maximumFlow: optional(positive(1e9), 'maximum_flow', '最大流量'),
  validFrom: optional(date, 'valid_from', '生效日期'),
  validUntil: optional(date, 'valid_until', '有效期至'),
  validatedChannels: required(listOf(whole(1, 255), 0, 32, ' '), 'validated_channels', '已验证通道'),
};

/** @throws {SdkError} `record-bad-field` */
export function checkTypeApproval(approval: TypeApproval): void {
  const foreign =
    approval.instrumentKind === 'scale'
      ? (['minimumFlow', 'maximumFlow'] as const)
      : (['accuracyClass', 'maximumCapacity', 'verificationInterval'] as const);
  const found = foreign.find((name) => approval[name] !== undefined);
  if (found !== undefined) throw badField(found, `does not belong to a ${approval.instrumentKind}`);
  inOrder(approval, 'minimumFlow', 'maximumFlow');
  inOrder(approval, 'verificationInterval', 'maximumCapacity');
  inOrder(approval, 'validFrom', 'validUntil');
}

function inOrder(approval: TypeApproval, low: keyof TypeApproval, high: keyof TypeApproval): void {
  const [from, to] = [approval[low], approval[high]];
  if (from !== undefined && to !== undefined && from > to) throw badField(low, `is above \`${high}\``);
}
