import { SerialPort } from 'serialport';
import { RigError } from '../error.js';
import { openPtyPair } from '../serial/pty-pair.js';
import type { Controller } from './controller.js';
import { H4Decoder } from './h4.js';
import { hardwareError } from './hci-events.js';

/** A controller on a pseudo-terminal. */
export interface ServedController {
  /** Where a program outside finds it: `BLUETOOTH_HCI_SOCKET_UART_PORT=<path>` for noble and bleno. */
  readonly path: string;
  close(): Promise<void>;
}

/** HCI speaks of a hardware error by a code of the maker's own (Vol 4 Part E, 7.7.8); here: the byte stream is out of step. */
const OUT_OF_STEP = 0x02;

/**
 * Serves a controller over a pseudo-terminal (H4, Vol 4 Part A), for programs in other processes. Those live in real
 * time: the air's clock must be one of real time.
 *
 * @throws RigError `socat-missing`, `socat-failed`, `pipe-failed`.
 */
export async function serveController(controller: Controller): Promise<ServedController> {
  const pair = await openPtyPair({ names: ['controller', 'hci'] });
  let port: SerialPort;
  try {
    port = await open(pair.a);
  } catch (error) {
    await pair.close();
    throw error;
  }
  const decoder = new H4Decoder(
    (packet) => controller.write(packet),
    () => controller.send(hardwareError(OUT_OF_STEP)),
  );
  port.on('data', (bytes: Buffer) => decoder.push(bytes));
  const detach = controller.attach({ packet: (packet) => port.write(packet) });
  return {
    path: pair.b,
    async close() {
      detach();
      if (port.isOpen) await new Promise<void>((resolve) => port.close(() => resolve()));
      await pair.close();
    },
  };
}

function open(path: string): Promise<SerialPort> {
  return new Promise((resolve, reject) => {
    const port = new SerialPort({ path, baudRate: 1_000_000 }, (error) => {
      if (error) reject(new RigError('pipe-failed', `${path} cannot be opened: ${error.message}`, { cause: error }));
      else resolve(port);
    });
  });
}
