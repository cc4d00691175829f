import { SerialPort } from 'serialport';
import type { RigPort } from '../host/instrument-host.js';

/**
 * The outer end of a pseudo-terminal as a {@link RigPort}, opened with serialport's native bindings when it is first
 * used: until then another program (the SDK under test) can have the path for itself.
 */
export class SerialEnd implements RigPort {
  readonly #listeners = new Set<(bytes: Uint8Array) => void>();
  #port: SerialPort | undefined;
  #opened: Promise<void> | undefined;

  constructor(
    readonly path: string,
    private readonly onError: (error: Error) => void,
  ) {}

  write(bytes: Uint8Array): void {
    void this.open();
    this.#port?.write(Buffer.from(bytes));
  }

  onData(callback: (bytes: Uint8Array) => void): () => void {
    void this.open();
    this.#listeners.add(callback);
    return () => this.#listeners.delete(callback);
  }

  /** Resolves when the port is open; errors go to the host. */
  open(): Promise<void> {
    this.#opened ??= new Promise((resolve) => {
      const port = new SerialPort({ path: this.path, baudRate: 115_200 }, (error) => {
        if (error) this.onError(error);
        resolve();
      });
      this.#port = port;
      port.on('data', (bytes: Buffer) => {
        for (const listener of [...this.#listeners]) listener(Uint8Array.from(bytes));
      });
      port.on('error', this.onError);
    });
    return this.#opened;
  }

  async close(): Promise<void> {
    await this.#opened;
    const port = this.#port;
    this.#port = undefined;
    this.#opened = undefined;
    if (port?.isOpen) await new Promise<void>((resolve) => port.close(() => resolve()));
  }
}
