import type { SerialPort } from 'serialport';
import { SdkError } from '../errors.js';
import type { SerialBinding } from './binding.js';

/**
 * The operating system's serial ports. Loaded on first use: a program with a binding of its own never needs the native module.
 * @throws {SdkError} `link-binding-unavailable`
 */
export async function loadDefaultBinding(): Promise<SerialBinding> {
  try {
    const { SerialPort } = await import('serialport');
    return SerialPort.binding as unknown as SerialBinding;
  } catch (cause) {
    throw new SdkError(
      'link-binding-unavailable',
      'The native serial port module could not be loaded. Run `npm install` again on this machine.',
      {},
      cause,
    );
  }
}

/**
 * The class of the operating system's ports as streams of bytes, for programs that speak something else than packets.
 * @throws {SdkError} `link-binding-unavailable`
 */
export async function loadSerialPort(): Promise<typeof SerialPort> {
  await loadDefaultBinding();
  return (await import('serialport')).SerialPort;
}

/** One serial port as the operating system lists it. Pseudo-terminals are never listed: give their path. */
export interface PortDescription {
  readonly path: string;
  readonly manufacturer?: string;
  readonly serialNumber?: string;
}

/**
 * The serial ports that the operating system knows.
 * @throws {SdkError} `link-binding-unavailable`
 */
export async function listSerialPorts(binding?: SerialBinding): Promise<PortDescription[]> {
  const ports = await (binding ?? (await loadDefaultBinding())).list();
  return ports.map((port) => ({
    path: port.path,
    ...(port.manufacturer === undefined ? {} : { manufacturer: port.manufacturer }),
    ...(port.serialNumber === undefined ? {} : { serialNumber: port.serialNumber }),
  }));
}
