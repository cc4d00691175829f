import {
  type DriverRecord,
  describeElement,
  describeEncoder,
  describeNau7802,
  describePreset,
} from '@hengzhun/firmware';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';

const wires = { sda: 'A0', scl: 'A1' };
/** Parts that may share their wires with others of the group: chips on a bus, units on a link. */
const groups = new Map<number, string>([
  [describeElement(wires).kind, 'bus'],
  [describeNau7802(wires).kind, 'bus'],
  [describeEncoder({ nozzle: 0 }).kind, 'link'],
  [describePreset({ nozzle: 0 }).kind, 'link'],
]);
const isPin = (text: string) => /^[A-Z]+\d+$/.test(text);

/** Refuses a wiring in which two parts hang on one pin, other than on the same wire of one bus or link. @throws {ToolError} `tool-pin-twice` */
export function refusePinTwice(drivers: readonly DriverRecord[]): void {
  const users = new Map<string, string>();
  drivers.forEach(({ kind, texts }, number) => {
    texts.forEach((pin, index) => {
      if (!isPin(pin)) return;
      const user = `${groups.get(kind) ?? number} ${index}`;
      if ((users.get(pin) ?? user) !== user) throw new ToolError('tool-pin-twice', { pin }, exitCode.usage);
      users.set(pin, user);
    });
  });
}
