import type { ByteString } from '@hengzhun/protocol/device';
import type { ChannelReport } from '../metrology/index.js';

/** What an instrument's functional core says of itself. Plain data, part of the core's state. */
export interface CoreState {
  /** SELF_STATE_*. */
  selfState: number;
  /** Metrological flag bits (CDDL `flags`), unsigned. */
  flags: number;
  /** Channels to report, ascending identifiers, at most eight (six with nozzles: those of the nozzle last asked for). */
  channels: ChannelReport[];
  /**
   * New events `[kind, ...integer items]`; the shell drains this when a period ends and logs them. An EVENT_LOCK in it locks
   * the instrument: inoperative until an unlock command. A core with `brief` keeps and ends its own stops: its EVENT_LOCK is logged only.
   */
  events: number[][];
  /**
   * Set when what `brief` tells has changed: it must be in flash before a frame shows it. Whoever has written it clears this.
   * Cores without `brief` have no such field.
   */
  urgent?: boolean;
}

/**
 * An instrument's functional core, as the shell drives it: its state, its parameters and pure functions over both. One
 * bundle holds one core. Raw input (samples, counts) goes from the drivers to the core's own functions, not through here.
 */
export interface Core<State extends CoreState = CoreState, Parameters = unknown> {
  state: State;
  parameters: Parameters;
  /**
   * Sets the parameter with this index in the list of provisioning (command-set-parameter) and gives the value it had;
   * undefined, and nothing changed, where there is no such parameter or the value is out of its bounds. What was set before
   * is set again at each boot, before `restore`.
   */
  set(parameters: Parameters, index: number, value: number): number | undefined;
  /** Ends a period (1 s). `now` in ms of the instrument's monotonic clock. */
  period(state: State, parameters: Parameters, now: number): void;
  /** What must survive a reboot, at most 1.8 kB. */
  save(state: State): ByteString;
  /** Takes up what `save` gave; false when it is not whole or of another form. */
  restore(state: State, parameters: Parameters, data: ByteString): boolean;
  /**
   * What must never turn back and cannot wait for the next `save`: a dispenser's totals and stops after each fueling, at
   * most 37 bytes, so that it fits one cell of the journal. A scale has none.
   */
  brief?(state: State): ByteString;
  /** Takes up the newest `brief` that was written, after `restore`; false when it is not of this form. */
  resume?(state: State, parameters: Parameters, data: ByteString): boolean;
  /** Ends what the core itself stopped for good, and its count (command-unlock, role authority). */
  unlock?(state: State): void;
  /** Pairs a nozzle's encoder with this board anew (command-reinitialise, role authority): 0 or a refusal reason. A snapshot follows. */
  reinitialise?(state: State, parameters: Parameters, nozzle: number): number;
  /** Begins a new baseline, at sealing. A snapshot follows. */
  reset(state: State, parameters: Parameters): void;
  /** Live indication (CDDL `indication`); undefined while there is none. */
  indication(state: State, parameters: Parameters, nozzle: number): number | undefined;
  /** A reference check (CDDL command-reference-check): `[point, error, standard uncertainty]`, or a refusal reason. */
  check(state: State, parameters: Parameters, list: number[]): number[] | number;
  /** Number of nozzles; 0 for a scale. */
  nozzles: number;
  /** Nozzle state of 10 bytes (CDDL `nozzle-state`) and, as a side effect, that nozzle's channels in `channels`. */
  nozzle(state: State, parameters: Parameters, index: number): ByteString;
}
