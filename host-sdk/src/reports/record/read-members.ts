import type { KeyObject } from 'node:crypto';
import { HengzhunError, importPublicKey, type PublicJwk } from '@hengzhun/protocol';
import type { Reader } from '../../check-sheets/shape.js';
import { flag, list, number, object, oneOf } from '../../check-sheets/shape.js';
import { SdkError } from '../../errors.js';
import { kidOf } from '../../ledger/ledger-key.js';
import type { JudgementMember } from './judgement-member.js';
import { recordLimits } from './record-limits.js';
import { badRecord } from './report-error.js';

function json(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw badRecord(`${name} is no JSON in UTF-8`, cause);
  }
}

/** The instrument's public key in a JWK set (RFC 7517). @param kid that it must have, hex @throws {SdkError} `report-bad-record` */
export function readInstrumentKey(bytes: Uint8Array, kid: string): KeyObject {
  const { keys } = (json(bytes, 'keys.json') ?? {}) as { keys?: unknown };
  const [jwk] = Array.isArray(keys) ? (keys as unknown[]) : [];
  try {
    const key = importPublicKey(jwk as PublicJwk);
    if (kidOf(key) === kid) return key;
  } catch (cause) {
    if (!(cause instanceof HengzhunError || cause instanceof TypeError)) throw cause;
    throw badRecord('keys.json holds no public key of P-256', cause);
  }
  throw badRecord('the key in keys.json is not the one that it names');
}

/** Only what is printed is looked at: a judgement that is made again must be the same in every word. */
const anything: Reader<never> = (value) => value as never;
const text: Reader<string> = (value, path) => {
  if (typeof value === 'string' && value.length <= 2000) return value;
  throw badRecord(`${path} has to be a text`);
};
const bilingual = object({ zh: text, en: text });
const finite = number(-1e15, 1e15);
const level = oneOf('normal', 'attention', 'warning', 'out-of-tolerance', 'unknown');

const judged = {
  instrument: text,
  at: finite,
  preliminary: oneOf('true' as never, true as never),
  level,
  rules: list(text, 10),
  priors: finite,
  measured: list(
    object(
      {
        quantity: text,
        nominal: finite,
        limit: finite,
        error: finite,
        uncertainty: finite,
        how: text,
        at: finite,
        source: text,
        nozzle: finite,
        flow: finite,
      },
      ['nozzle', 'flow'],
    ),
    100,
  ),
  selfEvidence: object({ level, selfState: text, fresh: flag, spanLastObserved: finite, symptoms: list(text, 40) }, [
    'selfState',
    'spanLastObserved',
  ]),
  forecast: object({ population: text, apart: flag, probability: finite }),
  points: list(
    object(
      {
        quantity: oneOf('mass', 'volume'),
        nominal: finite,
        limit: finite,
        error: finite,
        uncertainty: finite,
        probability: finite,
        nozzle: finite,
        flow: finite,
        behaviour: object({ steady: finite, drifting: finite, stepped: finite }),
      },
      ['nozzle', 'flow'],
    ),
    100,
  ),
  probability: finite,
  horizon: object({ days: finite, probability: finite }),
  crossing: text,
  conformity: text,
  consumerRisk: finite,
  producerRisk: finite,
  reasons: list(
    object({
      code: text,
      severity: oneOf('information', 'doubt', 'attention', 'warning', 'out-of-tolerance'),
      text: bilingual,
      evidence: list(text, 100),
    }),
    200,
  ),
};

const basis = object(
  {
    ...{
      type: text,
      batch: text,
      data: anything,
      enrolledAt: finite,
      previousLevel: finite,
      priorsEntry: finite,
      reports: anything,
    },
    taken: list(object({ source: text, at: finite }), 1_000_000),
  },
  [],
);

const whole = object<Record<keyof JudgementMember, unknown>>(
  {
    judgement: object(judged as never, ['crossing'] as never),
    basis,
    priors: anything,
    records: anything,
    complete: flag,
  },
  ['priors'],
);

/** @throws {SdkError} `report-bad-record` */
export function readJudgementMember(bytes: Uint8Array): JudgementMember {
  if (bytes.length > recordLimits.member) throw badRecord('judgement.json is too large');
  try {
    const member = whole(json(bytes, 'judgement.json'), 'judgement.json') as unknown as JudgementMember;
    const { records, priors } = member;
    if (
      typeof records !== 'object' ||
      records === null ||
      Object.values(records).some((one) => typeof one !== 'string')
    )
      throw badRecord('judgement.json holds no records');
    if (priors !== undefined && (typeof priors !== 'object' || priors === null)) throw badRecord('its priors are none');
    return member;
  } catch (cause) {
    if (cause instanceof SdkError && cause.code !== 'report-bad-record')
      throw badRecord(cause.message.replace(/\.$/, ''), cause);
    throw cause;
  }
}
