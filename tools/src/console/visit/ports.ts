import { type Link, listSerialPorts, openSerialLink, type PortDescription } from '@hengzhun/host-sdk';

/** The serial ports of this machine. */
export interface SerialPorts {
  list(): Promise<PortDescription[]>;
  open(path: string, baud: number, signal: AbortSignal): Link;
}

/** Those that the operating system knows; any path may be opened, known or not. */
export const systemPorts: SerialPorts = {
  list: () => listSerialPorts(),
  open: (path, baudRate) => openSerialLink({ path, baudRate }),
};
