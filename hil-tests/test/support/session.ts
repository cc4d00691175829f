import {
  decodeMessage,
  encodeRequest,
  FRAME_KIND_LOG,
  type Frame,
  type Message,
  type Reply,
  type RequestContent,
  SlipDecoder,
  slipEncodeBytes,
} from '@hengzhun/protocol';
import { feedInjection, type InjectionSample, type InstrumentHost } from '../../src/index.js';
import { COUNTS_PER_E, ZERO_COUNTS } from './instrument.js';

/** Longest wait for an answer, ms of the host's clock: the signer needs its time on the real interpreter. */
const PATIENCE = 20_000;
const STEP = 20;

/** What a host hears of one instrument, kept as it came, and what it says to it. */
export class Session {
  readonly frames: Frame[] = [];
  readonly replies: Reply[] = [];
  readonly discarded: { reason: string; bytes: Uint8Array }[] = [];
  readonly #decoder = new SlipDecoder();
  readonly #stop: () => void;
  #time = 0;
  /** What did not come: an instrument that fell silent once fails the rest of its tests at once. */
  #silent: Error | undefined;

  constructor(readonly host: InstrumentHost) {
    this.#stop = host.serial1.onData((bytes) => {
      for (const item of this.#decoder.push(bytes)) {
        if (item.type === 'discarded') this.discarded.push({ reason: item.reason, bytes: item.bytes.slice() });
        else this.#hear(decodeMessage(item.bytes.slice()));
      }
    });
  }

  #hear(message: Message): void {
    if (message.type === 'frame') this.frames.push(message.frame);
    else if (message.type === 'reply') this.replies.push(message.reply);
    else throw new Error(`An instrument does not say ${message.type}`);
  }

  close(): void {
    this.#stop();
  }

  send(message: Uint8Array): void {
    this.host.serial1.write(slipEncodeBytes(message));
  }

  request(request: RequestContent): void {
    this.send(encodeRequest(request));
  }

  /** Lets time pass until something has come. */
  async until<T>(found: () => T | undefined | false, what: string): Promise<T> {
    if (this.#silent) throw this.#silent;
    for (let waited = 0; waited < PATIENCE; waited += STEP) {
      const result = found();
      if (result) return result;
      await this.host.run(STEP);
    }
    this.#silent = new Error(`Nothing came within ${PATIENCE} ms: ${what}\n${this.host.console.slice(-20).join('\n')}`);
    throw this.#silent;
  }

  /** The first frame after the ones that a test has seen that meets a condition. */
  frame<K extends Frame['kind']>(
    kind: K,
    after = 0,
    meets: (frame: Frame) => boolean = () => true,
  ): Promise<Extract<Frame, { kind: K }>> {
    return this.until(
      () =>
        this.frames.slice(after).find((frame) => frame.kind === kind && meets(frame)) as
          | Extract<Frame, { kind: K }>
          | undefined,
      `a frame of kind ${kind}`,
    );
  }

  /** The frame that answers a request, which is repeated whenever the instrument is busy. */
  async ask<K extends Frame['kind']>(
    request: RequestContent,
    kind: K,
    meets: (frame: Frame) => boolean = () => true,
  ): Promise<Extract<Frame, { kind: K }>> {
    const after = this.frames.length;
    for (;;) {
      const from = this.replies.length;
      this.request(request);
      const answer = await this.until(() => {
        const frame = this.frames.slice(after).find((one) => one.kind === kind && meets(one));
        return frame ?? this.replies.slice(from).find((reply) => reply.type === 'busy' || reply.type === 'refusal');
      }, `an answer to ${request.type}`);
      if ('claims' in answer) return answer as Extract<Frame, { kind: K }>;
      if (answer.type !== 'busy') throw new Error(`Refused: ${JSON.stringify(answer)}`);
      await this.host.run(answer.retryAfter * 1000);
    }
  }

  /** The event log as it was last read whole. */
  log: Uint8Array[] | undefined;

  /** Reads the whole event log. */
  async readLog(): Promise<Uint8Array[]> {
    const from = this.replies.length;
    const { logLength } = this.frames.at(-1)!.claims;
    await this.ask({ type: 'log', first: 0, count: logLength }, FRAME_KIND_LOG);
    this.log = await this.until(() => {
      const all = this.replies.slice(from).flatMap((reply) => (reply.type === 'log' ? reply.entries : []));
      return all.length >= logLength && all;
    }, 'all log entries');
    return this.log;
  }

  /** Seconds that the instrument last asked for, or a little. */
  retryAfter(): number {
    const busy = this.replies.findLast((reply) => reply.type === 'busy');
    return busy?.type === 'busy' ? busy.retryAfter : 1;
  }

  reply<T extends Reply['type']>(type: T, after = 0): Promise<Extract<Reply, { type: T }>> {
    return this.until(
      () => this.replies.slice(after).find((reply) => reply.type === type) as Extract<Reply, { type: T }> | undefined,
      `a reply ${type}`,
    );
  }

  /** Feeds `seconds` samples, one a second, of an unloaded scale with a little noise, or until the signal. */
  async idle(seconds: number, load = 0, signal?: AbortSignal): Promise<void> {
    const samples: InjectionSample[] = [];
    for (let i = 0; i < seconds; i++) {
      this.#time += 1000;
      // A repeatable ripple of a tenth of an interval.
      const counts = ZERO_COUNTS + load * COUNTS_PER_E + (((this.#time / 1000) * 7919) % 101);
      samples.push({ timeMs: this.#time, counts, temperature: 2100 });
    }
    await feedInjection(this.host, samples, { stallMs: PATIENCE, ...(signal && { signal }) });
  }
}
