// Built with the instrument's own pipeline: a dispenser's whole self-assessment, handed to the test as members of E, so that the
// same code runs in Node and on the interpreter.
import {
  briefDispenser,
  checkDispenser,
  countNozzle,
  createDispenser,
  type DispenserParameters,
  type DispenserState,
  identifyEncoder,
  isStopped,
  nozzleState,
  periodDispenser,
  reinitialiseNozzle,
  resetDispenser,
  restoreDispenser,
  resumeDispenser,
  saveDispenser,
  switchNozzle,
  unlockDispenser,
} from '../../../firmware/src/dispensing/index.js';

declare const E: {
  make: typeof make;
  identify: typeof identify;
  count: typeof count;
  lift: typeof lift;
  period: typeof period;
  seal: typeof seal;
  reboot: typeof reboot;
  unlock: typeof unlock;
  reinitialise: typeof reinitialise;
  setParameter: typeof setParameter;
  check: typeof check;
  stopped: typeof stopped;
  shownState: typeof shownState;
  shownFlags: typeof shownFlags;
  takeEvents: typeof takeEvents;
  nozzle: typeof nozzle;
  channelAt: typeof channelAt;
  memoryOf: typeof memoryOf;
  replay: typeof replay;
};

let parameters: DispenserParameters;
let state: DispenserState;

function make(list: number[]): void {
  parameters = new Int32Array(list);
  state = createDispenser(parameters);
}
function identify(index: number, identity: string, initialised: number): void {
  identifyEncoder(state, index, identity, initialised);
}
function count(
  index: number,
  up: number,
  down: number,
  phaseErrors: number,
  overflow: number,
  encoder: number | undefined,
  temperature: number | undefined,
): void {
  const counts = { up: up, down: down, phaseErrors: phaseErrors, overflow: overflow };
  countNozzle(state, parameters, index, counts, encoder, temperature);
}
function lift(index: number, lifted: boolean, preset: number, time: number): void {
  switchNozzle(state, parameters, index, lifted, preset, time);
}
function period(time: number): void {
  periodDispenser(state, parameters, time);
}
function seal(): void {
  resetDispenser(state, parameters);
}
/** The board starts again from what it wrote; `blank`: another board, or one whose flash was lost. */
function reboot(blank: boolean): boolean {
  const saved = saveDispenser(state);
  const brief = briefDispenser(state);
  state = createDispenser(parameters);
  return blank || (restoreDispenser(state, parameters, saved) && resumeDispenser(state, parameters, brief));
}
function unlock(): void {
  unlockDispenser(state);
}
function reinitialise(index: number): number {
  return reinitialiseNozzle(state, parameters, index);
}
function setParameter(number: number, value: number): void {
  parameters[number] = value;
}
function check(list: number[]): number[] | number {
  return checkDispenser(state, parameters, list);
}
function stopped(index: number): boolean {
  return isStopped(state, index);
}
function shownState(): number {
  return state.selfState;
}
function shownFlags(): number {
  return state.flags;
}
function takeEvents(): number[][] {
  const events = state.events;
  state.events = [];
  return events;
}
function nozzle(index: number): string {
  return nozzleState(state, parameters, index);
}
/** Identifier, conditions, value, standard uncertainty, of the nozzle last asked for. */
function channelAt(index: number): number[] {
  const channel = state.channels[index]!;
  return [channel.identifier, channel.conditions, channel.value, channel.uncertainty];
}
function memoryOf(): Float64Array {
  return state.memory;
}

/**
 * Fuelings on one nozzle, rebooting in the middle: `[edges, edges of the encoder, backwards, phase errors, preset, 0.01 degree]`
 * in turn, as many seconds each as edges fill 200 at a time. Everything that the core has come to, as text.
 */
function replay(list: number[], input: number[]): string {
  const lines: string[] = [];
  let time = 0;
  let up = 0;
  let down = 0;
  let errors = 0;
  let encoder = 0;
  make(list);
  identify(0, 'encoder1', 0);
  period(time);
  seal();
  identify(0, 'encoder1', 1);
  const half = (input.length / 12) | 0;
  for (let i = 0; i < input.length; i += 6) {
    if (i === half * 6) {
      lines.push(reboot(false) ? 'restored' : 'refused');
      identify(0, 'encoder1', 1);
      up = 0;
      down = 0;
      errors = 0;
    }
    time += 600000;
    period(time);
    lift(0, true, input[i + 4]!, time);
    const steps = ((input[i]! / 200) | 0) + 1;
    for (let step = 1; step <= steps; step++) {
      time += 1000;
      const last = step === steps;
      const part = ((input[i]! / steps) | 0) * step;
      const own = ((input[i + 1]! / steps) | 0) * step;
      count(
        0,
        up + (last ? input[i]! : part),
        down + (last ? input[i + 2]! : 0),
        errors + (last ? input[i + 3]! : 0),
        0,
        encoder + (last ? input[i + 1]! : own),
        input[i + 5],
      );
      period(time);
    }
    up += input[i]!;
    down += input[i + 2]!;
    errors += input[i + 3]!;
    encoder += input[i + 1]!;
    lift(0, false, 0, time);
    count(0, up, down, errors, 0, encoder, input[i + 5]);
    time += 3000;
    period(time);
    while (state.events.length > 0) lines.push(`${i}:${state.events.shift()!.join(',')}`);
  }
  lines.push(new Uint8Array(state.memory.buffer).join(','));
  lines.push(new Uint8Array(state.work.buffer).join(','));
  const bytes = nozzle(0);
  for (let i = 0; i < bytes.length; i++) lines.push(`${bytes.charCodeAt(i)}`);
  for (let i = 0; i < state.channels.length; i++) lines.push(channelAt(i).join(','));
  lines.push(`${state.selfState},${state.flags}`);
  return lines.join('\n');
}

E.make = make;
E.identify = identify;
E.count = count;
E.lift = lift;
E.period = period;
E.seal = seal;
E.reboot = reboot;
E.unlock = unlock;
E.reinitialise = reinitialise;
E.setParameter = setParameter;
E.check = check;
E.stopped = stopped;
E.shownState = shownState;
E.shownFlags = shownFlags;
E.takeEvents = takeEvents;
E.nozzle = nozzle;
E.channelAt = channelAt;
E.memoryOf = memoryOf;
E.replay = replay;
