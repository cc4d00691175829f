import type { Clock } from '../../clock.js';
import { SdkError } from '../../errors.js';

/**
 * Waits for an operation of noble, which may never come to an end: it has no time-outs of its own, and a write that is answered by an error
 * is never answered at all. What comes of it too late is nobody's any more.
 *
 * @param timeout ms
 * @param lost rejects when the connection is gone
 * @throws {SdkError} `ble-operation-timeout`, and whatever the operation or `lost` rejects with
 */
export function within<T>(
  clock: Clock,
  timeout: number,
  operation: string,
  work: Promise<T>,
  lost?: Promise<never>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimeout(() => {
      const text = `Bluetooth: ${operation} took longer than ${timeout} ms. Go nearer and try again.`;
      reject(new SdkError('ble-operation-timeout', text, { operation, timeout }));
    }, timeout);
    const settle = <V>(done: (value: V) => void) => {
      return (value: V) => {
        clock.clearTimeout(timer);
        done(value);
      };
    };
    work.then(settle(resolve), settle(reject));
    lost?.catch(settle(reject));
  });
}
