import { crc32 } from 'node:zlib';
import type { RigClock } from '../host/clock.js';
import type { RigPort } from '../host/instrument-host.js';

/** What is on a dispenser's link (firmware, `drivers/encoder-link.ts`): encoders and calculators, each with an address. */
export interface LinkDevice {
  /** 0..15. */
  address: number;
  /** The payload of the answer to a letter; undefined: the unit knows no such question, or keeps silent. */
  answer(letter: string): string | undefined;
}

/** An encoder with an identity and a register of its own. */
export class EmulatedEncoder implements LinkDevice {
  /** Edges forwards less edges backwards, modulo 2^32. */
  count = 0;
  initialised = false;
  /** Answers nothing. */
  silent = false;

  /** @param identity - 16 hexadecimal digits */
  constructor(
    readonly address: number,
    public identity: string,
  ) {}

  answer(letter: string): string | undefined {
    if (this.silent || (letter !== 'E' && letter !== 'I')) return undefined;
    if (letter === 'I') this.initialised = true;
    const count = (this.count >>> 0).toString(16).padStart(8, '0');
    return `${this.identity}${count}${this.initialised ? 1 : 0}`;
  }
}

/** A calculator that tells a preset. */
export class EmulatedCalculator implements LinkDevice {
  /** mL; undefined: none. */
  preset: number | undefined;

  constructor(readonly address: number) {}

  answer(letter: string): string | undefined {
    if (letter !== 'P') return undefined;
    return (this.preset ?? 0xffffffff).toString(16).padStart(8, '0');
  }
}

export interface LinkOptions {
  clock: RigClock;
  /** Time until an answer begins, ms. Default 20. */
  delayMs?: number;
  /** Changes an answer on the wire: noise. Undefined: it is lost. */
  tamper?: (line: string) => string | undefined;
}

/** Puts units on the outer end of a port. @returns a function that takes them off. */
export function attachLink(port: RigPort, devices: readonly LinkDevice[], options: LinkOptions): () => void {
  let buffer = '';
  return port.onData((bytes) => {
    buffer += Buffer.from(bytes).toString('latin1');
    const lines = buffer.split('\n');
    buffer = lines.pop()!;
    for (const line of lines) {
      const question = /^\?([0-9a-f])([A-Z])([0-9a-f])\*([0-9a-f]{8})$/.exec(line);
      if (!question || checksum(line.slice(0, 4)) !== question[4]) continue;
      const device = devices.find(({ address }) => address.toString(16) === question[1]);
      const payload = device?.answer(question[2]!);
      if (payload === undefined) continue;
      const body = `=${line.slice(1, 4)}${payload}`;
      const answer = `${body}*${checksum(body)}`;
      const sent = options.tamper ? options.tamper(answer) : answer;
      if (sent === undefined) continue;
      options.clock.setTimer(options.clock.now() + (options.delayMs ?? 20), () =>
        port.write(Buffer.from(`${sent}\n`, 'latin1')),
      );
    }
  });
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}
