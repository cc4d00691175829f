import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { WorkerAnswer, WorkerTask } from './worker-messages.js';

// A process of its own runs compiled code, also when this file itself runs as it was written (in the tests).
const here = import.meta.url;
const entry = here.endsWith('.ts') ? '../../dist/ingest/worker-process.js' : './worker-process.js';

/** One worker process as its parent sees it. */
export class WorkerChild {
  readonly #process: ChildProcess;
  /** It has opened the store. */
  isReady = false;
  /** Batches that it has not answered. */
  load = 0;
  #ended = false;
  readonly #gone: Promise<void>;

  constructor({ onAnswer, onEnd }: { onAnswer: (answer: WorkerAnswer) => void; onEnd: () => void }) {
    // Without the parent's own options: an inspector's port can be used only once.
    const child = fork(fileURLToPath(new URL(entry, here)), [], { serialization: 'advanced', execArgv: [] });
    this.#process = child;
    child.on('message', (answer) => onAnswer(answer as WorkerAnswer));
    // Only the end of the process makes sure that nothing more comes of it; only the channel's end, that all it said was read.
    const ends = [
      new Promise((done) => child.once('exit', done)),
      new Promise((done) => child.once('disconnect', done)),
    ];
    this.#gone = new Promise<void>((resolve) => {
      const end = () => {
        if (this.#ended) return;
        this.#ended = true;
        onEnd();
        resolve();
      };
      Promise.all(ends).then(end);
      child.on('error', () => {
        // It never started: there will be no other event.
        if (child.pid === undefined) end();
      });
    });
  }

  /** 0: it could not be started. */
  get pid(): number {
    return this.#process.pid ?? 0;
  }

  send(task: WorkerTask): void {
    // What cannot be sent because the process has ended is taken back at its end.
    if (this.#process.connected) this.#process.send(task, () => {});
  }

  async close(): Promise<void> {
    if (this.#ended) return;
    this.send({ type: 'close' });
    await this.#gone;
  }
}
