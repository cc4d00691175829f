import { Draws, keyOf } from './random.js';

/** A site: what stands there shares humidity, dust, vibration, fuel and the habits of its traders. */
export interface Site {
  readonly number: number;
  readonly kind: 'market' | 'forecourt';
  readonly region: '31' | '32' | '33' | '34';
  readonly district: string;
  readonly name: string;
  /** 0 inland … 1 at the sea: humid and salty. */
  readonly coast: number;
  /** 0 outdoors … 1 air-conditioned. */
  readonly indoor: number;
  /** Of an ordinary site: 1. */
  readonly vibration: number;
  readonly dust: number;
  /** Dirt in the fuel, of an ordinary forecourt: 1. */
  readonly dirt: number;
  readonly activity: number;
  readonly traders: readonly Trader[];
}

export interface Trader {
  readonly id: string;
  /** Use, of an ordinary trader: 1. */
  readonly use: number;
  /** How often instruments are overloaded and knocked. */
  readonly roughness: number;
  /** 0 honest … 1: would cheat. */
  readonly dishonesty: number;
  /** Weeks by which verifications come late, mean. */
  readonly lateness: number;
}

const regions = [
  { region: '31', share: 20, coast: 0.75, districts: ['310115', '310112', '310118', '310151'] },
  { region: '32', share: 34, coast: 0.4, districts: ['320106', '320508', '320612', '320311'] },
  { region: '33', share: 28, coast: 0.6, districts: ['330106', '330206', '330783', '330902'] },
  { region: '34', share: 18, coast: 0.1, districts: ['340104', '340207', '341002', '341202'] },
] as const;

/** Site `number` of a fleet: a function of seed and number alone. */
export function makeSite(seed: string, number: number): Site {
  const draws = new Draws(keyOf(seed, 'site', number));
  const { region, coast, districts } = draws.pick(regions);
  const district = districts[draws.below(districts.length)]!;
  const kind = draws.chance(0.73) ? 'forecourt' : 'market';
  const damp = Math.min(1, Math.max(0, coast + 0.25 * draws.normal()));
  const indoor = kind === 'forecourt' ? 0 : draws.chance(0.35) ? 0.8 : 0.25;
  // A forecourt has one trader; honesty runs in the trader, not in the instrument.
  const count = kind === 'forecourt' ? 1 : 4 + draws.below(14);
  const traders = Array.from({ length: count }, (_, i) => ({
    id: `t-${number}-${i}`,
    use: draws.logNormal(0.4),
    roughness: draws.logNormal(0.7),
    dishonesty: draws.chance(0.06) ? 0.3 + 0.7 * draws.uniform() : 0,
    lateness: draws.chance(0.1) ? 12 * draws.exponential() : 1.5 * draws.exponential(),
  }));
  return {
    number,
    kind,
    region,
    district,
    name: `${kind === 'forecourt' ? '加油站' : '市场'} ${number + 1}`,
    coast: damp,
    indoor,
    vibration: draws.logNormal(0.4),
    dust: draws.logNormal(0.5),
    dirt: draws.logNormal(0.35),
    activity: draws.logNormal(0.35),
    traders,
  };
}
