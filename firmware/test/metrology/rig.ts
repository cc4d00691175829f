import {
  beginSpan,
  createScale,
  endSpan,
  periodScale,
  type ScaleParameters,
  type ScaleState,
  sampleCells,
  sampleScale,
  scaleDefaults,
  scaleParameterList,
} from '../../src/metrology/index.js';

/** Class III, Max 3000 e, one count to 0.001 e. */
export const basics = {
  accuracyClass: 3,
  maximum: 3000,
  verificationInterval: 1000,
  zeroCounts: 0,
  countsPerMilliE: { numerator: 1, denominator: 1 },
  samplePeriodMs: 1000,
};

export const listOf = (parameters: ScaleParameters) => new Int32Array(scaleParameterList(parameters));

/** A scale under test, a period of one second after the other. */
export class Rig {
  readonly parameters: Int32Array;
  state: ScaleState;
  time = 0;
  events: number[][] = [];
  /** What the shunt or reference mass makes of the response, e; undefined: nobody answers. */
  response: number | undefined;
  /** Readings of the cells for a level, counts. */
  cells: ((level: number) => number[]) | undefined;
  private acting = 0;

  constructor(changes: Partial<ScaleParameters> = {}) {
    this.parameters = listOf({ ...scaleDefaults(basics), ...changes });
    this.state = createScale(this.parameters);
  }

  /** `seconds` of a level in e, with a little deterministic noise. */
  hold(level: number, seconds: number, temperature?: number): this {
    for (let i = 0; i < seconds; i++) {
      const noise = (((this.time / 1000) * 7919) % 101) - 50;
      const extra = this.acting ? (this.response ?? 0) : 0;
      if (this.cells) sampleCells(this.state, this.cells(level));
      sampleScale(this.state, this.parameters, Math.round((level + extra) * 1000 + noise), temperature, this.time);
      this.tick();
    }
    return this;
  }

  tick(): void {
    periodScale(this.state, this.parameters, this.time);
    this.time += 1000;
    this.events.push(...this.state.events.splice(0));
    const wanted = this.state.spanWanted;
    if (wanted === this.acting || this.response === undefined) return;
    this.acting = wanted;
    if (wanted) beginSpan(this.state);
    else endSpan(this.state);
  }

  channel(identifier: number) {
    return this.state.channels.find((one) => one.identifier === identifier)!;
  }
}
