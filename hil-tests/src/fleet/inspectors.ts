import { Draws, keyOf } from './random.js';

/** Who measures, with what. */
export interface Inspector {
  readonly person: string;
  readonly authority: string;
  readonly standards: { readonly mass: string; readonly volume: string };
  /** Relative error of his reading, ppm: habit, and what he does not see. */
  readonly massBias: number;
  readonly volumeBias: number;
  /** True relative errors of his standards beyond their certificates, ppm. */
  readonly massStandard: number;
  readonly volumeStandard: number;
  /** Random part of a volume reading, ppm; of a mass reading, e. */
  readonly volumeNoise: number;
  readonly massNoise: number;
  /** Share of readings that he spoils. */
  readonly blunders: number;
  /** Reads to the indication alone, without looking for the changeover point. */
  readonly rounds: boolean;
  /** His claimed uncertainty over the true one. */
  readonly claim: number;
}

/** Inspector `number` of a region. */
export function makeInspector(seed: string, region: string, number: number): Inspector {
  const draws = new Draws(keyOf(seed, 'inspector', region, number));
  const name = `${region}-${number}`;
  return {
    person: `i-${name}`,
    authority: `a-${region}`,
    standards: { mass: `m-${name}`, volume: `b-${name}` },
    massBias: 25 * draws.normal(),
    volumeBias: 110 * draws.normal(),
    massStandard: 17 * draws.normal(),
    volumeStandard: 100 * draws.normal(),
    volumeNoise: 220 * draws.logNormal(0.3),
    massNoise: 0.08 * draws.logNormal(0.3),
    blunders: draws.chance(0.1) ? 0.012 : 0.0015 * draws.logNormal(0.5),
    rounds: draws.chance(0.2),
    claim: draws.logNormal(0.2),
  };
}

/** A reading as it is written down: sometimes of another load, with two digits exchanged, or with the sign lost. */
export function blunder(error: number, nominal: number, interval: number, draws: Draws): number {
  const kind = draws.uniform();
  if (kind < 0.35) return error + draws.sign() * (1 + draws.below(4)) * interval;
  if (kind < 0.65) {
    const digits = Math.abs(Math.round((error / interval) * 10));
    return (Math.sign(error) * ((digits % 10) * 10 + Math.floor(digits / 10)) * interval) / 10;
  }
  if (kind < 0.9) return -error;
  return error + draws.sign() * 0.01 * nominal;
}
