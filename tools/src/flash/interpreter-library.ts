import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';

/** A serial device as the `espruino` package wants one. */
export interface LibraryDevice {
  readonly name: string;
  getPorts(callback: (ports: readonly { path: string }[], all: boolean) => void): void;
  open(
    path: string,
    opened: (information: string | undefined) => void,
    received: (bytes: ArrayBuffer) => void,
    closed: (error?: unknown) => void,
  ): void;
  write(bytes: string, written: () => void): void;
  close(): void;
}

/** The library's connection: packets that the interpreter acknowledges (2v25 and newer). Bytes are byte strings. */
export interface LibraryConnection {
  chunkSize: number;
  parsePackets: boolean;
  on(event: 'data', listener: (text: string) => void): void;
  removeListener(event: 'data', listener: (text: string) => void): void;
  espruinoEval(expression: string, options?: { timeout?: number }): Promise<unknown>;
  espruinoReceiveFile(
    name: string,
    options?: { timeout?: number; progress?: (bytes: number) => void },
  ): Promise<string>;
}

/** What of the library is used here. */
export interface Library {
  readonly Config: Record<string, unknown>;
  readonly Core: {
    readonly Serial: {
      readonly devices: LibraryDevice[];
      readonly connection: LibraryConnection;
      open(path: string, opened: (information: unknown) => void, closed: () => void): void;
      close(): void;
      startListening(listener: (bytes: ArrayBuffer) => void): unknown;
    };
    readonly Utils: { getEspruinoPrompt(callback: (hadToBreak?: boolean) => void): void };
    readonly CodeWriter: { writeToEspruino(code: string, done: () => void): void };
    Notifications: Record<'success' | 'error' | 'warning' | 'info', (text: string) => void>;
    Status: { setStatus(text: string): void; hasProgress(): boolean; incrementProgress(amount: number): void };
  };
  init(): void;
}

/** The parts of the package that talk to a console. The others fetch boards, modules and compilers over a network. */
const parts = [
  'espruino.js',
  'core/utils.js',
  'core/config.js',
  'core/serial.js',
  'core/env.js',
  'core/codeWriter.js',
  'plugins/saveOnSend.js',
];

/** The library, and a way to make the `ArrayBuffer` that it expects. */
export interface LoadedLibrary {
  readonly library: Library;
  buffer(bytes: Uint8Array): ArrayBuffer;
}

/**
 * Loads the `espruino` package into a context of its own. The package's own entry does the same in the global one, and on the way takes
 * `navigator`, `require` and the console for itself, holds one connection for a whole process, and reaches the network. In this context there is
 * nothing to reach it with: no `require`, no `process`, no `fetch`; and each port has its own copy.
 *
 * @param log what the library would print
 */
export function loadLibrary(log: (text: string) => void = () => undefined): LoadedLibrary {
  const root = path.dirname(createRequire(import.meta.url).resolve('espruino'));
  const print = (...words: unknown[]) => log(words.join(' '));
  const context = vm.createContext({
    console: { log: print, warn: print, error: print },
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    navigator: { userAgent: 'node' },
  });
  for (const part of parts) {
    new vm.Script(readFileSync(path.join(root, part), 'utf8'), { filename: part }).runInContext(context);
  }
  const library = (context as unknown as { Espruino: Library }).Espruino;
  library.Core.Notifications = { success: print, error: print, warning: print, info: print };
  library.Core.Status = { setStatus: print, hasProgress: () => false, incrementProgress: () => undefined };
  const Buffers = vm.runInContext('ArrayBuffer', context) as ArrayBufferConstructor;
  return {
    library,
    buffer: (bytes) => {
      const made = new Buffers(bytes.length);
      new Uint8Array(made).set(bytes);
      return made;
    },
  };
}
