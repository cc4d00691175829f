import type { DriverRecord } from '@hengzhun/firmware';
import { type BoardProfile, driverFeature } from '@hengzhun/firmware/boards';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';

/**
 * Refuses a wiring with a part that the board's software has no driver for: such an instrument would start, and measure nothing.
 * @throws {ToolError} `tool-driver-missing`
 */
export function refuseUnsupported(drivers: readonly DriverRecord[], profile: BoardProfile): void {
  drivers.forEach((driver, index) => {
    const feature = driverFeature(driver);
    if (feature && !profile.features[feature]) {
      throw new ToolError('tool-driver-missing', { board: profile.name, number: index + 1, feature }, exitCode.usage);
    }
  });
}
