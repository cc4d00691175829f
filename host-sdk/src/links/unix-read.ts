import { read } from 'node:fs';
import { promisify } from 'node:util';
import type { SerialBinding } from './binding.js';

/** What the bindings of Linux and macOS have beside the common interface. */
interface UnixPort {
  isOpen: boolean;
  fd: number | null;
  poller: { once(event: 'readable', callback: (error?: Error | null) => void): unknown };
  read(buffer: Buffer, offset: number, length: number): Promise<{ buffer: Buffer; bytesRead: number }>;
}

const readFile = promisify(read);
const notYet = new Set(['EAGAIN', 'EWOULDBLOCK', 'EINTR']);

/**
 * The binding with a reading of its own, which takes a read of no bytes for what it is: the line hung up. Linux answers so from
 * the moment a device is gone (a port that only has nothing to say answers EAGAIN, since at least one byte is asked for). The
 * bindings' own reading tries again at once, for ever: a port that vanished between two reads was never reported, and a whole
 * processor was busy with it.
 */
export function reportingHangUps(binding: SerialBinding): SerialBinding {
  return {
    list: () => binding.list(),
    open: async (options) => {
      const port = await binding.open(options);
      const unix = port as unknown as UnixPort;
      if (unix.poller !== undefined) unix.read = (...where) => readPort(unix, ...where);
      return port;
    },
  } as SerialBinding;
}

async function readPort(port: UnixPort, buffer: Buffer, offset: number, length: number) {
  for (;;) {
    try {
      const { bytesRead } = await readFile(openFile(port), buffer, offset, length, null);
      if (bytesRead > 0) return { buffer, bytesRead };
    } catch (error) {
      if (!notYet.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      // closed meanwhile: to poll a file that is closed aborts the process
      openFile(port);
      await readable(port);
      continue;
    }
    throw Object.assign(new Error('the line hung up'), { disconnect: true });
  }
}

function openFile({ isOpen, fd }: UnixPort): number {
  if (!isOpen || fd === null) throw Object.assign(new Error('the port is not open'), { canceled: true });
  return fd;
}

function readable(port: UnixPort): Promise<void> {
  return new Promise((resolve, reject) => {
    port.poller.once('readable', (error) => (error ? reject(error) : resolve()));
  });
}
