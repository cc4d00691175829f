import type { KeyObject } from 'node:crypto';
import {
  FRAME_KIND_IDENTITY,
  FRAME_KIND_STATUS,
  type IdentityFrame,
  INSTRUMENT_KIND_DISPENSER,
  type StatusFrame,
} from '@hengzhun/protocol';
import { toHex } from '../bytes.js';
import { SdkError } from '../errors.js';
import type { InstrumentStream } from '../frames/instrument-stream.js';
import { type Answer, requestIdentity, requestStatus } from '../frames/requests.js';
import { type LogProgress, readEventLog, startLogProgress } from '../log/read-event-log.js';
import type { EnrolledKey, Instrument } from '../registry/records.js';
import type { InstrumentStatus } from '../store/instrument-status.js';
import type { Store } from '../store/store.js';
import { type AnchoredInterval, anchorInterval } from './anchor-interval.js';
import { judgeHistory } from './judge-history.js';
import { judgeKey } from './judge-key.js';
import { askPatiently, defaultPatience, type Patience } from './patient-asking.js';
import type { FreshProof, ProofProgress, ProofStepName, ProvedLog } from './proof.js';
import { StepBook } from './step-book.js';
import { StreamWatcher, type TakeIn } from './stream-watcher.js';
import { whyNoAnswer } from './why-no-answer.js';

