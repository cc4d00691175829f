import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { access, constants, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { RigError } from '../error.js';
import { Flash, type FlashGeometry } from '../flash/flash.js';
import { installFiles } from '../flash/install.js';
import { Storage } from '../flash/storage.js';
import { adopt, end } from '../host/children.js';
import { RealTimeClock, type RigClock } from '../host/clock.js';
import type { HostFlash, InstallOptions, InstrumentHost } from '../host/instrument-host.js';
import { openPtyPair, type PtyPair } from '../serial/pty-pair.js';
import { SerialEnd } from './serial-end.js';

/** The fake flash of Espruino on Linux, kept in `espruino.flash` in its working directory. */
export const LINUX_GEOMETRY: FlashGeometry = { pages: 256, pageSize: 1024, writeUnit: 4 };

/** Paths of the instrument's ends of the two ports, relative to the interpreter's working directory: what hz.cfg names. */
export const SERIAL1_PATH = 's1';
export const SERIAL2_PATH = 's2';

export interface EspruinoOptions extends Partial<InstallOptions> {
  /** Path of an Espruino built for Linux, such as `ESPRUINO_BIN`. */
  binary: string;
  /** Bytes of a flash to start from as it is; without it a new one is made and bundle and files are installed. */
  flash?: Uint8Array;
}

/** How soon the interpreter runs again after it ended by itself (a reboot, on Linux), ms. */
const REBOOT_MS = 10;
const CONSOLE_LINES = 10_000;

/** The bundle on the real interpreter: a process with a flash file and two pseudo-terminals. */
export class EspruinoHost implements InstrumentHost {
  readonly kind = 'espruino';
  readonly clock: RigClock = new RealTimeClock();
  readonly console: string[] = [];
  boots = 0;
  /** Set when something failed that no call could report. */
  failure: Error | undefined;
  #child: ChildProcess | undefined;
  #wanted = false;
  #partialLine = '';

  private constructor(
    readonly directory: string,
    private readonly binary: string,
    private readonly pairs: readonly PtyPair[],
    readonly serial1: SerialEnd,
    readonly serial2: SerialEnd,
  ) {}

  /** @throws RigError `interpreter-missing`, `socat-missing`, `socat-failed`. */
  static async create(options: EspruinoOptions): Promise<EspruinoHost> {
    const binary = resolve(options.binary);
    await access(binary, constants.X_OK).catch((cause: unknown) => {
      throw new RigError('interpreter-missing', `No interpreter can be run at ${binary}: build Espruino for Linux`, {
        cause,
      });
    });
    const directory = await mkdtemp(join(tmpdir(), 'hengzhun-espruino-'));
    const pairs: PtyPair[] = [];
    try {
      for (const name of [SERIAL1_PATH, SERIAL2_PATH]) {
        pairs.push(await openPtyPair({ directory, names: [name, `${name}-outside`] }));
      }
      const host: EspruinoHost = new EspruinoHost(
        directory,
        binary,
        pairs,
        new SerialEnd(pairs[0]!.b, (error) => host.#fail(error)),
        new SerialEnd(pairs[1]!.b, (error) => host.#fail(error)),
      );
      await writeFile(join(directory, 'espruino.flash'), options.flash ?? flashOf(options));
      return host;
    } catch (error) {
      await Promise.all(pairs.map((pair) => pair.close()));
      await rm(directory, { recursive: true, force: true });
      throw error;
    }
  }

  get flash(): HostFlash {
    const snapshot = (): Uint8Array => Uint8Array.from(readFileSync(join(this.directory, 'espruino.flash')));
    return { snapshot, storage: () => new Storage(new Flash(LINUX_GEOMETRY, snapshot())) };
  }

  get powered(): boolean {
    return this.#child !== undefined;
  }

  async start(): Promise<void> {
    if (this.#wanted)
      throw new RigError('host-running', 'The interpreter runs already: cut its power before starting it');
    this.#wanted = true;
    await this.#spawn();
  }

  async run(ms: number): Promise<void> {
    await this.clock.run(ms);
    if (this.failure) throw this.failure;
  }

  async cutPower(): Promise<void> {
    this.#wanted = false;
    // The interactive interpreter minds no other signal.
    if (this.#child) await end(this.#child, 'SIGKILL');
  }

  async stop(): Promise<void> {
    await this.cutPower();
    await Promise.all([this.serial1.close(), this.serial2.close()]);
    await Promise.all(this.pairs.map((pair) => pair.close()));
    await rm(this.directory, { recursive: true, force: true });
  }

  async #spawn(): Promise<void> {
    // Standard input stays an open pipe: at its end the interpreter would spin and choke its serial ports.
    const child = spawn(this.binary, [], { cwd: this.directory, stdio: ['pipe', 'pipe', 'pipe'] });
    adopt(child);
    child.stdin.on('error', () => {}); // the pipe breaks when the power is cut
    child.stdout.on('data', (chunk: Buffer) => this.#print(chunk.toString('latin1')));
    child.stderr.on('data', (chunk: Buffer) => this.#print(chunk.toString('latin1')));
    child.once('exit', () => {
      this.#child = undefined;
      // On Linux `E.reboot()` ends the process; on a board it would come back by itself.
      if (this.#wanted) setTimeout(() => this.#wanted && void this.#spawn(), REBOOT_MS);
    });
    await new Promise<void>((ready, failed) => {
      child.once('spawn', ready);
      child.once('error', (cause) =>
        failed(new RigError('interpreter-failed', `The interpreter did not start: ${cause.message}`, { cause })),
      );
    });
    this.#child = child;
    this.boots++;
  }

  #print(text: string): void {
    const lines = (this.#partialLine + text).split(/\r?\n/);
    this.#partialLine = lines.pop()!;
    this.console.push(...lines);
    if (this.console.length > CONSOLE_LINES) this.console.splice(0, this.console.length - CONSOLE_LINES);
  }

  #fail(error: Error): void {
    this.failure ??= error;
  }
}

function flashOf(options: Partial<InstallOptions>): Uint8Array {
  const storage = new Storage(new Flash(LINUX_GEOMETRY));
  installFiles(storage, options);
  return storage.flash.bytes;
}

/** An instrument on the real interpreter, off. See {@link EspruinoOptions}. */
export function createEspruinoHost(options: EspruinoOptions): Promise<EspruinoHost> {
  return EspruinoHost.create(options);
}
