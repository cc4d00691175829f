import {
  type Air,
  type Central,
  hasStacks,
  type NobleInstance,
  openPeripheral,
  type PeripheralOptions,
  type RadioPeripheral,
  STACKS_HINT,
} from '../../src/index.js';

/** True, with a word about it, where the host stacks are not installed. */
export function withoutStacks(): boolean {
  if (hasStacks()) return false;
  console.warn(`${STACKS_HINT}: tests on the virtual radio are left out`);
  return true;
}

export const ECHO_SERVICE = 'ce9a00016d4e4b7c9a531d0f5e8b2c47';
export const ECHO_NOTIFY = 'ce9a00026d4e4b7c9a531d0f5e8b2c47';
export const ECHO_WRITE = 'ce9a00036d4e4b7c9a531d0f5e8b2c47';

export interface EchoPeripheral {
  peripheral: RadioPeripheral;
  /** What was written so far. */
  written: Buffer[];
}

const FLAGS = [2, 1, 6];

/** Advertising data with manufacturer-specific content of the unassigned company 0xFFFF. */
export const manufacturerData = (content: ArrayLike<number>): Uint8Array =>
  Uint8Array.from([...FLAGS, content.length + 3, 0xff, 0xff, 0xff, ...Array.from(content)]);

/** A peripheral that notifies what is written to it, and lets the last of it be read. */
export function openEcho(
  air: Air,
  options: PeripheralOptions & { interval?: number; content?: number[] } = {},
): EchoPeripheral {
  const peripheral = openPeripheral(air, options);
  const { bleno } = peripheral;
  const written: Buffer[] = [];
  const notify = new bleno.Characteristic({
    uuid: ECHO_NOTIFY,
    properties: ['notify', 'read'],
    onReadRequest: (_connection, offset, callback) =>
      callback(bleno.Characteristic.RESULT_SUCCESS, (written.at(-1) ?? Buffer.alloc(0)).subarray(offset)),
  });
  const write = new bleno.Characteristic({
    uuid: ECHO_WRITE,
    properties: ['write', 'writeWithoutResponse'],
    onWriteRequest: (connection, data, _offset, _withoutResponse, callback) => {
      written.push(Buffer.from(data));
      callback(bleno.Characteristic.RESULT_SUCCESS);
      (notify as unknown as { notify(data: Buffer, connection: unknown): void }).notify(data, connection);
    },
  });
  peripheral.setServices([new bleno.PrimaryService({ uuid: ECHO_SERVICE, characteristics: [notify, write] })]);
  const uuid = [...Buffer.from(ECHO_SERVICE, 'hex')].reverse();
  const advertise = (): void =>
    peripheral.advertise({
      data: manufacturerData(options.content ?? [1, 2, 3]),
      scanResponse: Uint8Array.from([17, 0x07, ...uuid]),
      interval: options.interval ?? 100,
    });
  advertise();
  peripheral.on('disconnect', advertise);
  return { peripheral, written };
}

/** What noble found. */
export type Found = Awaited<ReturnType<NobleInstance['connectAsync']>>;
type Characteristic = Found['services'][number]['characteristics'][number];

/** Scans until a peripheral with that name was seen with its scan response; the scan is stopped then. */
export async function findNamed(air: Air, { noble }: Central, name: string): Promise<Found> {
  let listener: (found: Found) => void = () => {};
  const found = new Promise<Found>((resolve) => {
    listener = (one) => {
      if (one.advertisement.localName === name && one.connectable) resolve(one);
    };
  });
  noble.on('discover', listener);
  await air.until(noble.startScanningAsync([], true));
  const result = await air.until(found);
  noble.removeListener('discover', listener);
  await air.until(noble.stopScanningAsync());
  return result;
}

/** Connects, and looks for the characteristics of a service. */
export async function connectTo(
  air: Air,
  found: Found,
  service: string,
): Promise<{ characteristic(uuid: string): Characteristic }> {
  await air.until(found.connectAsync());
  const { characteristics } = await air.until(found.discoverSomeServicesAndCharacteristicsAsync([service], []));
  return {
    characteristic(uuid) {
      const one = characteristics.find((each) => each.uuid === uuid);
      if (!one)
        throw new Error(`No characteristic ${uuid} among ${characteristics.map((each) => each.uuid).join(', ')}`);
      return one;
    },
  };
}
