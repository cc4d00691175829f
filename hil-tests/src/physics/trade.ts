import type { TradeOptions } from './options.js';
import type { Random } from './random.js';

/** What lies on the pan, e, as time goes on. */
export interface Trade {
  /** Load now. While `moving`, goods or hands are on their way and `load` is a passing value. */
  load: number;
  moving: boolean;
  /** s since the start up to which nothing will be moved. */
  quietUntil: number;
  /** Advances to `seconds` since the start. */
  step(seconds: number): void;
}

interface Stage {
  /** s since the start at which this stage ends. */
  until: number;
  load: number;
  moving: boolean;
}

/**
 * Customers come at random during opening hours; each puts one to four lots of goods on the pan, waits while the
 * price is read, and takes them off. Some leave something, somebody leans on the pan now and then, and a container
 * may stay, sometimes overnight. `startHour`: time of day at second 0, h.
 */
export function createTrade(options: TradeOptions, startHour: number, random: Random): Trade {
  let stages: Stage[] = [];
  let at = 0;
  let end = 0;
  let resting = 0;
  let restingUntil = 0;

  const add = (duration: number, load: number, moving: boolean) => {
    end += duration;
    stages.push({ until: end, load, moving });
  };
  const move = (load: number) => {
    add(0.5 + 1.5 * random.uniform(), load, true);
  };
  const goods = () => {
    const share = random.uniform();
    return options.smallest + (options.largest - options.smallest) * share * share;
  };
  const hourOfDay = (seconds: number) => (((startHour + seconds / 3600) % 24) + 24) % 24;

  function plan(): void {
    stages = [];
    at = 0;
    const hour = hourOfDay(end);
    if (hour < options.opens || hour >= options.closes) {
      // closed until the morning
      const wait = ((options.opens - hour + 24) % 24) * 3600;
      if (random.uniform() < options.nightContainers) resting = 80 + 400 * random.uniform();
      else resting = 0;
      move(resting);
      add(wait, resting, false);
      move(0);
      resting = 0;
      return;
    }
    if (resting > 0 && end >= restingUntil) {
      resting = 0;
      move(0);
    }
    const gap = (3600 / options.customersPerHour) * random.exponential();
    const closing = (options.closes - hour) * 3600;
    if (gap >= closing) {
      add(closing, resting, false);
      return;
    }
    add(gap, resting, false);
    const lots = 1 + Math.floor(random.uniform() * 4);
    let total = resting;
    for (let i = 0; i < lots; i++) {
      total = Math.min(total + goods() / lots, options.largest * 1.2);
      move(total);
      add(2 + 8 * random.exponential(), total, false);
      if (random.uniform() < options.leaning) {
        add(3 + 10 * random.uniform(), total + 30 + 300 * random.uniform(), true);
        add(3 + 5 * random.uniform(), total, false);
      }
    }
    if (random.uniform() < options.leftovers) {
      resting = 1 + 14 * random.uniform();
      restingUntil = end + 120 + 1200 * random.exponential();
    } else if (random.uniform() < options.containers) {
      resting = 80 + 400 * random.uniform();
      restingUntil = end + 600 + 5400 * random.exponential();
    }
    move(resting);
  }

  const trade: Trade = {
    load: 0,
    moving: false,
    quietUntil: 0,
    step(seconds) {
      while (seconds >= end || at >= stages.length) {
        while (at < stages.length && stages[at]!.until <= seconds) at++;
        if (at < stages.length) break;
        plan();
      }
      while (stages[at]!.until <= seconds) at++;
      const stage = stages[at]!;
      trade.moving = stage.moving;
      trade.quietUntil = stage.moving ? 0 : stage.until;
      trade.load = stage.moving ? stage.load * (0.2 + 0.9 * random.uniform()) : stage.load;
    },
  };
  return trade;
}
