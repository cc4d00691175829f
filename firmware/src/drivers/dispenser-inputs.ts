import { HAS_ENCODER_LINK, HAS_INJECTION } from '../build-flags.js';
import { callEvery, milliseconds } from '../platform/espruino.js';
import type { DispenserSink } from '../platform/ports.js';
import { startDispenserInjection } from './dispenser-injection.js';
import { createUnit, type LinkUnit, openLink } from './encoder-link.js';
import { consumeLines } from './injection.js';
import { openCounter, type PulseCounter, readCounter } from './pulse-counter.js';
import {
  DRIVER_CASE_SWITCH,
  DRIVER_ENCODER,
  DRIVER_INJECTION,
  DRIVER_NOZZLE_SWITCH,
  DRIVER_PRESET,
  DRIVER_PULSE_COUNTER,
  DRIVER_PULSE_OUTPUT,
  type DriverRecord,
  driverOf,
} from './records.js';
import { openSurroundings, readSupply, readTemperature } from './surroundings.js';
import { watchSwitch } from './switch.js';

const SECOND = 1000;

type CountNozzle = (time: number, nozzle: number, encoderCount: number | undefined) => void;

/** What belongs to one nozzle. */
interface NozzleInputs {
  counter: PulseCounter | undefined;
  encoder: LinkUnit | undefined;
  calculator: LinkUnit | undefined;
  /** Identity as the sink knows it, and whether the encoder was initialised. */
  identity: string;
  initialised: number;
  output: DriverRecord | undefined;
}

/** A dispenser's inputs and outputs as they run. */
export interface DispenserInputs {
  nozzles: NozzleInputs[];
  /** Call it when what an injected line waited for has happened. */
  resume: () => void;
}

/**
 * Opens a dispenser's inputs and outputs and lets the sink have what they give.
 *
 * @param isHeld whether an injected line has to wait
 * @cold
 */
export function startDispenserInputs(
  records: DriverRecord[],
  sink: DispenserSink,
  isHeld: () => boolean,
): DispenserInputs {
  const inputs: DispenserInputs = { nozzles: [], resume: () => {} };
  for (let i = 0; i < records.length; i++) /*@__NOINLINE__*/ openNozzlePart(inputs, records[i]!);
  const injected = HAS_INJECTION ? driverOf(records, DRIVER_INJECTION) : undefined;
  if (injected) {
    const injection = startDispenserInjection(injected, sink, isHeld);
    inputs.resume = () => consumeLines(injection);
    return inputs;
  }
  const caseSwitch = driverOf(records, DRIVER_CASE_SWITCH);
  if (caseSwitch) {
    watchSwitch(caseSwitch.texts[0]!, caseSwitch.numbers[0]!, caseSwitch.numbers[1]!, (open) => sink.onCase(open));
  }
  const surroundings = openSurroundings(records);
  let temperature = readTemperature(surroundings);
  /** Hands over a nozzle's counts, with the encoder's of this round. */
  const count: CountNozzle = (time, nozzle, encoderCount) => {
    const counter = inputs.nozzles[nozzle]!.counter;
    if (counter) sink.onCounts(time, nozzle, readCounter(counter), encoderCount, temperature);
  };
  for (let i = 0; i < records.length; i++) {
    if (records[i]!.kind === DRIVER_NOZZLE_SWITCH) /*@__NOINLINE__*/ watchNozzle(inputs, records[i]!, sink, count);
  }
  if (HAS_ENCODER_LINK) /*@__NOINLINE__*/ openLinks(inputs, records, sink, count);
  const everySecond = (): void => {
    temperature = readTemperature(surroundings);
    const supply = readSupply(surroundings);
    if (supply !== undefined) sink.onSupply(supply);
    const time = milliseconds();
    // where an encoder answers, its round hands over the counts
    for (let i = 0; i < inputs.nozzles.length; i++) if (!inputs.nozzles[i]!.encoder) count(time, i, undefined);
    sink.onTime(time);
  };
  // first in a second: whoever called this has to know its outputs by then
  callEvery(everySecond, SECOND);
  return inputs;
}

