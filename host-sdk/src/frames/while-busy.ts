import { SdkError } from '../errors.js';
import type { InstrumentStream } from './instrument-stream.js';
import { wait } from './wait.js';

/**
 * Asks again as long as the instrument is busy, after the time that it names.
 * @param patience ms after which the last `request-busy` is passed on
 * @param ask makes one request
 */
export async function whileBusy<T>(stream: InstrumentStream, patience: number, ask: () => Promise<T>): Promise<T> {
  const deadline = stream.clock.now() + patience;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof SdkError) || error.code !== 'request-busy') throw error;
      const delay = Math.max(1, Number(error.detail.retryAfter ?? 1)) * 1000;
      if (stream.clock.now() + delay > deadline) throw error;
      await wait(stream, delay);
    }
  }
}
