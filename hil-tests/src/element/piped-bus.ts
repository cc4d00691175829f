import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { open, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { I2cBus } from '../emulation/i2c-bus.js';
import { RigError } from '../error.js';

/**
 * Lends an emulated I2C bus to an interpreter in another process, which has none: Espruino for Linux. A script in front of the
 * program defines `I2C1` there; each of its transfers goes through a named pipe and waits for the other one, so the bus blocks
 * as a real one does. Time is the machine's.
 */
export class PipedBus {
  readonly #directory = mkdtempSync(join(tmpdir(), 'hengzhun-i2c-'));
  readonly #request = join(this.#directory, 'request');
  readonly #answer = join(this.#directory, 'answer');
  readonly #served: Promise<void>;
  #closed = false;

  constructor(private readonly bus: I2cBus) {
    try {
      execFileSync('mkfifo', [this.#request, this.#answer]);
    } catch (cause) {
      throw new RigError('pipe-failed', 'No named pipe can be made: install coreutils', { cause });
    }
    this.#served = this.#serve();
  }

  /** Source that must run before the program. */
  get script(): string {
    // members of the object that is there: another one in its place would not be found
    return `(function () {
      var bitrate = 50000;
      var transfer = function (request) {
        var fs = require("fs");
        fs.writeFileSync(${JSON.stringify(this.#request)}, request + " " + bitrate);
        var answer = fs.readFileSync(${JSON.stringify(this.#answer)});
        if (answer.substr(0, 1) !== "+") throw new Error("I2C Error " + answer.substr(1));
        return E.toUint8Array(atob(answer.substr(1)));
      };
      I2C1.setup = function (options) { bitrate = options.bitrate; };
      I2C1.writeTo = function (address, data) {
        transfer("W " + address + " " + btoa(E.toString(E.toUint8Array(data))));
      };
      I2C1.readFrom = function (address, length) { return transfer("R " + address + " " + length); };
      I2C1.readReg = function (address, register, length) {
        I2C1.writeTo(address, register);
        return I2C1.readFrom(address, length);
      };
    })();`;
  }

  async close(): Promise<void> {
    this.#closed = true;
    // whoever waits at a pipe for its other end gets one
    for (const path of [this.#request, this.#answer]) await (await open(path, 'r+')).close();
    await this.#served;
    rmSync(this.#directory, { recursive: true, force: true });
  }

  async #serve(): Promise<void> {
    while (!this.#closed) {
      const request = await readFile(this.#request, 'latin1');
      if (this.#closed || !request) continue;
      // an interpreter whose power was cut in the meantime reads no answer
      await writeFile(this.#answer, this.#transfer(request), 'latin1').catch(() => {});
    }
  }

  #transfer(request: string): string {
    const [kind, address, rest, bitrate] = request.split(' ') as [string, string, string, string];
    const result =
      kind === 'W'
        ? this.bus.write(Number(address), Buffer.from(rest, 'base64'), true, Number(bitrate))
        : this.bus.read(Number(address), Number(rest), true, Number(bitrate));
    if (typeof result === 'string') return `-${result}`;
    return `+${Buffer.from(result ?? []).toString('base64')}`;
  }
}
