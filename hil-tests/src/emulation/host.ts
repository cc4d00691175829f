import { RigError } from '../error.js';
import { fileSpace } from '../flash/file-header.js';
import { Flash, type FlashGeometry, MDBT42Q_STORAGE } from '../flash/flash.js';
import { filesToInstall, installFiles } from '../flash/install.js';
import { Storage } from '../flash/storage.js';
import { type RigClock, VirtualClock } from '../host/clock.js';
import type { HostFlash, InstallOptions, InstrumentHost } from '../host/instrument-host.js';
import { type FreePages, flashModule, STORAGE_ADDRESS } from './flash-module.js';
import { byteString } from './flatten.js';
import { I2cBoard } from './i2c.js';
import { installInterpreterObject, type Surroundings } from './interpreter-object.js';
import { type EndOfBoot, Machine, show } from './machine.js';
import { cryptoModule, installRequire } from './modules.js';
import type { EmulatedRadio } from './nrf/radio.js';
import { Nrf52Peripherals } from './nrf52/peripherals.js';
import { PinBoard } from './pins.js';
import { EmulatedSerial, installSoftwareSerial, type SerialOptions } from './serial.js';
import { installSpi } from './spi.js';
import { storageModule } from './storage-module.js';
import { installTimers } from './timers.js';

export interface EmulationOptions extends Partial<InstallOptions> {
  /** Shared by everything that lives in the same time; default: a virtual clock of its own. */
  clock?: RigClock;
  /** A flash to start from as it is; without it a new one is made and bundle and files are installed. */
  flash?: Flash;
  geometry?: FlashGeometry;
  /** Pages outside the Storage that the board leaves to programs: none on an MDBT42Q. */
  freePages?: FreePages;
  surroundings?: Surroundings;
  serial?: SerialOptions;
  /** Bluetooth LE; without it the board has no `NRF`. Its air must live on the same clock. */
  radio?: EmulatedRadio;
  /** Further modules for `require`. */
  modules?: Record<string, unknown>;
  /** Called with the reason whenever a boot ends. */
  onEnd?: (why: EndOfBoot) => void;
}

/** Files that the interpreter evaluates at boot, in this order. */
const BOOT_FILES = ['.bootPowerOn', '.boot0', '.boot1', '.boot2', '.boot3', '.bootrst', '.bootcde'];
/** Flash that is left beside what was installed, bytes. */
const SPARE = 1024;
/** Longest console kept, lines; older ones go, so that a month of virtual time fits. */
const CONSOLE_LINES = 10_000;
/** Time between the request for a reboot and the program running again, ms. */
const REBOOT_MS = 10;
/** Bits of the nRF52's RESETREAS register (0x40000400): watchdog, soft reset. */
const RESET_REASON_ADDRESS = 0x40000400;
const RESET_REASONS: Record<EndOfBoot, number> = { power: 0, watchdog: 2, reboot: 4 };

/** The bundle in a context of Node's `vm` that stands in for a board with an MDBT42Q. */
export class EmulationHost implements InstrumentHost {
  readonly kind = 'emulation';
  readonly clock: RigClock;
  readonly memory: Flash;
  readonly serial1: EmulatedSerial;
  readonly serial2: EmulatedSerial;
  readonly #serials = new Map<string, EmulatedSerial>();
  readonly pins = new PinBoard();
  readonly i2c = new I2cBoard();
  readonly console: string[] = [];
  boots = 0;
  /** Why the last boot ended; undefined before the first end. */
  lastEnd: EndOfBoot | undefined;
  #machine: Machine | undefined;
  #raise: (flag: string) => void = () => {};
  #resetReason = 0;
  #peripherals: Nrf52Peripherals | undefined;

  constructor(private readonly options: EmulationOptions) {
    this.clock = options.clock ?? new VirtualClock();
    this.serial1 = new EmulatedSerial(options.serial);
    this.serial2 = new EmulatedSerial(options.serial);
    this.memory = options.flash ?? installedFlash(options);
  }

  get flash(): HostFlash {
    return { snapshot: () => this.memory.bytes.slice(), storage: () => new Storage(this.memory) };
  }

  /** True while a program runs (a cut inside the flash ends it without {@link cutPower}). */
  get powered(): boolean {
    return this.#machine?.alive ?? false;
  }

  async start(): Promise<void> {
    if (this.powered)
      throw new RigError('host-running', 'The emulated instrument is on: cut its power before starting it');
    this.memory.powerOn();
    this.options.freePages?.flash.powerOn();
    this.#resetReason = 0;
    this.#boot(true);
  }

  run(ms: number): Promise<void> {
    return this.clock.run(ms);
  }

  async cutPower(): Promise<void> {
    this.#machine?.end('power');
    this.#powerOff();
  }

  async stop(): Promise<void> {
    await this.cutPower();
  }

  /** A further port: `Serial3`, or one in software by its pins, receiving pin first: `D1/D2`. */
  serial(name: string): EmulatedSerial {
    let port = this.#serials.get(name);
    if (!port) {
      port = new EmulatedSerial(this.options.serial);
      this.#serials.set(name, port);
    }
    return port;
  }

  /** Lets the interpreter report an error flag such as `MEMORY` or `FIFO_FULL`. */
  raiseErrorFlag(flag: string): void {
    this.#raise(flag);
  }

  /** Registers of the emulated chip, which begin anew with every boot; undefined before the first. */
  get peripherals(): Nrf52Peripherals | undefined {
    return this.#peripherals;
  }

