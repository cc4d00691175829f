import type { KeyObject } from 'node:crypto';
import {
  byteString,
  coordinates,
  type DecodedRequest,
  decodeRequest,
  nonceListDigest,
  packNozzle,
  REQUEST_KEY,
  REQUEST_STATUS,
  REQUEST_UPDATE,
  SlipDecoder,
  slipEncodeBytes,
  writeBusyReply,
  writeCommandNonceReply,
  writeKeyReply,
  writeLogReply,
  writeNonceListReply,
  writeRefusalReply,
  writeUpdateReply,
} from '@hengzhun/protocol';
import type { SerialBinding } from '../../src/links/binding.js';
import type { TestInstrument } from './test-instrument.js';

type Port = Awaited<ReturnType<SerialBinding['open']>>;

/** A serial binding of one port whose other end is a function: the test's own, in process. */
export class MemoryPort {
  isOpen = false;
  present = true;
  written: Uint8Array[] = [];
  onWrite: (bytes: Uint8Array) => void = () => {};
  #data: Buffer[] = [];
  #waiting:
    | {
        buffer: Buffer;
        offset: number;
        length: number;
        resolve: (r: { buffer: Buffer; bytesRead: number }) => void;
        reject: (e: Error) => void;
      }
    | undefined;

  readonly binding: SerialBinding = {
    list: async () => [],
    open: async (options) => {
      if (!this.present) throw new Error(`Error: No such file or directory, cannot open ${options.path}`);
      this.isOpen = true;
      this.#data = [];
      return this.#port(options);
    },
  } as SerialBinding;

  /** Bytes from the instrument. */
  send(bytes: Uint8Array): void {
    this.#data.push(Buffer.from(bytes));
    this.#hand();
  }

  /** The device is pulled out. */
  vanish(): void {
    this.present = false;
    // As with the real bindings, only close() ends `isOpen`.
    this.#waiting?.reject(new Error('bad file descriptor'));
    this.#waiting = undefined;
  }

  #hand(): void {
    const { waiting, data } = { waiting: this.#waiting, data: this.#data[0] };
    if (waiting === undefined || data === undefined) return;
    const bytesRead = data.copy(waiting.buffer, waiting.offset, 0, Math.min(waiting.length, data.length));
    if (bytesRead === data.length) this.#data.shift();
    else this.#data[0] = data.subarray(bytesRead);
    this.#waiting = undefined;
    waiting.resolve({ buffer: waiting.buffer, bytesRead });
  }

  #port(options: unknown): Port {
    const self = this;
    return {
      openOptions: options,
      get isOpen() {
        return self.isOpen;
      },
      async close() {
        self.isOpen = false;
        self.#waiting?.reject(Object.assign(new Error('canceled'), { canceled: true }));
        self.#waiting = undefined;
      },
      read: (buffer: Buffer, offset: number, length: number) =>
        new Promise((resolve, reject) => {
          self.#waiting = { buffer, offset, length, resolve, reject };
          self.#hand();
        }),
      async write(bytes: Buffer) {
        self.written.push(bytes);
        self.onWrite(bytes);
      },
      async update() {},
      async set() {},
      async get() {
        return { cts: true, dsr: true, dcd: true };
      },
      async getBaudRate() {
        return { baudRate: 115200 };
      },
      async flush() {},
      async drain() {},
    } as unknown as Port;
  }
}

/** The nozzle that a status request asks for, with something delivered. */
function nozzleOf({ nozzle }: DecodedRequest) {
  return nozzle === undefined ? {} : { nozzle: packNozzle(nozzle, 0, 1000, 1) };
}

/** Answers requests as the contract says, with faults that a test switches on. */
export class InstrumentRig {
  readonly port = new MemoryPort();
  /** Entries in one log reply. */
  entriesPerReply = 3;
  faults = {
    silent: false,
    busy: 0,
    refuse: 0,
    stale: false,
    list: false,
    dropLogReplies: 0,
    spoilEntry: -1,
    commandResult: 0,
    /** Answers with this key instead of its own. */
    key: undefined as KeyObject | undefined,
    /** Pieces of an update that are lost on the way. */
    dropPieces: 0,
    /** Refuses pieces of an update. */
    refusePieces: 0,
  };
  /** What a command finds out. */
  values: number[] = [];
  /** What has arrived of an update. */
  image = Buffer.alloc(0);
  requests: string[] = [];
  messages: DecodedRequest[] = [];
  readonly #decoder = new SlipDecoder();

