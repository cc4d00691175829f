import {
  byteString,
  bytesOf,
  commandPieces,
  encodeBegin,
  RADIO_COMMANDS,
  RADIO_FLOW,
  StreamReceiver,
} from '@hengzhun/protocol';
import { SerialEnd } from '../espruino/serial-end.js';
import type { RigPort } from '../host/instrument-host.js';
import { openPtyPair, type PtyPair } from '../serial/pty-pair.js';
import { NRF_PATH } from './espruino-nrf-script.js';

/** A characteristic as the program under test declared it. */
export interface DeclaredCharacteristic {
  service: string;
  maxLen: number;
  /** `n` notify, `w` writable, `r` readable. */
  properties: string;
}

export interface CentralOptions {
  /** ATT MTU of the connection; default 131. */
  mtu?: number;
  /** Time between connection events, ms; default 15. */
  interval?: number;
  /** Whether a notification is lost on the air; default none. */
  isLost?: () => boolean;
}

/**
 * The other side of {@link nrfScript}: what the program on the interpreter did with its radio, and a central that connects to it. Open it
 * in the host's directory before the host is started.
 */
export class EspruinoNrf implements RigPort {
  readonly services = new Map<string, DeclaredCharacteristic>();
  uart: boolean | undefined;
  /** Packet, interval, whenConnected and device name of each `setAdvertising`. */
  readonly advertisements: { packet: Uint8Array; interval: number; whenConnected: boolean; name: string }[] = [];
  readonly scanResponses: Uint8Array[] = [];
  isAsleep = false;
  isConnected = false;
  /** Connections that the instrument ended. */
  ended = 0;
  /** Notifications: arrived, lost on the air, found no buffer. */
  notified = 0;
  lost = 0;
  dropped = 0;
  /** Writes that the attribute refused. */
  refused = 0;
  acknowledgements = 0;
  /** Set to keep what arrived unacknowledged. */
  isMute = false;
  readonly #listeners = new Set<(bytes: Uint8Array) => void>();
  #receiver: StreamReceiver | undefined;
  #options: Required<CentralOptions> = { mtu: 131, interval: 15, isLost: () => false };
  #text = '';
  #events: NodeJS.Timeout | undefined;

  private constructor(
    private readonly pair: PtyPair,
    private readonly line: SerialEnd,
  ) {
    line.onData((bytes) => {
      const lines = (this.#text + byteString(bytes)).split('\n');
      this.#text = lines.pop()!;
      for (const one of lines) this.#hear(one.trim().split(' '));
    });
  }

  /** @throws RigError `socat-missing`, `socat-failed` */
  static async open(directory: string): Promise<EspruinoNrf> {
    const pair = await openPtyPair({ directory, names: [NRF_PATH, `${NRF_PATH}-outside`] });
    const line = new SerialEnd(pair.b, (error) => {
      throw error;
    });
    const nrf = new EspruinoNrf(pair, line);
    await line.open();
    return nrf;
  }

  async close(): Promise<void> {
    this.#over();
    await this.line.close();
    await this.pair.close();
  }

  /** Connects, and begins unless told not to. */
  connect(options: CentralOptions = {}, begins = true): void {
    this.#options = { mtu: 131, interval: 15, isLost: () => false, ...options };
    this.isConnected = true;
    this.#say(`C ${this.#options.mtu}`);
    this.#receiver = undefined;
    if (begins) this.begin();
    this.#events = setInterval(() => {
      this.#say('E');
      if (this.#receiver && this.#receiver.due <= Date.now()) this.#acknowledge();
    }, this.#options.interval);
  }

  begin(): void {
    const begin = encodeBegin(this.#options.mtu);
    this.#receiver = new StreamReceiver(begin[1]!, Date.now());
    this.writeTo(RADIO_FLOW, begin);
  }

  disconnect(): void {
    this.#say('X');
    this.#over();
  }

  /** Writes any bytes to any characteristic. */
  writeTo(uuid: string, bytes: Uint8Array): void {
    this.#say(`P ${uuid} ${Buffer.from(bytes).toString('hex')}`);
  }

  write(bytes: Uint8Array): void {
    for (const piece of commandPieces(bytes, this.#options.mtu)) this.writeTo(RADIO_COMMANDS, piece);
  }

  onData(callback: (bytes: Uint8Array) => void): () => void {
    this.#listeners.add(callback);
    return () => this.#listeners.delete(callback);
  }

  #over(): void {
    clearInterval(this.#events);
    this.#receiver = undefined;
    this.isConnected = false;
  }

  #say(line: string): void {
    this.line.write(bytesOf(`${line}\n`));
  }

  #acknowledge(): void {
    if (this.isMute || !this.#receiver) return;
    this.acknowledgements++;
    this.writeTo(RADIO_FLOW, this.#receiver.acknowledge(Date.now()));
  }

  #hear([word, ...rest]: string[]): void {
    const bytes = (text = ''): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
    const [first = '', second = '', third = '', fourth = ''] = rest;
    if (word === 'S') this.services.set(second, { service: first, maxLen: Number(third), properties: fourth });
    else if (word === 'U') this.uart = first === '1';
    else if (word === 'A') {
      const [packet, interval, whenConnected] = [bytes(first), Number(second), third === '1'];
      this.advertisements.push({ packet, interval, whenConnected, name: fourth });
    } else if (word === 'R') this.scanResponses.push(bytes(first));
    else if (word === 'Z') this.isAsleep = true;
    else if (word === 'W') this.isAsleep = false;
    else if (word === 'L') this.dropped++;
    else if (word === 'F') this.refused++;
    else if (word === 'D') {
      this.ended++;
      this.#over();
    } else if (word === 'N') this.#arrive(bytes(second));
  }

  #arrive(notification: Uint8Array): void {
    if (this.#options.isLost()) {
      this.lost++;
      return;
    }
    this.notified++;
    const receiver = this.#receiver;
    if (!receiver) return;
    const { bytes } = receiver.take(notification, Date.now());
    if (bytes) for (const listener of [...this.#listeners]) listener(Uint8Array.from(bytes));
    if (receiver.due <= Date.now()) this.#acknowledge();
  }
}
