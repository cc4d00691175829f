import { dispenserParameterList } from '@hengzhun/firmware';
import {
  createDispenserModel,
  type DispenserOptions,
  type DispenserReading,
  type Fueling,
} from '../../src/physics/index.js';
import type { CompiledDispenser } from './compiled.js';

export const IDENTITY = 'encoder1';
export const FLAG = (bit: number): number => (1 << bit) >>> 0;

/** A station's nozzle: the compiled core of one board, wired to a simulated meter and pulser. */
export class Station {
  readonly list = dispenserParameterList({ nozzles: [{ pulses: 10_000, fuel: 'petrol' }] });
  readonly events: number[][] = [];
  readonly model;
  /** Every flag that was ever shown, and the highest self-state. */
  seen = 0;
  highest = 0;
  fuelings = 0;
  /** What the customers got and what was indicated, mL. */
  delivered = 0;
  /** The model's clock and counters when this board started. */
  #boot: DispenserReading;
  #last: DispenserReading;

  constructor(
    readonly core: CompiledDispenser,
    options: Partial<DispenserOptions>,
    seed: number,
    identity = IDENTITY,
  ) {
    this.model = createDispenserModel(options, seed);
    this.#last = { timeMs: 0, up: 0, down: 0, phaseErrors: 0, encoder: 0, temperature: 2000 };
    this.#boot = this.#last;
    core.make(this.list);
    core.identify(0, identity, 0);
    core.seal();
    core.identify(0, identity, 1);
  }

  /** Restarts: another board (`blank`), or an encoder that says something else. */
  reboot(blank = false, identity = IDENTITY, initialised = 1): void {
    this.core.reboot(blank);
    this.#boot = this.#last;
    this.core.identify(0, identity, initialised);
  }

  #read(reading: DispenserReading): number {
    const boot = this.#boot;
    this.#last = reading;
    this.core.count(
      0,
      reading.up - boot.up,
      reading.down - boot.down,
      reading.phaseErrors - boot.phaseErrors,
      0,
      reading.encoder >>> 0,
      reading.temperature,
    );
    return reading.timeMs - boot.timeMs;
  }

  #period(time: number): void {
    this.core.period(time);
    this.seen = (this.seen | this.core.shownFlags()) >>> 0;
    this.highest = Math.max(this.highest, this.core.shownState());
  }

  /** One fueling of the trade; false, and nothing delivered, where the pulses are stopped. */
  fuel(): boolean {
    const fueling = this.model.next();
    const time = this.#read(fueling.before);
    this.#period(time);
    if (this.core.stopped(0)) {
      this.#skip(fueling);
      return false;
    }
    this.core.lift(0, true, fueling.preset ?? 0, time);
    for (const reading of fueling.readings) this.#period(this.#read(reading));
    const end = this.#last.timeMs - this.#boot.timeMs;
    this.core.lift(0, false, 0, end);
    // the encoder answers on
    this.#read(this.#last);
    this.#period(end + 3000);
    this.fuelings++;
    this.delivered += fueling.delivered;
    this.events.push(...this.core.takeEvents());
    return true;
  }

  /** The meter did not turn: as if these counts had never been. */
  #skip(fueling: Fueling): void {
    const last = fueling.readings.at(-1)!;
    const boot = this.#boot;
    this.#boot = {
      ...last,
      timeMs: boot.timeMs,
      up: boot.up + last.up - fueling.before.up,
      down: boot.down + last.down - fueling.before.down,
      phaseErrors: boot.phaseErrors + last.phaseErrors - fueling.before.phaseErrors,
    };
  }

  day(): number {
    return this.#last.timeMs / 86_400_000;
  }

  /** Totaliser, mL, and fuelings. */
  total(): { volume: number; fuelings: number } {
    const bytes = Buffer.from(this.core.nozzle(0), 'latin1');
    return { volume: bytes.readUIntBE(2, 5), fuelings: bytes.readUIntBE(7, 3) };
  }

  channel(identifier: number): [identifier: number, conditions: number, value: number, uncertainty: number] {
    this.core.nozzle(0);
    return this.core.channelAt(identifier - 16);
  }

  eventsOf(kind: number, flag?: number): number[][] {
    return this.events.filter((event) => event[0] === kind && (flag === undefined || event[2] === flag));
  }
}
