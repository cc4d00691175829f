import { RigError } from '../error.js';
import type { InstrumentHost } from '../host/instrument-host.js';
import { encodeLine, type InjectionLine } from './injection-lines.js';

export interface InjectionOptions<Line = InjectionLine> {
  /** Lines that may be outstanding. The contract allows 8. */
  credit?: number;
  /** Time of the host's clock without an answer after which the feed gives up, ms. Default 10 000. */
  stallMs?: number;
  /** Ends the feed: nothing more is sent or waited for. */
  signal?: AbortSignal;
  /** Called with every line as it is sent. */
  onSample?: (line: Line) => void;
  /**
   * Called with what the instrument wishes for. A scale: a span check, 1 with the shunt, 2 with the reference mass, 0 no more. A
   * dispenser: the nozzle whose encoder is to be told that it was initialised.
   */
  onWish?: (digit: number) => void;
}

/** Lines that the firmware lets a rig send ahead. */
export const INJECTION_CREDIT = 8;
/** Time that is let pass while the feed waits for credit, ms. */
const WAIT_MS = 5;
const CONSUMED = '.'.charCodeAt(0);
/** Goes before the answer to a line that made no sense to the instrument. */
const REFUSED = '?'.charCodeAt(0);
/** Goes before the digit of what the instrument wishes for. */
const WISH = '!'.charCodeAt(0);

/**
 * Feeds a rig build's second serial port with lines (see {@link encodeLine}), never more than the credit ahead of the
 * instrument, which answers each line that it has consumed with one `.`. Drives the host's clock itself.
 *
 * @returns the number of lines consumed.
 * @throws RigError `injection-sample` for a value that no input can give, `injection-stalled` when the instrument stops
 * answering, `injection-refused` when it says that a line makes no sense to it.
 */
export async function feedInjection<Line extends InjectionLine>(
  host: InstrumentHost,
  lines: AsyncIterable<Line> | Iterable<Line>,
  options: InjectionOptions<Line> = {},
): Promise<number> {
  const { credit = INJECTION_CREDIT, stallMs = 10_000, signal, onSample, onWish } = options;
  let sent = 0;
  let consumed = 0;
  let refused = 0;
  let last = 0;
  const stop = host.serial2.onData((bytes) => {
    for (const byte of bytes) {
      if (last === WISH) onWish?.(byte - 0x30);
      else if (byte === CONSUMED) consumed++;
      else if (byte === REFUSED) refused = refused || consumed + 1;
      last = byte;
    }
  });
  const check = (): void => {
    if (refused > 0) {
      throw new RigError(
        'injection-refused',
        `Line ${refused} of ${sent} made no sense to the instrument: is it of the kind that these lines are for?`,
      );
    }
  };
  const waitUntilOutstanding = async (most: number): Promise<void> => {
    let waited = 0;
    let seen = consumed;
    while (sent - consumed > most && !signal?.aborted) {
      await host.run(WAIT_MS);
      if (consumed !== seen) {
        seen = consumed;
        waited = 0;
      } else waited += WAIT_MS;
      if (waited >= stallMs) {
        throw new RigError(
          'injection-stalled',
          `The instrument consumed ${consumed} of ${sent} lines and then none for ${stallMs} ms: is it on, and is its ` +
            'driver "injection"?',
        );
      }
    }
  };
  try {
    for await (const line of lines) {
      if (signal?.aborted) break;
      check();
      // All lines but one: what the credit allows is filled before time is spent on waiting.
      if (sent - consumed >= credit) await waitUntilOutstanding(credit - 1);
      host.serial2.write(encodeLine(line));
      sent++;
      onSample?.(line);
    }
    await waitUntilOutstanding(0);
    check();
    return consumed;
  } finally {
    stop();
  }
}
