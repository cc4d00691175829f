import {
  type FreshProof,
  InstrumentStream,
  type Link,
  type ProofProgress,
  type ProofStep,
  proofStepText,
  proveFresh,
} from '@hengzhun/host-sdk';
import { ToolError } from '../../errors.js';
import { exitCode } from '../../exit-codes.js';
import type { Job, JobStep } from '../api/jobs.js';
import type { VisitResult } from '../api/visit.js';
import type { ConsoleContext } from '../context.js';
import type { JobProgress } from '../job-book.js';
import { refreshEstimates } from '../refresh-estimates.js';
import { visitResult } from './visit-result.js';

/** The steps of a fresh proof, as they are shown before they are taken. */
const steps = (
  ['connect', 'identify', 'key', 'challenge', 'nozzles', 'time', 'log', 'history', 'judgement'] as const
).map((name) => ({ name, title: proofStepText(name) }));

/** Whom to visit, and how. */
export interface VisitPlan {
  readonly link: VisitResult['link'];
  /** Address of a radio, or path of a port. */
  readonly address: string;
  open(signal: AbortSignal): Link;
}

/**
 * Begins a visit as a job: connect, identify, challenge, verify, read the log, compare with the register, judge. Everything that comes is stored. Reading
 * needs no key and nobody's word, so that no role is asked for.
 * @throws {ToolError} `tool-console-link-busy`, `tool-console-too-many`
 */
export function startVisit(context: ConsoleContext, plan: VisitPlan): Job {
  const { jobs, surroundings } = context;
  const { address: subject } = plan;
  if (jobs.running().some((job) => job.kind === 'visit' && job.subject === subject)) {
    throw new ToolError('tool-console-link-busy', { link: subject }, exitCode.refused);
  }
  const job = jobs.start({ kind: 'visit', subject, steps }, async (progress) => {
    try {
      return await visit(context, plan, progress);
    } finally {
      surroundings.visited(subject);
    }
  });
  surroundings.visiting(subject, job.id);
  return job;
}

async function visit(context: ConsoleContext, plan: VisitPlan, progress: JobProgress): Promise<VisitResult> {
  const { store, clock, events, radio, random } = context;
  const { address } = plan;
  const { signal } = progress;
  const startedAt = clock.now();
  events.publish('link', { link: address, state: 'connecting' });
  const stream = new InstrumentStream(plan.open(signal), { clock, random });
  let proof: FreshProof;
  try {
    proof = await proveFresh(stream, {
      store,
      signal,
      presentAt: (kid) => radio.presentAt(kid),
      onProgress: (news) => {
        showProgress(news, progress);
        if (news.type === 'ended' && news.result.code === 'connected') {
          events.publish('link', { link: address, state: 'connected' });
        }
      },
    });
  } finally {
    await stream.close();
    events.publish('link', { link: address, state: 'disconnected' });
  }
  context.visits.keep(progress.id, proof);
  for (const step of proof.steps) progress.step(step.step, stepOf(step));
  const result = await visitResult(store, proof, {
    ...{ id: progress.id, link: plan.link, address, startedAt, endedAt: clock.now() },
    steps: progress.steps.map((step) => ({ ...step })),
  });
  if (proof.instrument !== undefined) {
    events.publish('instrument', { id: proof.instrument.ueid });
    // The levels of the list follow in their own time.
    refreshEstimates(context);
  }
  return result;
}

function showProgress(news: ProofProgress, { step }: JobProgress): void {
  step(news.step, changeOf(news));
}

function changeOf(news: ProofProgress): Partial<JobStep> {
  switch (news.type) {
    case 'started':
      return { state: 'running' };
    case 'ended':
      return stepOf(news.result);
    case 'busy':
      return { text: news.text };
    case 'again':
      return { text: { zh: `第 ${news.attempt} 次重试`, en: `tried again, attempt ${news.attempt}` } };
    case 'log':
      return { share: news.total === 0 ? 1 : Math.min(1, news.entries / news.total) };
  }
}

function stepOf({ verdict, text }: ProofStep): Partial<JobStep> {
  if (verdict === 'failed' || verdict === 'skipped') return { state: verdict, text };
  return { state: 'done', verdict, text };
}
