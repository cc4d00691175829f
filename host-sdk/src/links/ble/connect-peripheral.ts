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
    const connecting = peripheral.connectAsync({ mtu, timeout, latency: 0, ...intervals });
    try {
      await within(clock, connectTimeout, 'connect', connecting, aborted);
    } catch (cause) {
      await undo(peripheral, connecting, clock);
      if (cause instanceof SdkError && cause.code === 'link-closed') throw cause;
      const words = cause instanceof Error ? cause.message : String(cause);
      const text = `${address} could not be connected (${words}). Go nearer; if somebody else is connected to it, wait until they are done.`;
      throw new SdkError('ble-connect-failed', text, { address, reason: words }, cause);
    } finally {
      stop();
    }
  });
}

const undoTimeout = 3000;

/** Takes an attempt back: it may still be under way, have failed, or have succeeded at the last moment. */
async function undo(peripheral: PeripheralLike, connecting: Promise<void>, clock: Clock): Promise<void> {
  if (peripheral.state === 'connecting') peripheral.cancelConnect();
  const undone = connecting.then(
    () => (peripheral.state === 'connected' ? peripheral.disconnectAsync() : undefined),
    () => undefined, // it has failed, which is why it is taken back, or the cancelling ended it
  );
  // What does not end in time is ended by the supervision time-out.
  await within(clock, undoTimeout, 'disconnect', undone).catch(() => {});
}
