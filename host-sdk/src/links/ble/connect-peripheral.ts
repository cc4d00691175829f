import type { Clock } from '../../clock.js';
import { SdkError } from '../../errors.js';
import type { BleAdapter } from '../../radio/ble-adapter.js';
import type { PeripheralLike } from '../../radio/noble-types.js';
import { within } from './within.js';

/** How to connect. All times in ms. */
export interface ConnectOptions {
  readonly clock: Clock;
  readonly address: string;
  readonly mtu: number;
  readonly supervisionTimeout: number;
  readonly connectTimeout: number;
}

/** In units of 1.25 ms: 7.5 to 30 ms, which every central grants. */
const intervals = { minInterval: 6, maxInterval: 24 };

/**
 * Makes one attempt to connect. On failure nothing of it is left: neither an attempt that goes on in the controller, nor a connection.
 * @throws {SdkError} `ble-connect-failed`
 */
export function connectPeripheral(
  adapter: BleAdapter,
  peripheral: PeripheralLike,
  options: ConnectOptions,
  signal: AbortSignal,
): Promise<void> {
  const { clock, address, mtu, connectTimeout } = options;
  return adapter.connecting(async () => {
    if (signal.aborted) throw new SdkError('link-closed', 'The link was closed. Open a new one.');
    let stop: () => void = () => {};
    const aborted = new Promise<never>((_, reject) => {
      const onAbort = () => reject(new SdkError('link-closed', 'The link was closed. Open a new one.'));
      signal.addEventListener('abort', onAbort, { once: true });
      stop = () => signal.removeEventListener('abort', onAbort);
    });
    // What an earlier connection had agreed upon is no agreement of this one.
    peripheral.mtu = null;
    const timeout = Math.round(options.supervisionTimeout / 10);
    try {
      const connecting = peripheral.connectAsync({ mtu, timeout, latency: 0, ...intervals });
      await within(clock, connectTimeout, 'connect', connecting, aborted);
    } catch (cause) {
      if (peripheral.state === 'connecting') peripheral.cancelConnect();
      if (cause instanceof SdkError && cause.code === 'link-closed') throw cause;
      const words = cause instanceof Error ? cause.message : String(cause);
      const text = `${address} could not be connected (${words}). Go nearer; if somebody else is connected to it, wait until they are done.`;
      throw new SdkError('ble-connect-failed', text, { address, reason: words }, cause);
    } finally {
      stop();
    }
  });
}
