import { HAS_CELLS, HAS_INJECTION, HAS_SHUNT } from '../build-flags.js';
import { callEvery, milliseconds } from '../platform/espruino.js';
import { type ScaleSink, SPAN_NONE, SPAN_REFERENCE_MASS, SPAN_SHUNT } from '../platform/ports.js';
import { type Converter, cellOf, countCells, openConverters } from './converter.js';
import { consumeLines } from './injection.js';
import {
  DRIVER_CASE_SWITCH,
  DRIVER_INJECTION,
  DRIVER_REFERENCE_MASS,
  DRIVER_SHUNT,
  type DriverRecord,
  driverOf,
} from './records.js';
import { startScaleInjection } from './scale-injection.js';
import { openSurroundings, readSupply, readTemperature } from './surroundings.js';
import { watchSwitch } from './switch.js';

const SECOND = 1000;

/**
 * Opens a scale's inputs and outputs and lets the sink have what they give.
 *
 * @param period time between two looks at the converters, ms
 * @param isHeld whether an injected line has to wait
 * @returns what to call when it has waited long enough
 * @cold
 */
export function startScaleInputs(
  records: DriverRecord[],
  period: number,
  sink: ScaleSink,
  isHeld: () => boolean,
): () => void {
  const injected = HAS_INJECTION ? driverOf(records, DRIVER_INJECTION) : undefined;
  if (injected) {
    const injection = startScaleInjection(injected, sink, isHeld);
    return () => consumeLines(injection);
  }
  const caseSwitch = driverOf(records, DRIVER_CASE_SWITCH);
  if (caseSwitch) {
    watchSwitch(caseSwitch.texts[0]!, caseSwitch.numbers[0]!, caseSwitch.numbers[1]!, (open) => sink.onCase(open));
  }
  const surroundings = openSurroundings(records);
  let temperature = readTemperature(surroundings);
  const lookAround = (): void => {
    temperature = readTemperature(surroundings);
    const supply = readSupply(surroundings);
    if (supply !== undefined) sink.onSupply(supply);
  };
  lookAround();
  callEvery(lookAround, SECOND);
  if (HAS_SHUNT) /*@__NOINLINE__*/ followSpan(records, sink);

  const converters = openConverters(records);
  const first = converters[0];
  const cells = countCells(converters);
  if (HAS_CELLS && cells > 1) {
    /*@__NOINLINE__*/ pollCells(converters, cells, period, sink, () => temperature);
  } else if (first) {
    const read = first.read;
    const chip = first.chip;
    // what runs for every sample
    callEvery(() => {
      const counts = read(chip);
      if (counts === undefined) sink.onTime(milliseconds());
      else sink.onSample(milliseconds(), counts, temperature);
    }, period);
  } else {
    // a scale without a converter is told the time, so that it can say what is missing
    callEvery(() => sink.onTime(milliseconds()), SECOND);
  }
  return () => {};
}

/** Hands the cells over together, once each has a conversion that was not handed over yet. */
function pollCells(
  converters: Converter[],
  cells: number,
  period: number,
  sink: ScaleSink,
  temperatureNow: () => number | undefined,
): void {
  const counts: number[] = [];
  let fresh = 0;
  callEvery(() => {
    for (let i = 0; i < converters.length; i++) {
      const converter = converters[i]!;
      const cell = cellOf(converter);
      const value = converter.read(converter.chip);
      if (value !== undefined) {
        counts[cell] = value;
        fresh |= 1 << cell;
      }
    }
    if (fresh === (1 << cells) - 1) {
      fresh = 0;
      sink.onCells(milliseconds(), counts, temperatureNow());
    } else sink.onTime(milliseconds());
  }, period);
}

/** Switches shunt and reference mass as the core wishes, and tells it at the same moment. */
function followSpan(records: DriverRecord[], sink: ScaleSink): void {
  const shunt = driverOf(records, DRIVER_SHUNT);
  const mass = driverOf(records, DRIVER_REFERENCE_MASS);
  if (!shunt && !mass) return;
  let active = SPAN_NONE;
  const actuate = (record: DriverRecord | undefined, on: boolean): void => {
    if (!record) return;
    const level = record.numbers[0]!;
    new Pin(record.texts[0]!).write(on ? level : 1 - level);
  };
  actuate(shunt, false);
  actuate(mass, false);
  callEvery(() => {
    const wanted = sink.spanWanted();
    if (wanted === active) return;
    active = wanted;
    actuate(shunt, wanted === SPAN_SHUNT);
    actuate(mass, wanted === SPAN_REFERENCE_MASS);
    sink.onSpan(wanted);
  }, SECOND);
}
