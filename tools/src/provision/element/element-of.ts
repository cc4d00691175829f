import { type DriverRecord, describeElement } from '@hengzhun/firmware';
import type { BoardProfile } from '@hengzhun/firmware/boards';
import { ToolError } from '../../errors.js';
import { exitCode } from '../../exit-codes.js';

const kind = describeElement({ sda: 'A0', scl: 'A1' }).kind;

/** The record of the secure element in a wiring; undefined: there is none. */
export function findElement(drivers: readonly DriverRecord[]): DriverRecord | undefined {
  return drivers.find((driver) => driver.kind === kind);
}

/** The same where there must be one. @throws {ToolError} `tool-element-unwired` */
export function elementOf(drivers: readonly DriverRecord[]): DriverRecord {
  const found = findElement(drivers);
  if (!found) throw new ToolError('tool-element-unwired', {}, exitCode.usage);
  return found;
}

/** Where the profile of a board proposes the secure element; undefined: nowhere. */
export function proposedElement(profile: BoardProfile | undefined): DriverRecord | undefined {
  const { sda, scl } = profile?.pins.i2c ?? {};
  if (profile === undefined || sda === undefined || scl === undefined) return undefined;
  // the driver of an STM32's hardware bus does not stand a chip that is busy (firmware README, signers)
  return describeElement({ bus: profile.chip.startsWith('STM32') ? 0 : 1, sda, scl });
}
