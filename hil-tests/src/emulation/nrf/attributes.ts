import type { RadioPeripheral } from '../../radio/peripheral.js';
import type { BlenoInstance } from '../../radio/stacks.js';
import type { Handler } from '../emitter.js';
import { flatten } from '../flatten.js';
import type { Machine } from '../machine.js';

type BlenoCharacteristic = InstanceType<BlenoInstance['Characteristic']>;

/** A characteristic as the program declared it. */
export interface Attribute {
  maximum: number;
  value: Buffer;
  characteristic: BlenoCharacteristic & { notify(data: Buffer): void };
}

interface Declared {
  notify?: unknown;
  indicate?: unknown;
  readable?: unknown;
  writable?: unknown;
  maxLen?: unknown;
  value?: unknown;
  onWrite?: Handler;
}

/** Attribute Protocol errors (Vol 3 Part F, 3.4.1.1). */
const SUCCESS = 0x00;
const INVALID_OFFSET = 0x07;
const INVALID_VALUE_LENGTH = 0x0d;

/** Services of a program, by the UUID of their characteristics: the interpreter looks for these alone. */
export type Attributes = Map<string, Attribute>;

/**
 * `0xABCD`, `ABCD` or 128 bits with dashes as bleno writes it.
 *
 * @param short - keep 16 bits only, as Espruino on an ESP32 does of characteristics.
 */
export function uuidOf(machine: Machine, key: string, what: string, short = false): string {
  const text = key.replace(/^0x/i, '').replaceAll('-', '').toLowerCase();
  if (!/^([0-9a-f]{4}|[0-9a-f]{32})$/.test(text)) machine.fail(`Invalid ${what} UUID: ${key}`);
  return short && text.length > 4 ? text.slice(4, 8) : text;
}

export const entriesOf = (machine: Machine, value: unknown): [string, unknown][] => {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null) machine.fail(`Expecting Object or undefined, got ${typeof value}`);
  return Object.entries(value as Record<string, unknown>);
};

/** Builds the services of `NRF.setServices` and gives them to bleno. */
export function setAttributes(
  machine: Machine,
  peripheral: RadioPeripheral,
  services: unknown,
  options: { short: boolean; written: (handler: Handler, data: Buffer) => void },
): Attributes {
  const { bleno } = peripheral;
  const attributes: Attributes = new Map();
  const built = entriesOf(machine, services).map(([key, characteristics]) => {
    const uuid = uuidOf(machine, key, 'Service');
    const list = entriesOf(machine, characteristics).map(([name, declared]) => {
      const short = uuidOf(machine, name, 'Characteristic', options.short);
      const attribute = attributeOf(machine, bleno, short, declared as Declared, options.written);
      attributes.set(short, attribute);
      return attribute.characteristic;
    });
    return new bleno.PrimaryService({ uuid, characteristics: list });
  });
  peripheral.setServices(built);
  return attributes;
}

function attributeOf(
  machine: Machine,
  bleno: BlenoInstance,
  uuid: string,
  declared: Declared,
  written: (handler: Handler, data: Buffer) => void,
): Attribute {
  const value = declared.value === undefined ? Buffer.alloc(0) : Buffer.from(flatten([declared.value], machine.fail));
  const attribute = {
    // `maxLen` is 1 where nothing is said, and never less than the value.
    maximum: Math.max(1, Number(declared.maxLen ?? 0) | 0, value.length),
    value,
  } as Attribute;
  const properties: ('read' | 'write' | 'writeWithoutResponse' | 'notify' | 'indicate')[] = [];
  if (declared.readable) properties.push('read');
  if (declared.writable) properties.push('write', 'writeWithoutResponse');
  if (declared.notify) properties.push('notify');
  if (declared.indicate) properties.push('indicate');
  attribute.characteristic = new bleno.Characteristic({
    uuid,
    properties,
    onReadRequest: (_connection, offset, callback) => {
      if (offset > attribute.value.length) callback(INVALID_OFFSET);
      else callback(SUCCESS, attribute.value.subarray(offset));
    },
    onWriteRequest: (_connection, data, offset, _withoutResponse, callback) => {
      // A SoftDevice checks the length by itself; the program never hears of what is too long.
      if (offset + data.length > attribute.maximum) {
        callback(INVALID_VALUE_LENGTH);
        return;
      }
      attribute.value = Buffer.concat([attribute.value.subarray(0, offset), data]);
      callback(SUCCESS);
      if (declared.onWrite) written(declared.onWrite, Buffer.from(data));
    },
  }) as Attribute['characteristic'];
  return attribute;
}
