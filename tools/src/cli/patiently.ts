import { setTimeout as delay } from 'node:timers/promises';
import { SdkError } from '@hengzhun/host-sdk';

const attempts = 5;

/**
 * Asks again when the instrument says *busy, retry after N s*, which is a proper answer: its signer precomputes in the background. Gives
 * up after `patience` ms or five times.
 * @throws {SdkError} `request-busy` at last, and whatever else `ask` throws at once
 */
export async function patiently<T>(ask: () => Promise<T>, patience: number, signal: AbortSignal): Promise<T> {
  const until = Date.now() + patience;
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof SdkError) || error.code !== 'request-busy' || attempt >= attempts) throw error;
      const wait = Math.max(0.2, Number(error.detail.retryAfter ?? 1)) * 1000;
      if (Date.now() + wait > until) throw error;
      await delay(wait, undefined, { signal });
    }
  }
}
