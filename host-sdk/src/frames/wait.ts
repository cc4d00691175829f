import { SdkError } from '../errors.js';
import type { InstrumentStream } from './instrument-stream.js';

/**
 * Lets time pass by a stream's own clock.
 * @param milliseconds 0 or more
 * @param signal ends it at once
 * @throws {SdkError} `request-aborted`
 */
export function wait({ clock }: InstrumentStream, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clock.clearTimeout(timer);
      reject(new SdkError('request-aborted', 'The visit was cancelled.'));
    };
    const timer = clock.setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
