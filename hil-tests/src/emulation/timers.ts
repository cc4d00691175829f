import type { TimerHandle } from '../host/clock.js';
import type { Handler } from './emitter.js';
import type { Machine } from './machine.js';

interface ProgramTimer {
  handle: TimerHandle;
  handler: Handler | string;
  args: unknown[];
  /** ms between calls; undefined: called once. */
  interval: number | undefined;
  due: number;
}

/** Shortest interval of the interpreter, ms. */
const SHORTEST_MS = 0.1;
const LONGEST_MS = 100 * 365 * 24 * 3600 * 1000;

/** `setTimeout`, `setInterval`, `changeInterval`, `clearTimeout`, `clearInterval`, `getTime`, `setTime`. */
export function installTimers(machine: Machine): void {
  const timers = new Map<number, ProgramTimer>();
  let nextId = 1;
  /** What `setTime` added, s. A board forgets the time when the power goes. */
  let timeOffset = 0;

  const arm = (id: number, timer: ProgramTimer): void => {
    timer.handle = machine.after(timer.due - machine.clock.now(), () => {
      if (timer.interval === undefined) timers.delete(id);
      machine.call(timer.handler, timer.args);
      if (timer.interval !== undefined && timers.get(id) === timer && machine.alive) {
        // Intervals keep their rhythm: the next call is due one interval after this one was.
        timer.due += timer.interval;
        arm(id, timer);
      }
    });
  };
  const create =
    (repeat: boolean) =>
    (handler: unknown, ms: unknown, ...args: unknown[]): number => {
      machine.guard();
      if (typeof handler !== 'function' && typeof handler !== 'string')
        machine.fail('Function or String not supplied!');
      const wanted = Number(ms ?? 0);
      const interval = Number.isNaN(wanted) ? SHORTEST_MS : Math.max(wanted, SHORTEST_MS);
      if (interval > LONGEST_MS) machine.fail('Interval is too long (>100 years)');
      const id = nextId++;
      const due = machine.clock.now() + interval;
      const timer: ProgramTimer = {
        handle: { at: due, cancelled: false },
        handler: handler as Handler | string,
        args,
        interval: repeat ? interval : undefined,
        due,
      };
      timers.set(id, timer);
      arm(id, timer);
      return id;
    };
  const clear =
    (name: string) =>
    (...ids: unknown[]): void => {
      if (ids.length > 0 && ids[0] === undefined) {
        machine.fail(`clear${name}(undefined) not allowed. Use clear${name}() instead`);
      }
      for (const id of ids.length === 0 ? [...timers.keys()] : [Number(ids[0])]) {
        const timer = timers.get(id);
        if (timer) machine.cancel(timer.handle);
        timers.delete(id);
      }
    };

  machine.define('setTimeout', create(false));
  machine.define('setInterval', create(true));
  machine.define('clearTimeout', clear('Timeout'));
  machine.define('clearInterval', clear('Interval'));
  machine.define('changeInterval', (id: number, ms: number) => {
    const timer = timers.get(id);
    if (!timer) return machine.fail('Unknown Interval');
    machine.cancel(timer.handle);
    timer.interval = Math.max(ms, SHORTEST_MS);
    timer.due = machine.clock.now() + timer.interval;
    arm(id, timer);
  });
  const now = (): number => machine.uptime() + timeOffset;
  machine.define('getTime', now);
  machine.define('setTime', (seconds: number) => {
    timeOffset = seconds - machine.uptime();
  });
  (machine.run('Date', 'date') as { now: () => number }).now = () => Math.floor(now() * 1000);
}
