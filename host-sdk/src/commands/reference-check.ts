import { COMMAND_REFERENCE_CHECK } from '@hengzhun/protocol';
import type { RequestOptions } from '../frames/ask.js';
import type { InstrumentStream } from '../frames/instrument-stream.js';
import { type CommandAnswer, type CommandKey, sendCommand } from './send-command.js';

/** The error of indication that the instrument found against a standard. */
export interface ReferenceCheck {
  /** Where it was checked: mass in mg, or volume in uL. */
  readonly point: number;
  /** Same unit; positive: it indicated more than there was. */
  readonly error: number;
  /** Standard uncertainty, same unit. */
  readonly uncertainty: number;
}

/** Answer to a reference check. */
export interface ReferenceCheckAnswer extends CommandAnswer {
  /** undefined: refused, for example because the indication was not stable. */
  readonly check: ReferenceCheck | undefined;
}

/** A standard measure, and what came out of the nozzle into it. */
export interface StandardVolume {
  /** 0..3. */
  readonly nozzle: number;
  /** Volume of the standard at 20 degrees Celsius, uL, with its standard uncertainty. */
  readonly volume: number;
  readonly uncertainty: number;
  /** 0.01 degree Celsius, at the meter and in the standard. */
  readonly meterTemperature: number;
  readonly standardTemperature: number;
}

/**
 * Compares a scale with a standard mass that lies on it. Any role. The instrument logs the result (`EVENT_CHECK`).
 * @param mass conventional mass of the standard, mg
 * @param uncertainty its standard uncertainty, mg
 * @throws {SdkError} like `requestStatus`
 */
export async function checkMass(
  stream: InstrumentStream,
  mass: number,
  uncertainty: number,
  key: CommandKey,
  options: RequestOptions = {},
): Promise<ReferenceCheckAnswer> {
  return withCheck(await sendCommand(stream, COMMAND_REFERENCE_CHECK, [mass, uncertainty], key, options));
}

/**
 * Compares the last fueling of a nozzle with the standard measure that it went into (JJG 443). Any role.
 * @throws {SdkError} like `requestStatus`
 */
export async function checkVolume(
  stream: InstrumentStream,
  standard: StandardVolume,
  key: CommandKey,
  options: RequestOptions = {},
): Promise<ReferenceCheckAnswer> {
  const { nozzle, volume, uncertainty, meterTemperature, standardTemperature } = standard;
  const items = [nozzle, volume, uncertainty, meterTemperature, standardTemperature];
  return withCheck(await sendCommand(stream, COMMAND_REFERENCE_CHECK, items, key, options));
}

function withCheck(answer: CommandAnswer): ReferenceCheckAnswer {
  const [point, error, uncertainty] = answer.values;
  const whole = answer.done && point !== undefined && error !== undefined && uncertainty !== undefined;
  return { ...answer, check: whole ? { point, error, uncertainty } : undefined };
}
