import { createHash } from 'node:crypto';

/**
 * Random numbers by counter: a number is a function of (key, purpose, counter) and of nothing else. Whatever else was drawn before, the same
 * instrument meets the same weather, wear and bad luck in the same week: fleets under different policies differ by the policy alone.
 */
export interface Key {
  readonly high: number;
  readonly low: number;
}

/** Key of a substream: 64 bits of SHA-256 over its name. */
export function keyOf(...parts: (string | number)[]): Key {
  const digest = createHash('sha256').update(parts.join('\u0000')).digest();
  return { high: digest.readUInt32LE(0), low: digest.readUInt32LE(4) };
}

/** Integer hash `lowbias32` (Chris Wellons, public domain). */
function mix(x: number): number {
  let h = x;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return h ^ (h >>> 16);
}

/** Uniform in 0..1, both excluded. */
export function uniform(high: number, low: number, purpose: number, counter: number): number {
  const inner = mix(low ^ Math.imul(counter + 1, 0x9e3779b1));
  return ((mix(inner ^ high ^ Math.imul(purpose + 1, 0x85ebca6b)) >>> 0) + 0.5) / 4294967296;
}

/** Standard normal deviate: Acklam's approximation of the quantile, relative error below 1.2e-9. */
export function normal(high: number, low: number, purpose: number, counter: number): number {
  return normalQuantile(uniform(high, low, purpose, counter));
}

export function normalQuantile(p: number): number {
  if (p < 0.02425) return tail(p);
  if (p > 0.97575) return -tail(1 - p);
  const q = p - 0.5;
  const r = q * q;
  const top =
    (((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
      2.506628277459239) *
    q;
  return (
    top /
    (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
      1)
  );
}

function tail(p: number): number {
  const q = Math.sqrt(-2 * Math.log(p));
  const top =
    ((((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q +
      4.374664141464968) *
      q +
    2.938163982698783;
  return (
    top / ((((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1)
  );
}

/** Draws of one purpose in sequence, for what is made once: an instrument, a site, a visit. */
export class Draws {
  private counter = 0;

  constructor(
    private readonly key: Key,
    private readonly purpose = 0,
  ) {}

  uniform(): number {
    return uniform(this.key.high, this.key.low, this.purpose, this.counter++);
  }

  normal(): number {
    return normalQuantile(this.uniform());
  }

  /** With mean 1. */
  exponential(): number {
    return -Math.log(this.uniform());
  }

  /** With median 1. */
  logNormal(sigma: number): number {
    return Math.exp(sigma * this.normal());
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** 0 … count - 1. */
  below(count: number): number {
    return Math.floor(this.uniform() * count);
  }

  sign(): number {
    return this.uniform() < 0.5 ? -1 : 1;
  }

  /** One of several by weight. */
  pick<T extends { readonly share: number }>(items: readonly T[]): T {
    let rest = this.uniform() * items.reduce((sum, { share }) => sum + share, 0);
    for (const item of items) if ((rest -= item.share) < 0) return item;
    return items[items.length - 1]!;
  }
}

/** What a weekly number is drawn for: one purpose, one stream. */
export const purpose = {
  flicker: 10, // 10..14: five relaxations of the 1/f-like noise
  walk: 20,
  use: 21,
  overload: 22,
  overloadSize: 23,
  overloadSign: 24,
  failure: 25,
  failureKind: 26,
  failureSize: 27,
  failureSign: 28,
  burst: 29,
  fraudStart: 30,
  fraudKind: 31,
  fraudSize: 32,
  fraudTrace: 33,
  fraudEnd: 34,
  radio: 35,
  internalMass: 36,
  temperature: 37,
  humidity: 38,
  activity: 100_050, // 100_050..100_052: slow components of trade
  contamination: 40,
  family: 41,
  restart: 42,
  adjuster: 43,
  delivery: 60,
  reading: 61,
  forgotten: 62,
  report: 100, // 100..139: numbers of one report
  check: 200, // and above: one of a trader's checks each
  overloadZero: 100_024,
  fraudUnit: 100_031,
  jump: 100_029,
  play: 100_036,
  adjusterSize: 100_043,
  contaminationSize: 100_040,
} as const;