  /** Evaluates an expression inside the running program, for tests of the emulation itself. */
  evaluate(code: string): unknown {
    if (!this.#machine?.alive) throw new RigError('host-dead', 'The emulated instrument is off: start it first');
    return this.#machine.run(code, 'evaluate');
  }

  #boot(powerOn: boolean): void {
    this.boots++;
    const machine = new Machine(
      this.clock,
      (line) => this.#print(line),
      (why) => this.#ended(machine, why),
    );
    this.#machine = machine;
    const { module, storage } = storageModule(machine, this.memory);
    this.#install(machine, module);
    if (powerOn && !storage.checkAtBoot()) this.#print('Storage is corrupt.');
    for (const name of BOOT_FILES) {
      if (name === '.bootPowerOn' && !powerOn) continue;
      const code = machine.alive ? storage.read(name) : undefined;
      if (code) machine.boot(byteString(code), name);
      if (name === '.bootrst' && code) break; // it takes the place of .bootcde
    }
    if (machine.alive) machine.call(() => this.#emit('init'), []);
  }

  #emit: (event: string) => void = () => {};

  #install(machine: Machine, storage: Record<string, unknown>): void {
    const print = (...values: unknown[]): void => this.#print(values.map(show).join(' '));
    const log = { log: print, info: print, warn: print, error: print, debug: print, trace: () => {} };
    machine.define('print', print);
    machine.define('console', log);
    machine.define('global', machine.context);
    machine.define('process', {
      version: '2v29.emulated',
      env: {
        VERSION: '2v29.emulated',
        BOARD: 'MDBT42Q',
        CHIP: 'NRF52832',
        CHIP_FAMILY: 'NRF52',
        MODULES: 'Flash,Storage,crypto',
        SERIAL: '00000000-00000000',
      },
      // A context of Node has no such figure: measure memory on the interpreter.
      memory: () => ({
        ...{ free: 2950, usage: 0, total: 2950, history: 0, blocksize: 13 },
        flash_code_start: STORAGE_ADDRESS,
      }),
      on: () => {},
    });
    machine.define('btoa', (text: string) => Buffer.from(text, 'latin1').toString('base64'));
    machine.define('atob', (text: string) => Buffer.from(text, 'base64').toString('latin1'));
    machine.define('load', () => machine.reboot());
    // At the top level, where alone the firmware uses it, the interpreter evaluates in its root scope.
    machine.define('eval', (code: unknown) => (typeof code === 'string' ? machine.run(code, '.bootcde') : code));
    const peripherals = new Nrf52Peripherals(this.clock, this.pins);
    this.#peripherals = peripherals;
    machine.beforeEnd(() => peripherals.release());
    machine.define('peek32', (address: number) => {
      machine.guard();
      return address === RESET_REASON_ADDRESS ? this.#resetReason : (peripherals.peek(address) ?? 0);
    });
    machine.define('poke32', (address: number, bits: number) => {
      machine.guard();
      // Writing a one clears a bit of this register.
      if (address === RESET_REASON_ADDRESS) this.#resetReason &= ~bits;
      else peripherals.poke(address, bits);
    });
    for (const name of ['setDeepSleep', 'setBusyIndicator', 'setSleepIndicator', 'echo', 'trace']) {
      machine.define(name, () => {});
    }
    installTimers(machine);
    installRequire(machine, {
      Flash: flashModule(machine, this.memory, this.options.freePages),
      Storage: storage,
      crypto: cryptoModule(machine),
      ...this.options.modules,
    });
    const { raise, emit } = installInterpreterObject(machine, this.options.surroundings ?? {});
    this.#raise = raise;
    this.#emit = emit;
    this.serial1.install(machine, 'Serial1');
    this.serial2.install(machine, 'Serial2');
    this.serial('Serial3').install(machine, 'Serial3');
    installSoftwareSerial(machine, (pins) => this.serial(pins));
    this.pins.install(machine, raise);
    this.i2c.install(machine);
    installSpi(machine, this.pins);
    this.options.radio?.install(machine);
  }

  #ended(machine: Machine, why: EndOfBoot): void {
    this.lastEnd = why;
    this.options.onEnd?.(why);
    if (why === 'power') {
      this.#powerOff();
      return;
    }
    this.#resetReason |= RESET_REASONS[why];
    this.clock.setTimer(this.clock.now() + REBOOT_MS, () => {
      // Unless the power went, or came back, in the meantime.
      if (this.#machine === machine && !this.memory.dead) this.#boot(false);
    });
  }

  #powerOff(): void {
    this.memory.powerOff();
    this.options.freePages?.flash.powerOff();
  }

  #print(text: string): void {
    for (const line of text.split('\n')) this.console.push(line);
    if (this.console.length > CONSOLE_LINES) this.console.splice(0, this.console.length - CONSOLE_LINES);
  }
}

/**
 * A new flash with state file, bundle and files. Without a geometry it is that of an MDBT42Q, or as many pages more as it takes:
 * the bundle stands here as text, which is longer than the image that a board gets.
 */
function installedFlash(options: EmulationOptions): Flash {
  const { pageSize, pages } = MDBT42Q_STORAGE;
  const needed = filesToInstall(options, MDBT42Q_STORAGE).reduce((sum, file) => sum + fileSpace(file), SPARE);
  const geometry = options.geometry ?? { ...MDBT42Q_STORAGE, pages: Math.max(pages, Math.ceil(needed / pageSize)) };
  const flash = new Flash(geometry);
  installFiles(new Storage(flash), options);
  flash.units = 0;
  return flash;
}

/** An emulated instrument, off. See {@link EmulationOptions}. */
export function createEmulationHost(options: EmulationOptions): EmulationHost {
  return new EmulationHost(options);
}
