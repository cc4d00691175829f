import {
  createDispenserModel,
  type DispenserModel,
  type DispenserOptions,
  type DispenserReading,
  type Fueling,
  type InjectionLine,
} from '@hengzhun/hil-tests';

/** What the encoder of a nozzle has counted before this station: registers of their own go on for years. */
const ENCODER_START = 5_000_000;
const UINT32 = 2 ** 32;

/** The lines that one nozzle's switch, counter and encoder give a rig, period by period. */
export class NozzleFeed {
  readonly #model: DispenserModel;
  #fueling: Fueling;
  #lifted = false;
  #last: DispenserReading = { timeMs: 0, up: 0, down: 0, phaseErrors: 0, encoder: 0, temperature: 1700 };
  #read = 0;

  constructor(
    readonly nozzle: number,
    options: Partial<DispenserOptions>,
    seed: number,
  ) {
    this.#model = createDispenserModel(options, seed);
    this.#fueling = this.#model.next();
  }

  /** Everything up to this moment, ms since the start; the counters last. */
  until(timeMs: number): InjectionLine[] {
    const { nozzle } = this;
    const lines: InjectionLine[] = [];
    for (;;) {
      const { before, readings, preset } = this.#fueling;
      if (!this.#lifted) {
        if (before.timeMs > timeMs) break;
        this.#last = before;
        lines.push({ timeMs, nozzle, lifted: true, preset });
        this.#lifted = true;
        this.#read = 0;
      }
      while (this.#read < readings.length && readings[this.#read]!.timeMs <= timeMs)
        this.#last = readings[this.#read++]!;
      if (this.#read < readings.length) break;
      lines.push(this.#counts(timeMs), { timeMs, nozzle, lifted: false });
      this.#lifted = false;
      this.#fueling = this.#model.next();
    }
    lines.push(this.#counts(timeMs));
    return lines;
  }

  #counts(timeMs: number): InjectionLine {
    const { up, down, phaseErrors, encoder, temperature } = this.#last;
    const encoderCount = (ENCODER_START + encoder) % UINT32;
    return { timeMs, nozzle: this.nozzle, up, down, phaseErrors, encoderCount, temperature };
  }
}
