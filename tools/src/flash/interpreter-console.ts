import { setTimeout as delay } from 'node:timers/promises';
import { encodeRequest, SlipDecoder, slipEncodeBytes } from '@hengzhun/protocol';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { type Library, loadLibrary } from './interpreter-library.js';
import { createSerialDevice, type SerialDevice } from './serial-device.js';

/** How long the interpreter may take over one expression, ms. It acknowledges when it is done. */
const ANSWER_MS = 5000;
/** Bytes that the library hands to the port at once. */
const WRITE_CHUNK = 512;
const heardLimit = 10_000;

export interface ConsoleOptions {
  readonly baudRate: number;
  /** What the library and the interpreter print, for a person who looks for a fault. */
  readonly log?: (text: string) => void;
}

/** The console (REPL) of an Espruino on a serial port, spoken to through the `espruino` package. */
export class InterpreterConsole {
  readonly #lost: Promise<never>;
  #heard = '';

  private constructor(
    readonly path: string,
    private readonly library: Library,
    private readonly device: SerialDevice,
    gone: Promise<void>,
  ) {
    this.#lost = gone.then(() => {
      throw new ToolError('tool-port-lost', { port: path });
    });
    this.#lost.catch(() => undefined);
  }

  /**
   * Opens the port and makes sure that an interpreter listens there: asks for its prompt, interrupts what runs if need be, and has it answer.
   *
   * @throws {SdkError} `link-path-missing`, `link-locked`, `link-permission`, …; {ToolError} `tool-console-locked`, `tool-console-silent`, `tool-port-lost`
   */
  static async open(path: string, options: ConsoleOptions): Promise<InterpreterConsole> {
    const { library, buffer } = loadLibrary(options.log);
    const device = await createSerialDevice(path, options.baudRate, buffer);
    library.Core.Serial.devices.push(device);
    library.init();
    Object.assign(library.Config, {
      ENV_ON_CONNECT: false,
      RESET_BEFORE_SEND: false,
      SAVE_ON_SEND: 0,
      SERIAL_IGNORE: '',
      SERIAL_THROTTLE_SEND: 2,
    });
    let left: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      left = resolve;
    });
    const opened = await new Promise<unknown>((resolve) => library.Core.Serial.open(path, resolve, left));
    if (opened === undefined) throw device.failure() ?? new ToolError('tool-port-lost', { port: path });
    const made = new InterpreterConsole(path, library, device, gone);
    library.Core.Serial.connection.on('data', (text) => {
      made.#heard = (made.#heard + text).slice(-heardLimit);
      options.log?.(text);
    });
    try {
      await made.#expectPrompt();
    } catch (error) {
      made.close();
      throw error;
    }
    return made;
  }

  async #expectPrompt(): Promise<void> {
    const { Utils, Serial } = this.library.Core;
    await this.#orLost(new Promise<void>((resolve) => Utils.getEspruinoPrompt(() => resolve())));
    // After an interrupt the interpreter prints for a moment.
    await delay(100);
    Serial.connection.chunkSize = WRITE_CHUNK;
    const answer = await this.#orLost(
      Serial.connection.espruinoEval(' 6*7 ', { timeout: ANSWER_MS }).catch(() => undefined),
    );
    if (answer === 42) return;
    if (this.#heard.includes('password>')) throw new ToolError('tool-console-locked', { port: this.path });
    if (await this.#speaksProtocol()) throw new ToolError('tool-console-locked', { port: this.path });
    throw new ToolError('tool-console-silent', { port: this.path }, exitCode.noAnswer);
  }

  /** Whether an instrument answers here in its own protocol: then its console is locked. */
  async #speaksProtocol(): Promise<boolean> {
    const decoder = new SlipDecoder();
    this.#heard = '';
    // Bytes that mean something in the interpreter's packets are plain bytes here.
    this.library.Core.Serial.connection.parsePackets = false;
    await this.device.send(slipEncodeBytes(encodeRequest({ type: 'command-nonce' })));
    for (let waited = 0; waited < 2000; waited += 100) {
      await delay(100);
      const heard = this.#heard;
      this.#heard = '';
      if (decoder.push(Buffer.from(heard, 'latin1')).some((item) => item.type === 'packet')) return true;
    }
    return false;
  }

  /**
   * The value of an expression on the interpreter. Strings, numbers, booleans and plain objects come back as they are.
   *
   * @throws {ToolError} `tool-interpreter-refused` with what it printed, `tool-interpreter-silent`, `tool-port-lost`
   */
  async evaluate(expression: string): Promise<unknown> {
    this.#heard = '';
    try {
      return await this.#orLost(
        this.library.Core.Serial.connection.espruinoEval(withoutInterrupt(expression), { timeout: ANSWER_MS }),
      );
    } catch (reason) {
      if (reason instanceof ToolError) throw reason;
      // What it complains of follows the refusal.
      await delay(200);
      if (/NAK/.test(String(reason))) {
        throw new ToolError('tool-interpreter-refused', { port: this.path, reason: complaint(this.#heard) });
      }
      throw new ToolError('tool-interpreter-silent', { port: this.path }, exitCode.noAnswer);
    }
  }

  /**
   * Has the interpreter run statements that take longer than an answer may: starts them behind its back and waits until it listens again.
   * @param limit longest wait, ms
   */
  async runLong(statements: string, limit: number): Promise<void> {
    await this.evaluate(`setTimeout(function(){${statements}},50)`);
    await delay(100);
    const until = Date.now() + limit;
    for (;;) {
      try {
        await this.evaluate('1');
        return;
      } catch (error) {
        if (!(error instanceof ToolError) || error.code !== 'tool-interpreter-silent' || Date.now() > until)
          throw error;
      }
    }
  }

  /** A whole file of its Storage, as a byte string. */
  async readFile(name: string, onProgress: (bytes: number) => void): Promise<string> {
    try {
      return await this.#orLost(
        this.library.Core.Serial.connection.espruinoReceiveFile(name, { timeout: ANSWER_MS, progress: onProgress }),
      );
    } catch (reason) {
      if (reason instanceof ToolError) throw reason;
      throw new ToolError('tool-interpreter-silent', { port: this.path }, exitCode.noAnswer);
    }
  }

  /** Pastes a program into RAM and returns what the interpreter printed meanwhile. */
  async paste(code: string, onProgress: (done: number, total: number) => void): Promise<string> {
    this.#heard = '';
    const { connection } = this.library.Core.Serial;
    const status = this.library.Core.Status;
    let sent = 0;
    this.library.Core.Status = {
      ...status,
      incrementProgress: (amount) => onProgress(Math.min(code.length, (sent += amount)), code.length),
    };
    try {
      await this.#orLost(new Promise<void>((done) => this.library.Core.CodeWriter.writeToEspruino(code, done)));
    } finally {
      this.library.Core.Status = status;
      connection.chunkSize = WRITE_CHUNK;
    }
    return this.#heard;
  }

  /** What the interpreter has printed since it was last asked. */
  get heard(): string {
    return this.#heard;
  }

  close(): void {
    this.library.Core.Serial.close();
  }

  #orLost<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#lost]);
  }
}

/**
 * An expression whose length is not one that looks like Ctrl-C in the head of its packet: an interpreter may take that for one before it
 * knows that a packet has begun.
 */
function withoutInterrupt(expression: string): string {
  return (expression.length & 0xff) === 3 ? `${expression} ` : expression;
}

/** The first line of an error that the interpreter printed. */
export function complaint(printed: string): string {
  const lines = printed.split(/[\r\n]+/).map((line) => line.trim());
  return lines.find((line) => /uncaught|error|memory|interrupted/i.test(line)) ?? (lines.find(Boolean) || '–');
}