/** How to visit an instrument. */
export interface FreshProofOptions extends Patience {
  /** Where instruments are enrolled, and where everything that comes is kept. */
  readonly store: Store;
  /** Takes packets in. Default: `store.ingest`. */
  readonly ingest?: TakeIn;
  /** Uncertainty of the host's clock, ms. Default 0. */
  readonly hostUncertainty?: number;
  /** Addresses at which a scanner sees this key identifier (hex) now: more than one is a clone. */
  readonly presentAt?: (kid: string) => number;
  /** Whether to read the event log. Default true. */
  readonly readLog?: boolean;
  /** A reading of the log that broke off, to be gone on with. */
  readonly logProgress?: LogProgress;
  readonly onProgress?: (progress: ProofProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Visits one instrument: connect, identify, check the key against the register, challenge with a nonce, verify, anchor the time, read the
 * event log, compare with what is stored, judge. Reads the stream from now on and stores all that comes; the caller closes it.
 *
 * What goes wrong with the instrument or the link is told by the steps; it is no error.
 *
 * @throws {SdkError} `request-aborted`, and those of the store
 */
export async function proveFresh(stream: InstrumentStream, options: FreshProofOptions): Promise<FreshProof> {
  const visit = new Visit(stream, options);
  await visit.go();
  return visit.proof();
}

/** Failures to connect that the next attempt may well not have. */
const passing = new Set(['ble-connect-failed', 'ble-link-lost', 'ble-operation-timeout']);

/** One visit under way. */
class Visit {
  readonly #stream: InstrumentStream;
  readonly #options: FreshProofOptions;
  readonly #watcher: StreamWatcher;
  readonly #steps: StepBook;
  #identity: IdentityFrame | undefined;
  #kid: string | undefined;
  #instrument: Instrument | undefined;
  #key: EnrolledKey | undefined;
  #status: StatusFrame | undefined;
  readonly #nozzles: StatusFrame[] = [];
  #time: AnchoredInterval | undefined;
  #log: ProvedLog | undefined;
  #evaluation: InstrumentStatus | undefined;

  constructor(stream: InstrumentStream, options: FreshProofOptions) {
    this.#stream = stream;
    this.#options = options;
    this.#watcher = new StreamWatcher(stream, options.ingest ?? ((packets) => options.store.ingest(packets)));
    this.#steps = new StepBook(stream.clock, options.onProgress);
  }

  async go(): Promise<void> {
    if (!(await this.#connect())) return;
    const identified = await this.#identify();
    if (identified === undefined) return;
    await this.#judgeKey(identified);
    const challenged = await this.#challenge();
    if (challenged === undefined) return this.#judge();
    await this.#askNozzles(identified.frame);
    this.#anchor(challenged);
    if (challenged.verified) {
      await this.#readLog();
      await this.#compare();
    }
    await this.#judge();
  }

  proof(): FreshProof {
    const { result, steps } = this.#steps.close();
    return {
      result,
      steps,
      link: this.#stream.link.name,
      kid: this.#kid,
      identity: this.#identity,
      instrument: this.#instrument,
      key: this.#key,
      status: this.#status,
      nozzles: this.#nozzles,
      time: this.#time,
      log: this.#log,
      outcomes: [...this.#watcher.outcomes],
      evaluation: this.#evaluation,
    };
  }

  async #connect(): Promise<boolean> {
    this.#steps.start('connect');
    const link = this.#stream.link.name;
    const { connect = defaultPatience.connect, signal, onProgress } = this.#options;
    let told: SdkError | undefined;
    let attempt = 0;
    const bears = (error: SdkError) => {
      if (!passing.has(error.code)) return false;
      if (error !== told) onProgress?.({ type: 'again', step: 'connect', attempt: ++attempt, error });
      told = error;
      return true;
    };
    try {
      await this.#watcher.connected(connect, signal, bears);
    } catch (error) {
      return this.#failed('connect', error, 'connect-failed');
    }
    this.#steps.end('connect', 'good', 'connected', { link });
    return true;
  }

  async #identify(): Promise<Answer<IdentityFrame> | undefined> {
    this.#steps.start('identify');
    const since = this.#stream.clock.now();
    try {
      const answer = await this.#ask('identify', () => requestIdentity(this.#stream, this.#asked()));
      const { claims, kid } = answer.frame;
      this.#identity = answer.frame;
      this.#kid = toHex(kid);
      // The register may learn the instrument from this very frame.
      await this.#watcher.stored(answer.packet);
      const { serialNumber } = claims.data;
      this.#steps.end('identify', 'good', 'identified', { serialNumber, ueid: toHex(claims.ueid), kid: this.#kid });
      return answer;
    } catch (error) {
      this.#unanswered('identify', error, FRAME_KIND_IDENTITY, since);
      return undefined;
    }
  }

  async #judgeKey({ frame }: Answer<IdentityFrame>): Promise<void> {
    this.#steps.start('key');
    const { registry } = this.#options.store;
    const kid = toHex(frame.kid);
    const instrument = await registry.find(kid);
    const key = instrument?.keys.find((candidate) => candidate.kid === kid);
    const found = instrument && key ? { instrument, key } : undefined;
    const named = await registry.find(toHex(frame.claims.ueid));
    this.#instrument = instrument;
    this.#key = key;
    const presentAt = this.#options.presentAt?.(kid) ?? 0;
    const { verdict, code, detail } = judgeKey(frame, { found, named, presentAt });
    this.#steps.end('key', verdict, code, detail);
  }

  async #challenge(): Promise<Answer<StatusFrame> | undefined> {
    this.#steps.start('challenge');
    const since = this.#stream.clock.now();
    try {
      const answer = await this.#ask('challenge', () => requestStatus(this.#stream, this.#asked(this.#key?.publicKey)));
      this.#status = answer.frame;
      const { code: outcome } = await this.#watcher.stored(answer.packet);
      const milliseconds = Math.round(answer.receivedAt - answer.sentAt);
      const detail = { milliseconds, sequence: answer.frame.claims.sequence, outcome };
      // Without an enrolled key the answer is no more than somebody's.
      if (answer.verified) this.#steps.end('challenge', 'good', 'challenge-answered', detail);
      else this.#steps.end('challenge', 'attention', 'challenge-unproved', detail);
      return answer;
    } catch (error) {
      this.#unanswered('challenge', error, FRAME_KIND_STATUS, since);
      return undefined;
    }
  }

  async #askNozzles({ claims: { data } }: IdentityFrame): Promise<void> {
    if (data.instrumentKind !== INSTRUMENT_KIND_DISPENSER) return;
    this.#steps.start('nozzles');
    try {
      for (let nozzle = 0; nozzle < data.nozzles.length; nozzle++) {
        const asked = { ...this.#asked(this.#key?.publicKey), nozzle };
        const answer = await this.#ask('nozzles', () => requestStatus(this.#stream, asked));
        this.#nozzles.push(answer.frame);
        await this.#watcher.stored(answer.packet);
      }
      this.#steps.end('nozzles', 'good', 'nozzles-answered', { count: this.#nozzles.length });
    } catch (error) {
      this.#failed('nozzles', error);
    }
  }

  #anchor(answer: Answer<StatusFrame>): void {
    this.#steps.start('time');
    this.#time = anchorInterval(answer, this.#options.hostUncertainty);
    const { earliest, latest, uncertainty } = this.#time;
    // An answer that is not proved dates nothing.
    const verdict = answer.verified ? 'good' : 'attention';
    this.#steps.end('time', verdict, 'time-anchored', { earliest, latest, uncertainty: Math.ceil(uncertainty) });
  }

