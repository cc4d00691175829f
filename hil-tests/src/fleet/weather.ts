import type { Site } from './places.js';
import { keyOf, normal, purpose, uniform } from './random.js';

const WEEK = 7 * 86_400_000;
const YEAR = 365.2425 * 86_400_000;
const regionNumber = { '31': 0, '32': 1, '33': 2, '34': 3 } as const;

/**
 * What all instruments of a site meet in a week: temperature, humidity, trade, dirt in the fuel. Regional weather is shared by its sites.
 * A seasonal course, with anomalies that last for weeks; trade and dirt have slow components of several lengths.
 */
export class Weather {
  /** Per site: degrees Celsius; relative humidity 0..1; trade of the week, of an ordinary one; abrasion by the fuel. */
  readonly temperature: Float64Array;
  readonly humidity: Float64Array;
  readonly trade: Float64Array;
  readonly abrasion: Float64Array;
  private readonly keys;
  private readonly regionKeys;
  private readonly regionHeat = new Float64Array(4);
  private readonly regionDamp = new Float64Array(4);
  private readonly slow: Float64Array;
  private readonly bad: Float64Array;

  constructor(
    seed: string,
    private readonly sites: readonly Site[],
  ) {
    const n = sites.length;
    this.temperature = new Float64Array(n).fill(20);
    this.humidity = new Float64Array(n).fill(0.7);
    this.trade = new Float64Array(n).fill(1);
    this.abrasion = new Float64Array(n).fill(1);
    this.slow = new Float64Array(3 * n);
    this.bad = new Float64Array(n);
    this.keys = sites.map(({ number }) => keyOf(seed, 'weather', number));
    this.regionKeys = [0, 1, 2, 3].map((region) => keyOf(seed, 'region', region));
  }

  /** The week `step` that begins at `at`. */
  step(step: number, at: number): void {
    const season = (((at % YEAR) + YEAR) % YEAR) / YEAR;
    const warm = Math.cos(2 * Math.PI * (season - 0.56));
    // Plum rains 梅雨: mid June to mid July.
    const plum = Math.exp(-0.5 * ((season - 0.49) / 0.035) ** 2);
    const festival = Math.exp(-0.5 * ((season - 0.07) / 0.03) ** 2);
    const holiday =
      Math.exp(-0.5 * ((season - 0.76) / 0.015) ** 2) + 0.6 * Math.exp(-0.5 * ((season - 0.56) / 0.08) ** 2);
    for (let r = 0; r < 4; r++) {
      const { high, low } = this.regionKeys[r]!;
      this.regionHeat[r] = 0.7 * this.regionHeat[r]! + 1.6 * normal(high, low, purpose.temperature, step);
      this.regionDamp[r] = 0.75 * this.regionDamp[r]! + 0.04 * normal(high, low, purpose.humidity, step);
    }
    for (let i = 0; i < this.sites.length; i++) {
      const site = this.sites[i]!;
      const { high, low } = this.keys[i]!;
      const r = regionNumber[site.region];
      const outside = 16.5 + 11.5 * warm + this.regionHeat[r]! + normal(high, low, purpose.temperature, step);
      this.temperature[i] = outside + site.indoor * (22 - outside);
      const damp = 0.66 + 0.1 * site.coast + 0.12 * plum + 0.04 * warm + this.regionDamp[r]!;
      const humidity = damp + 0.03 * normal(high, low, purpose.humidity, step) - 0.1 * site.indoor;
      this.humidity[i] = Math.min(0.98, Math.max(0.25, humidity));
      let slow = 0;
      for (let j = 0; j < 3; j++) {
        const keep = [0.6, 0.93, 0.99][j]!;
        const k = 3 * i + j;
        const fresh = normal(high, low, purpose.activity + j, step);
        slow += this.slow[k] = keep * this.slow[k]! + 0.09 * Math.sqrt(1 - keep * keep) * fresh;
      }
      const busy = site.kind === 'market' ? 0.35 * festival + 0.05 * holiday : 0.15 * festival + 0.2 * holiday;
      this.trade[i] = site.activity * Math.exp(slow) * (0.93 + busy);
      // A bad delivery or a leaking tank: weeks of dirt for every meter of the forecourt.
      if (uniform(high, low, purpose.contamination, step) < 0.003 * site.dirt)
        this.bad[i] = this.bad[i]! + 6 * uniform(high, low, purpose.contaminationSize, step);
      this.bad[i] = this.bad[i]! * 0.85;
      this.abrasion[i] = site.dirt * (1 + this.bad[i]!);
    }
  }
}

export { WEEK };
