import {
  countNozzle,
  createDispenser,
  type DispenserBasics,
  type DispenserParameters,
  type DispenserState,
  dispenserParameterList,
  dispenserParametersOf,
  identifyEncoder,
  periodDispenser,
  resetDispenser,
  switchNozzle,
} from '../../src/dispensing/index.js';

export const ENCODER_A = 'encoder1';

/** What happens to a fueling on its way: edges that reach the board for each that the encoder counts, and so on. */
export interface Spoil {
  /** Edges that reach the board per edge of the encoder's own count. */
  gain?: number;
  phaseErrors?: number;
  /** Edges backwards at the end. */
  reverse?: number;
  overflow?: number;
  preset?: number;
  /** mL/min. */
  flow?: number;
}

/** A dispenser of the core alone, with the counters that drivers would keep. */
export class Rig {
  readonly parameters: DispenserParameters;
  state: DispenserState;
  time = 0;
  temperature: number | undefined = 2000;
  readonly events: number[][] = [];
  readonly counts: { up: number; down: number; phase: number; encoder: number }[];

  constructor(basics: Partial<DispenserBasics> = {}, changes: Record<number, number> = {}) {
    const nozzles = basics.nozzles ?? [{ pulses: 10_000, fuel: 'petrol' as const }];
    const list = dispenserParameterList({ ...basics, nozzles });
    for (const [number, value] of Object.entries(changes)) list[Number(number)] = value;
    this.parameters = dispenserParametersOf(list)!;
    this.state = createDispenser(this.parameters);
    this.counts = nozzles.map(() => ({ up: 0, down: 0, phase: 0, encoder: 0 }));
  }

  /** Encoders tell who they are; both sides new: sealing pairs them, and the driver initialises the encoders. */
  paired(): this {
    for (let i = 0; i < this.counts.length; i++) identifyEncoder(this.state, i, ENCODER_A, 0);
    resetDispenser(this.state, this.parameters);
    for (let i = 0; i < this.counts.length; i++) identifyEncoder(this.state, i, ENCODER_A, 1);
    return this.seconds(1);
  }

  read(nozzle: number, overflow = 0): void {
    const { up, down, phase, encoder } = this.counts[nozzle]!;
    const own = this.parameters[1] === 1 ? encoder >>> 0 : undefined;
    const seen = { up: up >>> 0, down: down >>> 0, phaseErrors: phase, overflow };
    countNozzle(this.state, this.parameters, nozzle, seen, own, this.temperature);
  }

  period(): void {
    periodDispenser(this.state, this.parameters, this.time);
    this.events.push(...this.state.events.splice(0));
  }

  seconds(count: number): this {
    for (let i = 0; i < count; i++) {
      this.time += 1000;
      for (let nozzle = 0; nozzle < this.counts.length; nozzle++) this.read(nozzle);
      this.period();
    }
    return this;
  }

  lift(nozzle = 0, preset = 0): this {
    this.read(nozzle);
    switchNozzle(this.state, this.parameters, nozzle, true, preset, this.time);
    return this;
  }

  hang(nozzle = 0): this {
    this.read(nozzle);
    switchNozzle(this.state, this.parameters, nozzle, false, 0, this.time);
    return this.seconds(3);
  }

  /** Lets `edges` of the encoder pass at about the given flow. */
  flow(edges: number, spoil: Spoil = {}, nozzle = 0): this {
    const count = this.counts[nozzle]!;
    const each = Math.max(1, Math.round((spoil.flow ?? 30_000) / 60 / 2.5));
    let left = edges;
    let given = 0;
    while (left > 0) {
      const step = Math.min(each, left);
      left -= step;
      count.encoder += step;
      // to the nearest edge of the whole fueling so far
      const due = Math.round((edges - left) * (spoil.gain ?? 1));
      count.up += due - given;
      given = due;
      this.time += 1000;
      for (let i = 0; i < this.counts.length; i++) this.read(i);
      this.period();
    }
    count.phase += spoil.phaseErrors ?? 0;
    count.down += spoil.reverse ?? 0;
    count.encoder -= spoil.reverse ?? 0;
    this.read(nozzle, spoil.overflow ?? 0);
    return this;
  }

  /** A whole fueling of so many edges (2.5 mL each at 100 pulses a litre). */
  fuel(edges: number, spoil: Spoil = {}, nozzle = 0): this {
    return this.lift(nozzle, spoil.preset ?? 0)
      .flow(edges, spoil, nozzle)
      .hang(nozzle);
  }
}
