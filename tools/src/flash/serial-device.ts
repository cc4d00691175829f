import { loadSerialPort, serialOpenError } from '@hengzhun/host-sdk';
import type { LibraryDevice, LoadedLibrary } from './interpreter-library.js';

/** A port as the library sees it, and why it could not be opened or was lost. */
export interface SerialDevice extends LibraryDevice {
  /** Why the port could not be opened, as an error of the SDK. */
  failure(): Error | undefined;
  /** Writes bytes past the library. */
  send(bytes: Uint8Array): Promise<void>;
}

/**
 * One serial port, named by its path, for the library: any path will do, a pseudo-terminal too. The library's own device takes
 * only ports that the operating system lists.
 * @throws {SdkError} `link-binding-unavailable`
 */
export async function createSerialDevice(
  path: string,
  baudRate: number,
  buffer: LoadedLibrary['buffer'],
): Promise<SerialDevice> {
  const SerialPort = await loadSerialPort();
  let port: InstanceType<typeof SerialPort> | undefined;
  let failure: Error | undefined;
  const send = (bytes: Uint8Array) =>
    new Promise<void>((written) => {
      // A port that is gone is told by its closing.
      if (!port?.isOpen) return written();
      port.write(bytes, () => written());
    });
  return {
    name: 'serial port',
    failure: () => failure,
    send,
    getPorts: (callback) => callback([{ path }], true),
    open(_path, opened, received, closed) {
      port = new SerialPort({ path, baudRate }, (error) => {
        if (error) failure = serialOpenError(path, error);
        opened(error ? undefined : path);
      });
      port.on('data', (bytes: Buffer) => received(buffer(bytes)));
      port.on('error', () => undefined); // a failed write; closing follows
      port.on('close', () => closed());
    },
    write: (bytes, written) => void send(Buffer.from(bytes, 'latin1')).then(written),
    close: () => {
      if (port?.isOpen) port.close();
    },
  };
}
