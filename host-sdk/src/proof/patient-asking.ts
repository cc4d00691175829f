import { SdkError } from '../errors.js';
import type { InstrumentStream } from '../frames/instrument-stream.js';
import { wait } from '../frames/wait.js';
import type { ProofProgress, ProofStepName } from './proof.js';
import type { StreamWatcher } from './stream-watcher.js';

/** How long a visit bears with an instrument. All times in ms. */
export interface Patience {
  /** Waiting for the first connection while attempts fail that may well succeed the next time, as they do on the air. Default 20 000. */
  readonly connect?: number;
  /** One answer. Default 10 000. */
  readonly timeout?: number;
  /** Waiting, in one step, for an instrument that says it is busy. Default 60 000. */
  readonly busy?: number;
  /** Waiting for a link that was lost to come back; 0: not at all. Default 15 000. */
  readonly reconnect?: number;
  /** Lost links that one step bears. Default 5. */
  readonly losses?: number;
  /** Answers that may stay away in one step before it is given up. Default 2. */
  readonly silences?: number;
}

export const defaultPatience: Required<Patience> = {
  connect: 20_000,
  timeout: 10_000,
  busy: 60_000,
  reconnect: 15_000,
  losses: 5,
  silences: 2,
};

const lostLink = new Set(['link-vanished', 'link-not-open', 'link-write-failed']);

/**
 * Asks again where that is reasonable: when the instrument says *busy, retry after N s*, then and not earlier (a question asked sooner would
 * only use up its signer); when the link was lost, after it has come back; when no answer came, a bounded number of times.
 *
 * @throws {SdkError} the last one: `request-busy` when the patience is over, and whatever is no reason to ask again
 */
export async function askPatiently<T>(
  stream: InstrumentStream,
  watcher: StreamWatcher,
  step: ProofStepName,
  question: () => Promise<T>,
  options: Patience & { readonly signal?: AbortSignal; readonly onProgress?: (progress: ProofProgress) => void },
): Promise<T> {
  const patience = { ...defaultPatience, ...options };
  const { signal, onProgress } = options;
  const until = stream.clock.now() + patience.busy;
  let [busy, losses, silences] = [0, 0, 0];
  for (;;) {
    try {
      return await question();
    } catch (error) {
      if (!(error instanceof SdkError) || signal?.aborted) throw error;
      if (error.code === 'request-busy') {
        const retryAfter = Math.max(1, Number(error.detail.retryAfter ?? 1));
        if (stream.clock.now() + retryAfter * 1000 > until) throw error;
        const text = {
          zh: `器具正忙（签名器正在准备）：${retryAfter} 秒后再问`,
          en: `the instrument is busy (its signer is preparing): asked again in ${retryAfter} s`,
        };
        onProgress?.({ type: 'busy', step, retryAfter, attempt: ++busy, until, text });
        await wait(stream, retryAfter * 1000, signal);
      } else if (lostLink.has(error.code)) {
        if (patience.reconnect === 0 || ++losses > patience.losses) throw error;
        onProgress?.({ type: 'again', step, attempt: losses, error });
        await watcher.connected(patience.reconnect, signal);
      } else if (error.code === 'request-timeout' && ++silences < patience.silences) {
        onProgress?.({ type: 'again', step, attempt: silences, error });
      } else {
        throw error;
      }
    }
  }
}
