import type { Clock } from '../clock.js';
import type { SdkError } from '../errors.js';
import { type ProofProgress, type ProofResult, type ProofStep, type ProofStepName, proofSteps } from './proof.js';
import { type ProofCode, proofText } from './proof-texts.js';

/** The steps of one proof as they are taken. */
export class StepBook {
  readonly #clock: Clock;
  readonly #tell: (progress: ProofProgress) => void;
  readonly #ended = new Map<ProofStepName, ProofStep>();
  readonly #started = new Map<ProofStepName, number>();

  constructor(clock: Clock, tell: (progress: ProofProgress) => void = () => {}) {
    this.#clock = clock;
    this.#tell = tell;
  }

  start(step: ProofStepName): void {
    const at = this.#clock.now();
    this.#started.set(step, at);
    this.#tell({ type: 'started', step, at });
  }

  end(
    step: ProofStepName,
    verdict: ProofStep['verdict'],
    code: ProofCode,
    detail: ProofStep['detail'],
    error?: SdkError,
  ): void {
    const endedAt = this.#clock.now();
    const text = proofText(code, detail);
    const startedAt = this.#started.get(step) ?? endedAt;
    const result = { step, verdict, code, text, startedAt, endedAt, detail, ...(error && { error }) };
    this.#ended.set(step, result);
    this.#tell({ type: 'ended', step, result });
  }

  /** All steps, those that were not taken included, and what they come to together. */
  close(): { result: ProofResult; steps: readonly ProofStep[] } {
    const at = this.#clock.now();
    const steps = proofSteps.map((step): ProofStep => {
      const reached = proofSteps.slice(proofSteps.indexOf(step) + 1).some((later) => this.#ended.has(later));
      const code = reached ? 'does-not-apply' : 'not-reached';
      const skipped = { step, verdict: 'skipped', code, text: proofText(code), detail: {} } as const;
      return this.#ended.get(step) ?? { ...skipped, startedAt: at, endedAt: at };
    });
    return { result: resultOf(steps), steps };
  }
}

/** What the steps come to. A level 状态评价 is a judgement of its own and proves or disproves nothing. */
export function resultOf(steps: readonly ProofStep[]): ProofResult {
  const proving = steps.filter(({ step }) => step !== 'judgement');
  const bad = proving.filter(({ verdict }) => verdict === 'bad');
  if (bad.some(({ code }) => code !== 'key-not-enrolled')) return 'contradicted';
  if (proving.some(({ verdict }) => verdict === 'failed')) return 'incomplete';
  if (bad.length > 0) return 'unproved';
  return proving.some(({ step, verdict }) => step === 'challenge' && verdict === 'good') ? 'proved' : 'incomplete';
}