  constructor(readonly instrument: TestInstrument) {
    this.port.onWrite = (bytes) => {
      for (const item of this.#decoder.push(bytes)) {
        if (item.type === 'packet') queueMicrotask(() => this.#answer(new Uint8Array(item.bytes)));
      }
    };
  }

  /** Sends one message unasked. */
  send(message: Uint8Array | string): void {
    this.port.send(slipEncodeBytes(typeof message === 'string' ? Buffer.from(message, 'latin1') : message));
  }

  #answer(bytes: Uint8Array): void {
    const request = decodeRequest(bytes);
    this.requests.push(request.type);
    this.messages.push(request);
    const { faults, instrument } = this;
    if (faults.silent) return;
    if (faults.busy > 0 || faults.refuse > 0) {
      const busy = faults.busy > 0;
      const number = request.type === 'key' ? REQUEST_KEY : REQUEST_STATUS;
      this.send(busy ? writeBusyReply(number, faults.busy) : writeRefusalReply(number, faults.refuse));
      return;
    }
    let nonce = request.nonce;
    if (faults.stale) nonce = 'x'.repeat(12);
    if (faults.list && nonce !== undefined) {
      const list = ['other nonce!', nonce];
      this.send(writeNonceListReply(list));
      nonce = byteString(nonceListDigest(list.map((item) => Buffer.from(item, 'latin1'))));
    }
    if (request.type === 'status') this.send(instrument.status({ nonce, ...nozzleOf(request) }));
    else if (request.type === 'identify') this.send(instrument.identity({ nonce }));
    else if (request.type === 'command-nonce') this.send(writeCommandNonceReply('n'.repeat(16)));
    else if (request.type === 'command') this.send(instrument.receipt(bytes, this.faults.commandResult, this.values));
    else if (request.type === 'key') this.#key();
    else if (request.type === 'update') this.#piece(request);
    else if (request.type === 'log') this.#log(request.first!, request.count!, nonce);
  }

  #key(): void {
    const { x, y } = coordinates(this.faults.key ?? this.instrument.publicKey);
    this.send(writeKeyReply(byteString(x), byteString(y)));
  }

  /** Stores a piece that begins where the image ends; whatever comes, says how far it has got. */
  #piece({ offset, piece }: DecodedRequest): void {
    if (this.faults.refusePieces > 0) {
      this.send(writeRefusalReply(REQUEST_UPDATE, this.faults.refusePieces));
      return;
    }
    if (this.faults.dropPieces > 0) {
      this.faults.dropPieces--;
      return;
    }
    if (offset === this.image.length) this.image = Buffer.concat([this.image, Buffer.from(piece!, 'latin1')]);
    this.send(writeUpdateReply(this.image.length));
  }

  #log(first: number, asked: number, nonce: string | undefined): void {
    const { instrument, faults } = this;
    const count = Math.min(asked, instrument.log.length - first);
    this.send(instrument.logFrame(first, count, nonce === undefined ? undefined : Buffer.from(nonce, 'latin1')));
    const end = Math.min(first + count, instrument.log.length);
    for (let from = first; from < end; from += this.entriesPerReply) {
      if (faults.dropLogReplies > 0) {
        faults.dropLogReplies--;
        continue;
      }
      const entries = instrument.log.slice(from, Math.min(from + this.entriesPerReply, end)).map((entry, index) => {
        if (from + index !== faults.spoilEntry) return byteString(entry);
        const spoiled = new Uint8Array(entry);
        spoiled[spoiled.length - 1]! ^= 1;
        return byteString(spoiled);
      });
      this.send(writeLogReply(from, entries));
    }
  }
}
