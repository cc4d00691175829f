import { createHash } from 'node:crypto';
import type { Level } from '../../evaluation/levels.js';
import type { AnyPlan } from '../plans/curves.js';
import type { LotProperty } from './lot-rules.js';
import type { Alarm } from './strata.js';

/** An instrument of a fixed lot, with what the status evaluation said of it at that moment. */
export interface LotMember {
  /** UEID, lower-case hex. */
  readonly ueid: string;
  readonly stratum: string;
  readonly alarm: Alarm;
  readonly level: Level;
  /** Probability of being out of tolerance, 0…1, as stated then; absent: none was. */
  readonly probability?: number;
}

/** A stratum 层 of a fixed lot. */
export interface LotStratum {
  readonly name: string;
  readonly size: number;
  /** Instruments that are drawn. Every member's inclusion probability 入样概率 is `sample / size`. */
  readonly sample: number;
  /** Instruments drawn beyond that, in order, for those that cannot be reached. */
  readonly reserve: number;
}

/** The public randomness that a lot waits for: named before anyone can know it. */
export interface NamedRandomness {
  /** Such as `drand quicknet round 4567890`: 1 to 200 printable ASCII characters. */
  readonly source: string;
  /** When it is published, ms since 1970: after the lot was fixed. */
  readonly notBefore: number;
}

/** A lot 批 as it stands before anything is drawn or looked at. */
export interface FixedLot {
  /** 1..64 characters of `[A-Za-z0-9._-]`. */
  readonly id: string;
  /** `<id>@<version>` of the rules that it was built by. */
  readonly rules: string;
  /** What all members have in common, by property, in the order of the rules. */
  readonly common: Readonly<Partial<Record<LotProperty, string>>>;
  /** ms since 1970. */
  readonly fixedAt: number;
  readonly randomness: NamedRandomness;
  /** `<id>@<version>` of the rules that it will be decided by; absent: it is drawn for an audit alone. */
  readonly decision?: string;
  /** Results are taken for so many days after the draw. */
  readonly resultsWithinDays: number;
  /** Plan of a lot that is not divided; a divided one is decided by exact bounds. */
  readonly plan?: AnyPlan;
  /** Sorted by name. */
  readonly strata: readonly LotStratum[];
  /** Sorted by UEID. */
  readonly members: readonly LotMember[];
  /** SHA-256, hex, of `lotText`: what is published. */
  readonly digest: string;
}

/**
 * The text that fixes a lot; its SHA-256 is the commitment 承诺 that is published before the randomness is known. Anyone who is given the text
 * can hash it with other people's tools and repeat the draw from it. UTF-8, a line feed after each line.
 */
export function lotText(lot: Omit<FixedLot, 'digest'>): string {
  const { id, rules, common, fixedAt, randomness, decision, resultsWithinDays, plan, strata, members } = lot;
  const date = (ms: number): string => new Date(ms).toISOString();
  return [
    'hengzhun lot 2',
    `id ${id}`,
    `rules ${rules}`,
    ...Object.entries(common).map(([property, value]) => `common ${property} ${value}`),
    `fixed ${date(fixedAt)}`,
    `randomness ${date(randomness.notBefore)} ${randomness.source}`,
    `decision ${decision ?? 'none'}`,
    `results ${resultsWithinDays}`,
    `plan ${plan === undefined ? 'none' : planWords(plan)}`,
    ...strata.map(({ name, size, sample, reserve }) => `stratum ${name} ${size} ${sample} ${reserve}`),
    ...members.map(
      ({ ueid, stratum, alarm, level, probability }) =>
        `member ${ueid} ${stratum} ${alarm} ${level} ${probability ?? '-'}`,
    ),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** SHA-256 of a lot's text, hex. */
export function lotDigest(lot: Omit<FixedLot, 'digest'>): string {
  return createHash('sha256').update(lotText(lot)).digest('hex');
}

/** Probability of a member's being drawn, known before the draw; undefined: no member. */
export function inclusionProbability(lot: FixedLot, ueid: string): number | undefined {
  const member = lot.members.find((one) => one.ueid === ueid);
  const stratum = lot.strata.find(({ name }) => name === member?.stratum);
  return stratum && stratum.sample / stratum.size;
}

const planWords = ({ kind, ...numbers }: AnyPlan): string =>
  [kind, ...Object.entries(numbers).map(([name, value]) => `${name}=${value}`)].join(' ');
