import { Worker } from 'node:worker_threads';
import { SdkError } from '@hengzhun/host-sdk';
import { ToolError } from '../../../errors.js';
import { exitCode } from '../../../exit-codes.js';
import type { PlanAnswer, PlanQuestion } from './plan-messages.js';
import type { PlanResult, PlanTask } from './plan-work.js';

// The thread runs compiled code, also when this file itself runs as it was written (in the tests).
const here = import.meta.url;
const entry = here.endsWith('.ts') ? '../../../../dist/console/routes/lots/plan-worker.js' : './plan-worker.js';
/** Plans that wait for each other. */
const MOST_WAITING = 8;

interface Asked {
  readonly resolve: (result: PlanResult) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** Computes plans in a thread that is started when it is first asked, and stopped when a plan takes too long. */
export class Planner {
  readonly #patience: number;
  readonly #asked = new Map<number, Asked>();
  #worker: Worker | undefined;
  #last = 0;

  /** @param patience ms for one plan, from when it was asked for */
  constructor(patience = 20_000) {
    this.#patience = patience;
  }

  /** @throws {SdkError} `sampling-*`; {ToolError} `tool-console-plan-slow`, `tool-console-too-many` */
  plan(task: PlanTask): Promise<PlanResult> {
    if (this.#asked.size >= MOST_WAITING) throw new ToolError('tool-console-too-many', { most: MOST_WAITING });
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      const slow = () => {
        const seconds = this.#patience / 1000;
        this.#stop(new ToolError('tool-console-plan-slow', { seconds }, exitCode.refused));
      };
      this.#asked.set(id, { resolve, reject, timer: setTimeout(slow, this.#patience) });
      this.#worker ??= this.#start();
      this.#worker.postMessage({ id, task } satisfies PlanQuestion);
    });
  }

  async close(): Promise<void> {
    await this.#stop(new ToolError('tool-console-plan-slow', { seconds: 0 }, exitCode.refused));
  }

  #start(): Worker {
    const worker = new Worker(new URL(entry, here), { execArgv: [] });
    worker.unref();
    worker.on('message', (answer: PlanAnswer) => this.#take(answer));
    worker.on('error', (error) => {
      if (this.#worker === worker) void this.#stop(error as Error);
    });
    return worker;
  }

  #take({ id, result, refusal }: PlanAnswer): void {
    const asked = this.#asked.get(id);
    if (asked === undefined) return;
    this.#asked.delete(id);
    clearTimeout(asked.timer);
    if (refusal === undefined) asked.resolve(result);
    else asked.reject(new SdkError(refusal.code, refusal.message, refusal.detail));
  }

  /** Whatever waits has waited behind the one that takes too long. */
  async #stop(why: Error): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    for (const { reject, timer } of this.#asked.values()) {
      clearTimeout(timer);
      reject(why);
    }
    this.#asked.clear();
    await worker?.terminate();
  }
}
