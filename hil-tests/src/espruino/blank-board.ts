import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { access, constants, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { RigError } from '../error.js';
import { Flash } from '../flash/flash.js';
import { Storage } from '../flash/storage.js';
import { adopt, end } from '../host/children.js';
import { openPtyPair, type PtyPair } from '../serial/pty-pair.js';
import { LINUX_GEOMETRY, SERIAL1_PATH, SERIAL2_PATH } from './host.js';
import { SerialEnd } from './serial-end.js';

/** How soon the interpreter runs again after it ended by itself (a reboot, on Linux), ms. */
const REBOOT_MS = 10;
/** What moves the console to the serial port, where a board has it by itself. */
const CONSOLE_TO_SERIAL = `\u0010Serial1.setup(115200,{path:"${SERIAL1_PATH}"});Serial1.setConsole(true);\n`;
/** The interpreter works off its first line within this time, ms. */
const SETTLE_MS = 400;

/**
 * A board as it comes from its maker, with a real interpreter: the console on the serial port, which a flasher opens at `port`. What it
 * writes there is on the board's own flash; after a restart the program decides whether the console stays.
 */
export class BlankBoard {
  #child: ChildProcess | undefined;
  #wanted = false;
  /** How often it came up since it was made. */
  boots = 0;

  private constructor(
    readonly directory: string,
    private readonly binary: string,
    private readonly pair: PtyPair,
    private readonly pair2: PtyPair,
    /** Outer end of the injection port. */
    readonly serial2: SerialEnd,
  ) {}

  /** @throws RigError `interpreter-missing`, `socat-missing`, `socat-failed` */
  static async create(binary: string): Promise<BlankBoard> {
    const path = resolve(binary);
    await access(path, constants.X_OK).catch((cause: unknown) => {
      throw new RigError('interpreter-missing', `No interpreter can be run at ${path}: build Espruino for Linux`, {
        cause,
      });
    });
    const directory = await mkdtemp(join(tmpdir(), 'hengzhun-board-'));
    const pair = await openPtyPair({ directory, names: [SERIAL1_PATH, 'port'] });
    const pair2 = await openPtyPair({ directory, names: [SERIAL2_PATH, 'injection'] });
    const board = new BlankBoard(directory, path, pair, pair2, new SerialEnd(pair2.b, () => undefined));
    await writeFile(join(directory, 'espruino.flash'), new Flash(LINUX_GEOMETRY).bytes);
    return board;
  }

  /** Path of the serial port, as a program opens it. */
  get port(): string {
    return this.pair.b;
  }

  get powered(): boolean {
    return this.#child !== undefined;
  }

  /** The files in its flash. */
  storage(): Storage {
    return new Storage(
      new Flash(LINUX_GEOMETRY, Uint8Array.from(readFileSync(join(this.directory, 'espruino.flash')))),
    );
  }

  /** Power on. A board without a program, or with one that leaves it alone, has its console on the serial port. */
  async start(): Promise<void> {
    this.#wanted = true;
    this.#spawn();
    await new Promise((settled) => setTimeout(settled, SETTLE_MS));
  }

  /** Power off at once. */
  async cutPower(): Promise<void> {
    this.#wanted = false;
    // The interactive interpreter minds no other signal.
    if (this.#child) await end(this.#child, 'SIGKILL');
  }

  /** Pulls the cable out of the computer, or plugs it in again. */
  unplug(): Promise<void> {
    return this.pair.vanish();
  }

  plugIn(): Promise<void> {
    return this.pair.restore();
  }

  async stop(): Promise<void> {
    await this.cutPower();
    await this.serial2.close();
    await this.pair.close();
    await this.pair2.close();
    await rm(this.directory, { recursive: true, force: true });
  }

  #spawn(): void {
    // Standard input stays an open pipe: at its end the interpreter would spin and choke its serial ports.
    const child = spawn(this.binary, [], { cwd: this.directory, stdio: ['pipe', 'ignore', 'ignore'] });
    adopt(child);
    child.stdin?.on('error', () => {}); // the pipe breaks when the power is cut
    child.stdin?.write(CONSOLE_TO_SERIAL);
    child.once('exit', () => {
      this.#child = undefined;
      // On Linux `E.reboot()` ends the process; on a board it would come back by itself.
      if (this.#wanted) setTimeout(() => this.#wanted && this.#spawn(), REBOOT_MS);
    });
    this.#child = child;
    this.boots++;
  }
}
