import { type Batch, batchOf } from './batches.js';
import {
  type DispenserType,
  dispenserTypes,
  fuels,
  type InstrumentType,
  type ScaleType,
  scaleTypes,
} from './instrument-types.js';
import { makeSite, type Site, type Trader } from './places.js';
import { Draws, type Key, keyOf } from './random.js';

const YEAR = 365.2425 * 86_400_000;

/** Where an instrument stands and how it is looked after: stays when it is replaced. */
export interface Station {
  readonly site: number;
  readonly trader: Trader;
  readonly kind: 'scale' | 'dispenser';
  /** Fuel of each nozzle: index into `fuels`. */
  readonly nozzles: readonly number[];
  /** The trader checks it with reference standards of his own, every so many weeks; 0: never. */
  readonly checkWeeks: number;
  /** Share of frames that get through; 1: no trouble. */
  readonly coverage: number;
  /** When the week it reports, 0..1. */
  readonly phase: number;
  /** Rounds of the week in which it is checked. */
  readonly checkPhase: number;
}

/** What an instrument is made of: fixed for its life. */
export interface Making {
  readonly key: Key;
  readonly type: InstrumentType;
  readonly batch: Batch;
  readonly affected: boolean;
  readonly manufacturedAt: number;
  readonly commissionedAt: number;
}

export function makeStations(seed: string, size: number): { stations: Station[]; sites: Site[] } {
  const stations: Station[] = [];
  const sites: Site[] = [];
  while (stations.length < size) {
    const site = makeSite(seed, sites.length);
    sites.push(site);
    const draws = new Draws(keyOf(seed, 'stations', site.number));
    for (const trader of site.traders) {
      const count = site.kind === 'forecourt' ? 2 + draws.below(5) : 1 + (draws.chance(0.35) ? draws.below(3) : 0);
      // Who checks, checks all of his instruments: a habit of the trader.
      const checks = draws.chance(site.kind === 'forecourt' ? 0.32 : 0.18);
      const checkWeeks = checks ? (site.kind === 'forecourt' ? 2 + draws.below(3) : 1) : 0;
      const poor = draws.chance(0.08);
      for (let i = 0; i < count; i++) {
        const nozzles =
          site.kind === 'forecourt'
            ? Array.from({ length: [1, 2, 2, 2, 4, 4][draws.below(6)]! }, () => fuels.indexOf(draws.pick(fuels)))
            : [];
        stations.push({
          site: site.number,
          trader,
          kind: site.kind === 'forecourt' ? 'dispenser' : 'scale',
          nozzles,
          checkWeeks,
          coverage: poor ? 0.1 + 0.5 * draws.uniform() : 1,
          phase: draws.uniform(),
          checkPhase: draws.uniform(),
        });
      }
    }
  }
  stations.length = size;
  return { stations, sites };
}

/** The instrument of a station: the one found there at the start (generation 0), or a new one. */
export function makeInstrument(seed: string, index: number, generation: number, station: Station, at: number): Making {
  const key = keyOf(seed, 'instrument', index, generation);
  const draws = new Draws(key);
  const brand = new Draws(keyOf(seed, 'brand', station.site));
  const types: readonly InstrumentType[] = station.kind === 'scale' ? scaleTypes : dispenserTypes;
  const usual = brand.pick(types);
  const type = draws.chance(station.kind === 'scale' ? 0.3 : 0.8) ? usual : draws.pick(types);
  const age = generation === 0 ? 0.02 + 9 * draws.uniform() ** 1.25 : 0;
  const shelf = 0.08 + 0.4 * draws.uniform();
  const commissionedAt = at - age * YEAR;
  const manufacturedAt = commissionedAt - shelf * YEAR;
  const halfYear = Math.floor(2 * (1970 + manufacturedAt / YEAR - 2000));
  const batch = batchOf(seed, type, halfYear);
  const affected = draws.chance(batch.affected) && batch.defect !== undefined;
  return { key, type, batch, affected, manufacturedAt, commissionedAt };
}

export const isScale = (type: InstrumentType): type is ScaleType => type.kind === 'scale';
export const isDispenser = (type: InstrumentType): type is DispenserType => type.kind === 'dispenser';
