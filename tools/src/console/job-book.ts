import { randomBytes } from 'node:crypto';
import type { Clock } from '@hengzhun/host-sdk';
import { ToolError } from '../errors.js';
import type { Bilingual } from './api/common.js';
import type { Job, JobStep } from './api/jobs.js';
import { errorReply } from './error-reply.js';

const mostRunning = 16;
const mostKept = 200;
/** ms between two pieces of news of one job: progress is for eyes. */
const newsEvery = 100;

/** What a job is. */
export interface JobPlan {
  readonly kind: string;
  readonly subject: string;
  readonly steps: readonly { readonly name: string; readonly title: Bilingual }[];
}

/** How a job tells where it is. */
export interface JobProgress {
  readonly id: string;
  readonly signal: AbortSignal;
  readonly steps: readonly JobStep[];
  step(name: string, change: Partial<Omit<JobStep, 'name' | 'title'>>): void;
  /** What there is of a result until now: kept also when the job fails. */
  result(value: unknown): void;
}

interface KeptJob {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  state: Job['state'];
  readonly steps: JobStep[];
  readonly startedAt: number;
  endedAt?: number;
  result?: unknown;
  error?: Job['error'];
  readonly abort: AbortController;
  told: number;
  later?: NodeJS.Timeout;
  readonly ended: Promise<void>;
}

/** Work that takes longer than an answer should: begun by a request, told by events, cancelled by another request. */
export class JobBook {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #tell: (job: Job) => void;
  readonly #fault: (error: unknown) => void;
  readonly #jobs = new Map<string, KeptJob>();

  /** @param tell called with every change @param fault called with errors that are faults of this program */
  constructor(clock: Pick<Clock, 'now'>, tell: (job: Job) => void, fault: (error: unknown) => void) {
    this.#clock = clock;
    this.#tell = tell;
    this.#fault = fault;
  }

  /**
   * Begins work. It runs on when nobody asks about it.
   * @param work gives the result; what it throws makes the job `failed`, or `cancelled` where that was asked for
   * @throws {ToolError} `tool-console-too-many`
   */
  start(plan: JobPlan, work: (progress: JobProgress) => Promise<unknown>): Job {
    if (this.running().length >= mostRunning) throw new ToolError('tool-console-too-many', { most: mostRunning });
    let end: () => void = () => undefined;
    const job: KeptJob = {
      id: randomBytes(12).toString('base64url'),
      kind: plan.kind,
      subject: plan.subject,
      state: 'running',
      steps: plan.steps.map(({ name, title }) => ({ name, title, state: 'waiting' })),
      startedAt: this.#clock.now(),
      abort: new AbortController(),
      told: 0,
      ended: new Promise((resolve) => {
        end = resolve;
      }),
    };
    this.#jobs.set(job.id, job);
    this.#drop();
    void this.#run(job, work).finally(end);
    return shown(job);
  }

  get(id: string): Job {
    return shown(this.#kept(id));
  }

  running(): Job[] {
    return [...this.#jobs.values()].filter(({ state }) => state === 'running').map(shown);
  }

  /** Asks a job to stop; it is `cancelled` as soon as it has let go of what it holds. @throws {ToolError} `tool-console-job-unknown` */
  cancel(id: string): Job {
    const job = this.#kept(id);
    job.abort.abort();
    return shown(job);
  }

  /** Stops all jobs and waits for them. */
  async close(): Promise<void> {
    const jobs = [...this.#jobs.values()];
    for (const { abort } of jobs) abort.abort();
    await Promise.all(jobs.map(({ ended }) => ended));
    for (const { later } of jobs) clearTimeout(later);
  }

  #kept(id: string): KeptJob {
    const job = this.#jobs.get(id);
    if (job === undefined) throw new ToolError('tool-console-job-unknown', { job: id.slice(0, 40) });
    return job;
  }

  async #run(job: KeptJob, work: (progress: JobProgress) => Promise<unknown>): Promise<void> {
    const { id, steps, abort } = job;
    const progress: JobProgress = {
      id,
      signal: abort.signal,
      steps,
      step: (name, change) => {
        const at = steps.findIndex((step) => step.name === name);
        steps[at] = { ...steps[at]!, ...change };
        this.#news(job);
      },
      result: (value) => {
        job.result = value;
      },
    };
    this.#news(job);
    try {
      const result = await work(progress);
      if (result !== undefined) job.result = result;
      job.state = 'done';
    } catch (error) {
      job.state = abort.signal.aborted ? 'cancelled' : 'failed';
      const { status, body } = errorReply(error);
      job.error = body;
      if (status === 500 && job.state === 'failed') this.#fault(error);
    }
    job.endedAt = this.#clock.now();
    clearTimeout(job.later);
    delete job.later;
    this.#tell(shown(job));
  }

  /** Tells of a change: at once, or a little later for all that came meanwhile. */
  #news(job: KeptJob): void {
    if (job.later !== undefined) return;
    const tell = () => {
      delete job.later;
      job.told = performance.now();
      if (job.state === 'running') this.#tell(shown(job));
    };
    const wait = job.told + newsEvery - performance.now();
    if (wait <= 0) tell();
    else job.later = setTimeout(tell, wait);
  }

  /** Forgets the oldest that have ended. */
  #drop(): void {
    for (const [id, { state }] of this.#jobs) {
      if (this.#jobs.size <= mostKept) return;
      if (state !== 'running') this.#jobs.delete(id);
    }
  }
}

function shown({ id, kind, subject, state, steps, startedAt, endedAt, result, error }: KeptJob): Job {
  return {
    ...{ id, kind, subject, state, startedAt },
    steps: steps.map((step) => ({ ...step })),
    ...(endedAt !== undefined && { endedAt }),
    ...(result !== undefined && { result }),
    ...(error !== undefined && { error }),
  };
}
