import {
  type DriverRecord,
  describeCaseSwitch,
  describeElement,
  describeEncoder,
  describeHx711,
  describeInjection,
  describeNau7802,
  describeNozzleSwitch,
  describePreset,
  describePulseCounter,
  describePulseOutput,
  describeReferenceMass,
  describeShunt,
  describeSupply,
  describeThermometer,
  ProvisioningError,
} from '@hengzhun/firmware';
import type { BoardProfile } from '@hengzhun/firmware/boards';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { readBytes } from '../files.js';
import { proposedElement } from './element/element-of.js';

// What a wiring file may name; the fields of each are those of the firmware's describing function of the same name.
const describers = {
  hx711: describeHx711,
  nau7802: describeNau7802,
  injection: describeInjection,
  caseSwitch: describeCaseSwitch,
  supply: describeSupply,
  shunt: describeShunt,
  referenceMass: describeReferenceMass,
  thermometer: describeThermometer,
  pulseCounter: describePulseCounter,
  encoder: describeEncoder,
  nozzleSwitch: describeNozzleSwitch,
  pulseOutput: describePulseOutput,
  preset: describePreset,
  element: describeElement,
} as unknown as Readonly<Record<string, (wiring: object) => DriverRecord>>;

const longest = 1_000_000;

/**
 * The drivers of a wiring file: a JSON list of objects, each with `driver` and the fields of that driver, for example
 * `[{"driver":"hx711","dataPin":"D16","clockPin":"D17"},{"driver":"caseSwitch","pin":"D18"}]`.
 * @throws {ToolError} `tool-wiring-bad` with the number of the entry, `tool-file-*`
 */
export function readWiring(path: string): DriverRecord[] {
  const bad = (reason: string, cause?: unknown) =>
    new ToolError('tool-wiring-bad', { path, reason, drivers: Object.keys(describers).join(', ') }, exitCode.io, cause);
  let list: unknown;
  try {
    list = JSON.parse(readBytes(path, longest).toString('utf8'));
  } catch (cause) {
    if (cause instanceof ToolError) throw cause;
    throw bad((cause as Error).message, cause);
  }
  if (!Array.isArray(list)) throw bad('[…]');
  return list.map((entry: { driver?: unknown } | null, index) => {
    const name = String(entry?.driver);
    const describe = Object.hasOwn(describers, name) ? describers[name] : undefined;
    if (!describe) throw bad(`[${index}].driver: ${name}`);
    try {
      return describe(entry!);
    } catch (cause) {
      if (cause instanceof ProvisioningError || cause instanceof TypeError)
        throw bad(`[${index}] ${cause.message}`, cause);
      throw cause;
    }
  });
}

/** The drivers that a board's profile proposes for an instrument of one load cell or one nozzle. */
export function proposedWiring(
  kind: 'scale' | 'dispenser',
  profile: BoardProfile | undefined,
  element: boolean,
): DriverRecord[] {
  const pins = profile?.pins ?? {};
  const drivers: DriverRecord[] = [];
  if (kind === 'scale') {
    const { data = 'D3', clock = 'D4' } = pins.hx711 ?? {};
    drivers.push(describeHx711({ dataPin: data, clockPin: clock }));
  } else if (pins.pulses?.a !== undefined && pins.nozzle?.pin !== undefined) {
    const method = profile?.features.qdecCounter ? 'qdec' : 'watch';
    const { a, b } = pins.pulses;
    drivers.push(describePulseCounter({ nozzle: 0, method, pinA: a, ...(b === undefined ? {} : { pinB: b }) }));
    drivers.push(describeNozzleSwitch({ nozzle: 0, pin: pins.nozzle.pin }));
  }
  if (pins.caseSwitch?.pin !== undefined) drivers.push(describeCaseSwitch({ pin: pins.caseSwitch.pin }));
  const proposed = element ? proposedElement(profile) : undefined;
  return proposed ? [...drivers, proposed] : drivers;
}

/** What a wiring lets an instrument observe besides its measuring channels. A rig injects a temperature. */
export function fittedBy(drivers: readonly DriverRecord[]): {
  thermometer: boolean;
  supply: boolean;
  caseSwitch: boolean;
} {
  const has = (kind: number) => drivers.some((driver) => driver.kind === kind);
  const [thermometer, supply, caseSwitch] = [
    describeThermometer({ pin: 'A0', zeroMillivolts: 0, microvoltsPerDegree: 1 }).kind,
    describeSupply().kind,
    describeCaseSwitch({ pin: 'A0' }).kind,
  ].map(has) as [boolean, boolean, boolean];
  return { thermometer: thermometer || has(describeInjection().kind), supply, caseSwitch };
}
