import { RADIO_COMMANDS, RADIO_FLOW, RADIO_SERVICE, RADIO_STREAM } from '@hengzhun/protocol';
import { SdkError } from '../../errors.js';
import type { CharacteristicLike, PeripheralLike, ServiceLike } from '../../radio/noble-types.js';

/** The three characteristics of an instrument. */
export interface InstrumentService {
  readonly stream: CharacteristicLike;
  readonly commands: CharacteristicLike;
  readonly flow: CharacteristicLike;
}

/** As noble writes them. */
const plain = (uuid: string) => uuid.replaceAll('-', '');

/**
 * Finds the service of an instrument on a connected peripheral.
 * @param operation puts a time-out around one operation
 * @throws {SdkError} `ble-not-an-instrument`
 */
export async function findService(
  peripheral: PeripheralLike,
  address: string,
  operation: <T>(name: string, work: Promise<T>) => Promise<T>,
): Promise<InstrumentService> {
  const not = (why: string) => {
    const text = `${address} is no instrument of this kind: ${why}. Check the address.`;
    return new SdkError('ble-not-an-instrument', text, { address, reason: why });
  };
  const services = await operation('service discovery', peripheral.discoverServicesAsync([plain(RADIO_SERVICE)]));
  const service = services.find(({ uuid }: ServiceLike) => plain(uuid) === plain(RADIO_SERVICE));
  if (service === undefined) throw not('it does not offer the service');
  const found = await operation('characteristic discovery', service.discoverCharacteristicsAsync([]));
  const find = (name: string, uuid: string, properties: readonly string[]) => {
    const characteristic = found.find((one) => plain(one.uuid) === plain(uuid));
    if (characteristic === undefined) throw not(`the characteristic ${name} is missing`);
    if (!properties.some((property) => characteristic.properties.includes(property))) {
      throw not(`the characteristic ${name} allows no ${properties.join(' or ')}`);
    }
    return characteristic;
  };
  return {
    stream: find('stream', RADIO_STREAM, ['notify']),
    commands: find('commands', RADIO_COMMANDS, ['write', 'writeWithoutResponse']),
    flow: find('flow', RADIO_FLOW, ['write', 'writeWithoutResponse']),
  };
}

/** Writes with a response where the characteristic has it: only then it is known that the bytes arrived. */
export function writesBlindly({ properties }: CharacteristicLike): boolean {
  return !properties.includes('write');
}