/** Lets a nozzle's pulses through to the calculator, or stops them. */
export function setPulseOutput(inputs: DispenserInputs, nozzle: number, on: boolean): void {
  const one = inputs.nozzles[nozzle];
  if (!one?.output) return;
  const level = one.output.numbers[1]!;
  new Pin(one.output.texts[0]!).write(on ? level : 1 - level);
}

function watchNozzle(inputs: DispenserInputs, record: DriverRecord, sink: DispenserSink, count: CountNozzle): void {
  const numbers = record.numbers;
  const nozzle = numbers[0]!;
  watchSwitch(record.texts[0]!, numbers[1]!, numbers[2]!, (lifted) => {
    const time = milliseconds();
    count(time, nozzle, undefined);
    const calculator = inputs.nozzles[nozzle]!.calculator;
    sink.onNozzle(time, nozzle, lifted, lifted && calculator ? calculator.value : undefined);
  });
}

function openNozzlePart(inputs: DispenserInputs, record: DriverRecord): void {
  const kind = record.kind;
  if (kind < DRIVER_PULSE_COUNTER || kind > DRIVER_PRESET) return;
  const nozzle = record.numbers[0]!;
  const nozzles = inputs.nozzles;
  while (nozzles.length <= nozzle) {
    nozzles.push({
      counter: undefined,
      encoder: undefined,
      calculator: undefined,
      identity: '',
      initialised: -1,
      output: undefined,
    });
  }
  const one = nozzles[nozzle]!;
  if (kind === DRIVER_PULSE_COUNTER) one.counter = openCounter(record);
  else if (HAS_ENCODER_LINK && kind === DRIVER_ENCODER) one.encoder = createUnit(record);
  else if (HAS_ENCODER_LINK && kind === DRIVER_PRESET) one.calculator = createUnit(record);
  else if (kind === DRIVER_PULSE_OUTPUT) one.output = record;
}

/** One link for each port, with all units on it. */
function openLinks(inputs: DispenserInputs, records: DriverRecord[], sink: DispenserSink, count: CountNozzle): void {
  const opened: number[] = [];
  for (let i = 0; i < records.length; i++) {
    const record = records[i]!;
    if (record.kind !== DRIVER_ENCODER && record.kind !== DRIVER_PRESET) continue;
    const port = record.numbers[1]!;
    if (port > 0 && opened.indexOf(port) >= 0) continue;
    opened.push(port);
    const units: LinkUnit[] = [];
    for (let j = i; j < records.length; j++) {
      const other = records[j]!;
      const nozzle = inputs.nozzles[other.numbers[0]!];
      // software on pins is a link of its own
      if (other.numbers[1] !== port || (port === 0 && j > i)) continue;
      if (other.kind === DRIVER_ENCODER) units.push(nozzle!.encoder!);
      else if (other.kind === DRIVER_PRESET) units.push(nozzle!.calculator!);
    }
    /*@__NOINLINE__*/ startLink(inputs, record, units, sink, count);
  }
}

/** @cold */
function startLink(
  inputs: DispenserInputs,
  record: DriverRecord,
  units: LinkUnit[],
  sink: DispenserSink,
  count: CountNozzle,
): void {
  openLink(record, units, () => {
    for (let i = 0; i < units.length; i++) if (units[i]!.isEncoder) handOver(inputs, units[i]!, sink, count);
  });
}

/** What a round of the link has brought of an encoder. */
function handOver(inputs: DispenserInputs, unit: LinkUnit, sink: DispenserSink, count: CountNozzle): void {
  const one = inputs.nozzles[unit.nozzle]!;
  const identity = unit.identity;
  if (one.identity !== identity || one.initialised !== unit.initialised) {
    one.identity = identity;
    one.initialised = unit.initialised;
    sink.onEncoder(unit.nozzle, identity || undefined, unit.initialised);
  }
  unit.initialise = sink.wantsInitialising(unit.nozzle) ? 1 : 0;
  count(milliseconds(), unit.nozzle, unit.value);
}
