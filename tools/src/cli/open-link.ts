import { type Link, openBleLink, openSerialLink } from '@hengzhun/host-sdk';

const radio = 'ble:';

/** Whether `ble:` and an address stand where a serial port could stand. */
export function isRadioAddress(port: string): boolean {
  return port.toLowerCase().startsWith(radio);
}

/**
 * A link to where the user points: the path of a serial port, or `ble:` and the address that a scan shows.
 * @throws {SdkError} `link-bad-option`
 */
export function openLink(port: string, options: { readonly baud: number; readonly signal?: AbortSignal }): Link {
  const ending = options.signal === undefined ? {} : { signal: options.signal };
  if (!isRadioAddress(port)) return openSerialLink({ path: port, baudRate: options.baud, ...ending });
  return openBleLink({ address: port.slice(radio.length), name: port, ...ending });
}
