import { levelText } from '../../evaluation/levels.js';
import type { AnyPlan } from '../plans/curves.js';
import { badLot } from './candidate.js';
import { type FixedLot, type LotMember, type LotStratum, lotDigest, lotText } from './fixed-lot.js';
import { type LotProperty, lotProperties } from './lot-rules.js';
import { checkPlan, planFields } from './plan-sample.js';
import { type Alarm, WHOLE } from './strata.js';

/** Bytes of the longest text that is read: about a million members. */
const LONGEST = 150_000_000;
const alarms: readonly Alarm[] = ['flagged', 'unflagged', 'silent'];

/**
 * The lot that a text fixes: the text as it was published or stands in the ledger. Strict: whatever is read gives the same text again, and no
 * other text does.
 *
 * @throws {SdkError} `sampling-bad-lot`
 */
export function readLotText(text: string): FixedLot {
  if (typeof text !== 'string' || text.length > LONGEST) throw badLot('This is no text of a lot.');
  const lines = text.split('\n');
  let at = 0;
  const rest = (name: string): string => {
    const line = lines[at++];
    if (line === undefined || !line.startsWith(`${name} `)) {
      throw badLot(`Line ${at} of the lot's text should begin with "${name}".`);
    }
    return line.slice(name.length + 1);
  };
  if (rest('hengzhun') !== 'lot 2') throw badLot('This is no lot of version 2.');
  const id = rest('id');
  const rules = rest('rules');
  const common: Partial<Record<LotProperty, string>> = {};
  while (lines[at]?.startsWith('common ')) {
    const [property, ...words] = rest('common').split(' ');
    if (!lotProperties.includes(property as LotProperty)) throw badLot(`Line ${at} names no property of a lot.`);
    common[property as LotProperty] = words.join(' ');
  }
  const fixedAt = time(rest('fixed'));
  const [notBefore, ...source] = rest('randomness').split(' ');
  const randomness = { source: source.join(' '), notBefore: time(notBefore) };
  const decision = rest('decision');
  const resultsWithinDays = Number(rest('results'));
  const plan = readPlan(rest('plan'));
  const strata: LotStratum[] = [];
  while (lines[at]?.startsWith('stratum ')) {
    const [name, size, sample, reserve] = rest('stratum').split(' ');
    strata.push({ name: name!, size: Number(size), sample: Number(sample), reserve: Number(reserve) });
  }
  const members: LotMember[] = [];
  while (at < lines.length - 1) members.push(readMember(rest('member')));
  const lot = {
    id,
    rules,
    common,
    fixedAt,
    randomness,
    ...(decision === 'none' ? {} : { decision }),
    resultsWithinDays,
    ...(plan === undefined ? {} : { plan }),
    strata,
    members,
  };
  if (lotText(lot) !== text) throw badLot('The text of the lot is not in its one form.');
  checkCounts(lot);
  return { ...lot, digest: lotDigest(lot) };
}

function readPlan(words: string): AnyPlan | undefined {
  if (words === 'none') return undefined;
  const [kind, ...pairs] = words.split(' ');
  const fields = Object.hasOwn(planFields, kind!) ? planFields[kind as AnyPlan['kind']] : [];
  const numbers = Object.fromEntries(
    pairs.map((pair) => pair.split('=', 2)).map(([name, value]) => [name, Number(value)]),
  );
  if (fields.length === 0 || fields.join() !== Object.keys(numbers).join())
    throw badLot('The plan of the lot is none.');
  return { kind, ...numbers } as AnyPlan;
}

function readMember(words: string): LotMember {
  const [ueid, stratum, alarm, level, probability] = words.split(' ');
  const stated = probability === '-' ? undefined : Number(probability);
  if (
    !/^(?:[0-9a-f]{2}){1,33}$/.test(ueid!) ||
    !alarms.includes(alarm as Alarm) ||
    !Object.hasOwn(levelText, level ?? '') ||
    (stated !== undefined && !(stated >= 0 && stated <= 1))
  ) {
    throw badLot(`${JSON.stringify(words.slice(0, 120))} is no member of a lot.`);
  }
  return {
    ueid: ueid!,
    stratum: stratum!,
    alarm: alarm as Alarm,
    level: level as LotMember['level'],
    ...(stated === undefined ? {} : { probability: stated }),
  };
}

function checkCounts({ plan, strata, members, resultsWithinDays }: Omit<FixedLot, 'digest'>): void {
  const counts = new Map<string, number>();
  members.forEach(({ ueid, stratum }, index) => {
    if (index > 0 && members[index - 1]!.ueid >= ueid) throw badLot(`Member ${ueid} is not in its place.`);
    counts.set(stratum, (counts.get(stratum) ?? 0) + 1);
  });
  const isWhole = (value: number, least: number): boolean => Number.isSafeInteger(value) && value >= least;
  for (const { name, size, sample, reserve } of strata) {
    if (counts.get(name) !== size || !isWhole(sample, 1) || !isWhole(reserve, 0) || sample + reserve > size) {
      throw badLot(`The numbers of stratum ${name} do not fit its members.`);
    }
    counts.delete(name);
  }
  if (counts.size > 0 || strata.length === 0) throw badLot('A member belongs to no stratum of the lot.');
  if (!(resultsWithinDays > 0)) throw badLot('Results need time.');
  if (plan === undefined) return;
  const [only] = strata;
  if (strata.length !== 1 || only!.name !== WHOLE || checkPlan(plan, only!.size) !== only!.sample) {
    throw badLot('The plan does not fit the lot.');
  }
}

function time(iso: string | undefined): number {
  const ms = Date.parse(iso ?? '');
  if (Number.isNaN(ms)) throw badLot('A time of the lot is none.');
  return ms;
}
