import type { Random } from './random.js';

/** A platform on two, three or four load cells. */
export interface PlatformOptions {
  cells: 2 | 3 | 4;
  /** Gain of each cell; 1 where it is right. */
  gains: number[];
  /** Weight of the platform itself, e, carried in equal parts. */
  deadLoad: number;
  /** How far from the middle goods lie, as a share of the way to the cells: uniform up to this. */
  reach: number;
  /** 0: a stiff platform, which puts half of every load on either diagonal; 1: one without any stiffness against twist. */
  flexibility: number;
  /** Standard deviation of one reading of one cell, e. */
  noise: number;
}

export const ordinaryPlatform: PlatformOptions = {
  cells: 4,
  gains: [1, 1, 1, 1],
  deadLoad: 800,
  reach: 0.7,
  flexibility: 0.1,
  noise: 0.05,
};

export interface Platform {
  readonly options: PlatformOptions;
  /** Goods are put down elsewhere from now on. */
  place(): void;
  /** What each cell, in order around the platform, makes of a load, e. */
  read(load: number): number[];
}

/** A platform whose goods lie anywhere. */
export function createPlatform(options: PlatformOptions, random: Random): Platform {
  let x = 0;
  let y = 0;
  const shares = (): number[] => {
    if (options.cells === 2) return [(1 + x) / 2, (1 - x) / 2];
    if (options.cells === 3) return [1 / 3 + (2 / 3) * x, 1 / 3 - x / 3 + y / 2, 1 / 3 - x / 3 - y / 2];
    const twist = options.flexibility * x * y;
    return [1 + x + y + twist, 1 - x + y - twist, 1 - x - y + twist, 1 + x - y - twist].map((part) => part / 4);
  };
  return {
    options,
    place() {
      x = options.reach * (2 * random.uniform() - 1);
      y = options.reach * (2 * random.uniform() - 1);
      if (options.cells === 3) {
        x /= 3;
        y /= 3;
      }
    },
    read(load) {
      return shares().map(
        (share, i) =>
          (options.deadLoad / options.cells + load * share) * options.gains[i]! + options.noise * random.normal(),
      );
    },
  };
}
