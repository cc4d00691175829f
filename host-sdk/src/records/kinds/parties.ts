import type { Bilingual } from '../../evaluation/levels.js';
import { caseRoleText } from '../../replacement/case-step.js';
import { oneOf } from '../fields/choices.js';
import { badField, type Field } from '../fields/field.js';
import { listOf } from '../fields/lists.js';
import { number } from '../fields/numbers.js';
import { optional, required, type Shape } from '../fields/shape.js';
import { identifier, matching, text } from '../fields/texts.js';
import { date } from '../fields/times.js';

export const placeUseText = {
  market: { zh: '集贸市场', en: 'market' },
  'fuel-station': { zh: '加油站', en: 'fuel station' },
  shop: { zh: '商店', en: 'shop' },
  laboratory: { zh: '实验室', en: 'laboratory' },
  other: { zh: '其他', en: 'other' },
} as const satisfies Record<string, Bilingual>;

/** A place 地点 where instruments stand. */
export interface Place {
  readonly id: string;
  readonly name: string;
  /** Code of the administrative division 行政区划代码 (GB/T 2260), six digits, of the four provinces. Its subject. */
  readonly region: string;
  readonly use?: keyof typeof placeUseText;
  readonly address?: string;
  /** Degrees, WGS 84; both or none. */
  readonly latitude?: number;
  readonly longitude?: number;
}

/** A trader 经营者: who uses instruments. */
export interface Trader {
  readonly id: string;
  readonly name: string;
  /** Unified social credit code 统一社会信用代码 (GB 32100-2015), with its check character. */
  readonly creditCode?: string;
  /** Identifiers of places. */
  readonly places: readonly string[];
}

export const authorityKindText = {
  administration: { zh: '市场监督管理部门', en: 'market regulator' },
  institute: { zh: '计量检定机构', en: 'verification institute' },
  repairer: { zh: '维修单位', en: 'repairer' },
  laboratory: { zh: '校准实验室', en: 'calibration laboratory' },
} as const satisfies Record<string, Bilingual>;

/** An authority or body 机构 that acts, owns standards or employs those who do. */
export interface Authority {
  readonly id: string;
  readonly name: string;
  readonly kind: keyof typeof authorityKindText;
  /** Where it is competent: six digits. Its subject. */
  readonly region: string;
  /** Identifier of the authority above it. */
  readonly parent?: string;
  /** Number of its authorisation 计量授权证书. */
  readonly authorisation?: string;
}

const { inspector, reviewer, supervisor, repairer, arbitrator } = caseRoleText;
/** Roles of persons; `Actor.role` of the ledger uses the same words. */
export const personRoleText = { inspector, reviewer, supervisor, repairer, arbitrator } as const;
export type PersonRole = keyof typeof personRoleText;

/** A person who verifies, reviews, supervises, repairs or arbitrates. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly PersonRole[];
  /** Identifier of the authority. Its subject. */
  readonly authority: string;
  /** Number of the certificate of competence (such as 注册计量师注册证), and its last day. */
  readonly certificate?: string;
  readonly validUntil?: string;
}

/** A six-digit code: that it exists is checked when the record is put, since codes come and go. */
export const region = matching(/^3[1-4]\d{4}$/, 'the six-digit code of a division of 31, 32, 33 or 34');

const SYMBOLS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** GB 32100-2015: 17 characters and one that checks them (sum of 3^i × value, modulo 31). */
export const creditCode: Field<string> = {
  ...matching(/^[0-9A-HJ-NPQRTUWXY]{18}$/, 'a unified social credit code of 18 characters'),
  read(value, path) {
    const code = typeof value === 'string' ? value.trim().toUpperCase() : '';
    const values = [...code].map((character) => SYMBOLS.indexOf(character));
    let sum = 0;
    for (let i = 0, weight = 1; i < 17; i++, weight = (weight * 3) % 31) sum += values[i]! * weight;
    if (values.length !== 18 || values.includes(-1) || values[17] !== (31 - (sum % 31)) % 31) {
      throw badField(path, 'must be a unified social credit code: 18 characters whose last one checks the others');
    }
    return code;
  },
};

export const placeShape: Shape<Place> = {
  id: required(identifier, 'id', '标识'),
  name: required(text(128), 'name', '名称', '地点名称'),
  region: required(region, 'region', '行政区划代码', '地区'),
  use: optional(oneOf(placeUseText), 'use', '用途'),
  address: optional(text(256), 'address', '地址'),
  latitude: optional(number(-90, 90), 'latitude', '纬度'),
  longitude: optional(number(-180, 180), 'longitude', '经度'),
};

/** @throws {SdkError} `record-bad-field` */
export function checkPlace({ latitude, longitude }: Place): void {
  if ((latitude === undefined) !== (longitude === undefined)) {
    throw badField(latitude === undefined ? 'latitude' : 'longitude', 'is missing: give both or none');
  }
}

export const traderShape: Shape<Trader> = {
  id: required(identifier, 'id', '标识'),
  name: required(text(128), 'name', '名称', '经营者'),
  creditCode: optional(creditCode, 'credit_code', '统一社会信用代码'),
  places: required(listOf(identifier, 0, 1000, ' '), 'places', '地点'),
};

export const authorityShape: Shape<Authority> = {
  id: required(identifier, 'id', '标识'),
  name: required(text(128), 'name', '名称', '机构名称'),
  kind: required(oneOf(authorityKindText), 'kind', '机构类别'),
  region: required(region, 'region', '行政区划代码', '地区'),
  parent: optional(identifier, 'parent', '上级机构'),
  authorisation: optional(text(64), 'authorisation', '授权证书编号'),
};

export const personShape: Shape<Person> = {
  id: required(identifier, 'id', '标识'),
  name: required(text(64), 'name', '姓名'),
  roles: required(listOf(oneOf(personRoleText), 1, 5, ' '), 'roles', '角色'),
  authority: required(identifier, 'authority', '机构'),
  certificate: optional(text(64), 'certificate', '资格证编号'),
  validUntil: optional(date, 'valid_until', '有效期至'),
};