  async #readLog(): Promise<void> {
    const { store, readLog = true, logProgress: progress = startLogProgress(), onProgress } = this.#options;
    const [kid, key] = [this.#kid!, this.#key!];
    // What a revoked key signs now proves no log.
    if (!readLog || key.status === 'revoked') return;
    this.#steps.start('log');
    try {
      const before = await store.eventLogs.known(kid);
      let spoiled = 0;
      const read = async () => {
        try {
          // One attempt at a time: this visit's patience repeats it, and goes on behind what came.
          const asked = { ...this.#asked(key.publicKey), publicKey: key.publicKey, attempts: 1, progress };
          return await readEventLog(this.#stream, store.eventLogs, kid, {
            ...asked,
            onProgress: (entries, total) => onProgress?.({ type: 'log', step: 'log', entries, total }),
          });
        } catch (error) {
          if (!(error instanceof SdkError) || error.code !== 'log-head-mismatch' || ++spoiled > 1) throw error;
          return readEventLog(this.#stream, store.eventLogs, kid, {
            ...this.#asked(key.publicKey),
            publicKey: key.publicKey,
          });
        }
      };
      const { length } = await this.#ask('log', read);
      this.#log = { length, added: Math.max(0, length - before.length) };
      this.#steps.end('log', 'good', 'log-proved', { ...this.#log });
    } catch (error) {
      const code = error instanceof SdkError ? error.code : undefined;
      if (code === 'log-conflict') this.#steps.end('log', 'bad', 'log-contradicted', {}, error as SdkError);
      else if (code === 'log-head-mismatch') this.#steps.end('log', 'bad', 'log-spoiled', {}, error as SdkError);
      else this.#failed('log', error);
    }
  }

  async #compare(): Promise<void> {
    this.#steps.start('history');
    const kid = this.#kid!;
    const { chain } = await this.#options.store.evaluate(kid);
    const outcomes = this.#watcher.outcomes.filter((outcome) => outcome.kid === kid);
    const added = outcomes.filter(({ frameId }) => frameId !== undefined).length;
    const judged = judgeHistory(this.#watcher.highest(kid), chain, chain.frames > added, outcomes);
    this.#steps.end('history', judged.verdict, judged.code, judged.detail);
  }

  async #judge(): Promise<void> {
    if (this.#key === undefined) return;
    this.#steps.start('judgement');
    this.#evaluation = await this.#options.store.evaluate(this.#kid!);
    const { level } = this.#evaluation.evaluation;
    const verdict = level === 'normal' ? 'good' : level === 'attention' || level === 'unknown' ? 'attention' : 'bad';
    this.#steps.end('judgement', verdict, 'judged', { level });
  }

  #asked(publicKey?: KeyObject) {
    const { timeout = defaultPatience.timeout, signal } = this.#options;
    return { timeout, ...(signal && { signal }), ...(publicKey && { publicKey }) };
  }

  #ask<T>(step: ProofStepName, question: () => Promise<T>): Promise<T> {
    return askPatiently(this.#stream, this.#watcher, step, question, this.#options);
  }

  /** No answer came; perhaps something that claims to be one. */
  #unanswered(step: ProofStepName, error: unknown, kind: number, since: number): void {
    const timedOut = error instanceof SdkError && error.code === 'request-timeout';
    const why = timedOut ? whyNoAnswer(this.#watcher, kind, since, this.#kid, this.#key?.publicKey) : undefined;
    if (why === undefined) this.#failed(step, error);
    else this.#steps.end(step, why.verdict, why.code, why.detail, error as SdkError);
  }

  /** Ends a step that could not be carried out; what is no fault of instrument or link is thrown on. */
  #failed(step: ProofStepName, error: unknown, code: 'connect-failed' | 'not-carried-out' = 'not-carried-out'): false {
    const cause = error instanceof SdkError ? error : undefined;
    if (cause === undefined || cause.code === 'request-aborted' || cause.code.startsWith('store-')) throw error;
    const detail = { link: this.#stream.link.name, message: cause.message, code: cause.code };
    if (cause.code === 'request-busy') {
      const patience = Math.round((this.#options.busy ?? defaultPatience.busy) / 1000);
      const retryAfter = Number(cause.detail.retryAfter ?? 1);
      this.#steps.end(step, 'failed', 'busy-too-long', { ...detail, patience, retryAfter }, cause);
    } else {
      this.#steps.end(step, 'failed', code, detail, cause);
    }
    return false;
  }
}
