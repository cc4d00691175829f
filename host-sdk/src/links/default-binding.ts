import { SerialPortStream } from '@serialport/stream';
import { SdkError } from '../errors.js';
import type { SerialBinding } from './binding.js';
import { reportingHangUps } from './unix-read.js';

/**
 * The operating system's serial ports. Loaded on first use: a program with a binding of its own never needs the native module.
 * @throws {SdkError} `link-binding-unavailable`
 */
export async function loadDefaultBinding(): Promise<SerialBinding> {
  try {
    const { SerialPort } = await import('serialport');
    return reportingHangUps(SerialPort.binding as unknown as SerialBinding);
  } catch (cause) {
    throw new SdkError(
      'link-binding-unavailable',
      'The native serial port module could not be loaded. Run `npm install` again on this machine.',
      {},
      cause,
    );
  }
}

/** A port of the operating system as a stream of bytes; opens at once. */
export type BytePort = new (
  options: { path: string; baudRate: number },
  opened?: (error: Error | null) => void,
) => SerialPortStream;

/**
 * The class of the operating system's ports as streams of bytes, for programs that speak something else than packets.
 * @throws {SdkError} `link-binding-unavailable`
 */
export async function loadSerialPort(): Promise<BytePort> {
  const binding = await loadDefaultBinding();
  return class extends SerialPortStream {
    constructor(options: { path: string; baudRate: number }, opened?: (error: Error | null) => void) {
      super({ ...options, binding }, opened);
    }
  };
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
