import { randomUUID } from 'node:crypto';
import { decodeFrame, type Frame } from '@hengzhun/protocol';
import { SdkError } from '../errors.js';
import type { IngestOutcome, ReceivedPacket } from './outcome.js';
import type { PlainOutcome } from './receipts.js';
import { WorkerChild } from './worker-child.js';
import type { Losses, PlainError, WorkerStoreOptions } from './worker-messages.js';

export interface IngestWorkersOptions extends WorkerStoreOptions {
  /** Worker processes. Default 2. More than one is of use on PostgreSQL only: a file has one writer at a time. */
  readonly workers?: number;
  /** Batches that wait in one worker while it stores another. Default 1. */
  readonly ahead?: number;
  /** Batches that may wait here; beyond it `ingest` rejects with `store-locked`. Default 1 000. */
  readonly waitingLimit?: number;
  /** Called when a worker ended by itself; its batches go to another. */
  readonly onWorkerLost?: (lost: { readonly pid: number; readonly batches: number }) => void;
}

/** A job is tried this often before it is taken for the reason why its workers die. */
const attemptLimit = 25;
/** Waits before a worker is started again that never became ready, ms: doubled each time. */
const restartWait = { first: 20, longest: 1000 };

interface Job {
  readonly batch: number;
  readonly packets: readonly ReceivedPacket[];
  readonly losses: Losses | undefined;
  slot: number;
  attempts: number;
  readonly resolve: (outcomes: readonly PlainOutcome[]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Opens a store in several worker processes that take batches at the same time.
 * @throws {SdkError} what `openStore` throws
 */
export async function openIngestWorkers(options: IngestWorkersOptions): Promise<IngestWorkers> {
  const workers = new IngestWorkers(options);
  try {
    await workers.ready();
  } catch (error) {
    await workers.close();
    throw error;
  }
  return workers;
}

/**
 * Ingest in worker processes: stands in for a store wherever packets are taken in (`ingestStreams`). A batch is acknowledged only when its
 * worker says that it is on disk. When a worker dies, what it had not acknowledged goes to another one, which finds out whether it was
 * stored after all: no frame is lost, none is taken twice.
 */
export class IngestWorkers {
  readonly #options: IngestWorkersOptions;
  readonly #session = randomUUID();
  readonly #children: (WorkerChild | undefined)[];
  readonly #freeSlots: number[];
  readonly #running = new Map<number, { job: Job; child: WorkerChild }>();
  #waiting: Job[] = [];
  #batches = 0;
  #restarts = 0;
  #closed = false;
  #broken: SdkError | undefined;
  #opening: { resolve: () => void; reject: (error: Error) => void } | undefined;
  #idle: (() => void) | undefined;
  readonly #timers = new Set<NodeJS.Timeout>();

  /** Use `openIngestWorkers`. */
  constructor(options: IngestWorkersOptions) {
    this.#options = options;
    const count = options.workers ?? 2;
    const slots = count * (1 + (options.ahead ?? 1));
    this.#freeSlots = Array.from({ length: slots }, (_, slot) => slot);
    this.#children = Array.from({ length: count }, () => undefined);
  }

  /** Starts the workers; resolves when all of them have opened the store. */
  async ready(): Promise<void> {
    const opened = new Promise<void>((resolve, reject) => {
      this.#opening = { resolve, reject };
    });
    for (let place = 0; place < this.#children.length; place++) this.#start(place);
    await opened;
  }

  /** Process numbers of the workers that run. */
  get processes(): number[] {
    return this.#children.flatMap((child) => (child === undefined ? [] : [child.pid]));
  }

  /** As `Store.ingest`. @throws {SdkError} `store-*`, `store-locked` when too many batches wait */
  async ingest(packets: readonly ReceivedPacket[]): Promise<IngestOutcome[]> {
    if (packets.length === 0) return [];
    const outcomes = await this.#submit(packets, undefined);
    return outcomes.map((outcome, index) => whole(outcome, packets[index]!));
  }

  /** As `Store.recordLosses`. */
  async recordLosses(link: string, connection: number, lost: Losses['lost']): Promise<void> {
    await this.#submit([], { link, connection, lost });
  }

  #submit(packets: readonly ReceivedPacket[], losses: Losses | undefined): Promise<readonly PlainOutcome[]> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(new SdkError('store-closed', 'The ingest workers were closed. Open them again.'));
      if (this.#broken !== undefined) return reject(this.#broken);
      if (this.#waiting.length >= (this.#options.waitingLimit ?? 1000)) {
        const text =
          'The ingest workers are busy: too many batches wait. Send more slowly, and this batch again later.';
        return reject(new SdkError('store-locked', text, { waiting: this.#waiting.length }));
      }
      this.#waiting.push({ batch: ++this.#batches, packets, losses, slot: -1, attempts: 0, resolve, reject });
      this.#distribute();
    });
  }

  #distribute(): void {
    const most = 1 + (this.#options.ahead ?? 1);
    while (this.#waiting.length > 0) {
      const child = this.#children
        .filter((one) => one?.isReady && one.load < most)
        .sort((a, b) => a!.load - b!.load)[0];
      if (child === undefined) return;
      const job = this.#waiting[0]!;
      // A job that was sent before keeps its slot: there its receipt lies.
      if (job.slot < 0) {
        if (this.#freeSlots.length === 0) return;
        job.slot = this.#freeSlots.pop()!;
      }
      this.#waiting.shift();
      const name = { session: this.#session, slot: job.slot, batch: job.batch, again: job.attempts > 0 };
      job.attempts++;
      this.#running.set(job.slot, { job, child });
      child.load++;
      child.send(
        job.losses === undefined
          ? { type: 'batch', name, packets: job.packets }
          : { type: 'losses', name, losses: job.losses },
      );
    }
  }

  #start(place: number): void {
    if (this.#broken !== undefined || (this.#closed && this.#isIdle)) return;
    const { onWorkerLost, workers, ahead, waitingLimit, ...options } = this.#options;
    const slots = this.#children.length * (1 + (ahead ?? 1));
    const child: WorkerChild = new WorkerChild({
      onAnswer: (answer) => {
        if (answer.type === 'ready') {
          child.isReady = true;
          this.#restarts = 0;
          if (this.#children.every((one) => one?.isReady)) this.#opened();
          this.#distribute();
        } else if (answer.type === 'refused') {
          this.#refused(child, errorOf(answer.error));
        } else {
          const job = this.#take(answer.slot);
          if (job === undefined) return;
          if (answer.type === 'done') job.resolve(answer.outcomes);
          else job.reject(errorOf(answer.error));
          this.#release(job);
        }
      },
      onEnd: () => this.#ended(place, child),
    });
    this.#children[place] = child;
    child.send({ type: 'open', options, session: this.#session, slots });
  }

  #take(slot: number): Job | undefined {
    const running = this.#running.get(slot);
    if (running === undefined) return undefined;
    this.#running.delete(slot);
    running.child.load--;
    return running.job;
  }

  #release(job: Job): void {
    this.#freeSlots.push(job.slot);
    this.#distribute();
    if (this.#isIdle) this.#idle?.();
  }

  /** A worker ended: what it had not acknowledged goes to another one, before everything that waits. */
  #ended(place: number, child: WorkerChild): void {
    this.#children[place] = undefined;
    const lost = [...this.#running.values()].filter((one) => one.child === child).map(({ job }) => job);
    for (const job of lost) this.#running.delete(job.slot);
    if (this.#broken !== undefined || (this.#closed && lost.length + this.#waiting.length === 0)) return;
    this.#options.onWorkerLost?.({ pid: child.pid, batches: lost.length });
    const again = lost.filter((job) => job.attempts < attemptLimit);
    for (const job of lost) {
      if (again.includes(job)) continue;
      const text = 'Every worker that took this batch has died. Please report this with the batch.';
      job.reject(new SdkError('store-internal', text, { batch: job.batch, packets: job.packets.length }));
      this.#freeSlots.push(job.slot);
    }
    this.#waiting = [...again.sort((a, b) => a.batch - b.batch), ...this.#waiting];
    const wait = child.isReady ? 0 : Math.min(restartWait.first * 2 ** this.#restarts++, restartWait.longest);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#start(place);
    }, wait);
    this.#timers.add(timer);
    this.#distribute();
  }

  #opened(): void {
    this.#opening?.resolve();
    this.#opening = undefined;
  }

  /** A worker cannot open the store: only busy or away for the moment, and it is tried again; otherwise nothing will be stored. */
  #refused(child: WorkerChild, error: SdkError): void {
    if (this.#opening === undefined && ['store-locked', 'store-io'].includes(error.code)) {
      void child.close();
      return;
    }
    this.#opening?.reject(error);
    this.#opening = undefined;
    this.#broken = error;
    for (const job of [...this.#waiting, ...[...this.#running.values()].map(({ job }) => job)]) job.reject(error);
    this.#waiting = [];
    this.#running.clear();
    this.#idle?.();
  }

  get #isIdle(): boolean {
    return this.#running.size + this.#waiting.length === 0;
  }

  /** Waits until everything that was taken is stored, and ends the workers. */
  async close(): Promise<void> {
    this.#closed = true;
    if (!this.#isIdle && this.#broken === undefined) {
      await new Promise<void>((resolve) => {
        this.#idle = resolve;
      });
    }
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.all(this.#children.map((child) => child?.close()));
  }
}

function errorOf({ code, message, detail }: PlainError): SdkError {
  return new SdkError(code, message, detail);
}

/** The outcome as the store gives it. The frame is decoded when somebody looks at it. */
function whole(outcome: PlainOutcome, packet: ReceivedPacket): IngestOutcome {
  let frame: Frame | undefined;
  return {
    ...outcome,
    packet,
    get frame() {
      if (outcome.code !== 'frame-malformed') frame ??= decodeFrame(packet.bytes);
      return frame;
    },
  };
}
