import { RigError } from '../error.js';
import type { InstrumentHost } from '../host/instrument-host.js';
import { type InjectionSample, LARGEST_COUNTS } from './counts.js';

export interface InjectionOptions {
  /** Lines that may be outstanding. The contract allows 8. */
  credit?: number;
  /** Time of the host's clock without an answer after which the feed gives up, ms. Default 10 000. */
  stallMs?: number;
  /** Ends the feed: nothing more is sent or waited for. */
  signal?: AbortSignal;
  /** Called with every sample as it is sent. */
  onSample?: (sample: InjectionSample) => void;
}

/** Lines that the firmware lets a rig send ahead. */
export const INJECTION_CREDIT = 8;
/** Time that is let pass while the feed waits for credit, ms. */
const WAIT_MS = 5;
const CONSUMED = '.'.charCodeAt(0);

/**
 * Feeds samples to a rig build's second serial port, as lines `S <t_ms> <counts> <temperature or ->`, never more than the
 * credit ahead of the instrument, which answers each line that it has consumed with one `.`. Drives the host's clock itself.
 *
 * @returns the number of samples consumed.
 * @throws RigError `injection-sample` for a sample that no converter can give, `injection-stalled` when the instrument stops
 * answering.
 */
export async function feedInjection(
  host: InstrumentHost,
  samples: AsyncIterable<InjectionSample> | Iterable<InjectionSample>,
  options: InjectionOptions = {},
): Promise<number> {
  const { credit = INJECTION_CREDIT, stallMs = 10_000, signal, onSample } = options;
  let sent = 0;
  let consumed = 0;
  const stop = host.serial2.onData((bytes) => {
    for (const byte of bytes) if (byte === CONSUMED) consumed++;
  });
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
          `The instrument consumed ${consumed} of ${sent} samples and then none for ${stallMs} ms: is it on, and is its ` +
            'driver "injection"?',
        );
      }
    }
  };
  try {
    for await (const sample of samples) {
      if (signal?.aborted) break;
      // All lines but one: what the credit allows is filled before time is spent on waiting.
      if (sent - consumed >= credit) await waitUntilOutstanding(credit - 1);
      host.serial2.write(encodeSample(sample));
      sent++;
      onSample?.(sample);
    }
    await waitUntilOutstanding(0);
    return consumed;
  } finally {
    stop();
  }
}

/** One line of the injection protocol. */
export function encodeSample({ timeMs, counts, temperature }: InjectionSample): Uint8Array {
  check('time', timeMs, 0, Number.MAX_SAFE_INTEGER);
  check('counts', counts, -LARGEST_COUNTS - 1, LARGEST_COUNTS);
  if (temperature !== undefined) check('temperature', temperature, -32768, 32767);
  return Uint8Array.from(Buffer.from(`S ${timeMs} ${counts} ${temperature ?? '-'}\n`));
}

function check(what: string, value: number, lowest: number, highest: number): void {
  if (Number.isInteger(value) && value >= lowest && value <= highest) return;
  throw new RigError(
    'injection-sample',
    `The ${what} of a sample must be an integer ${lowest}..${highest}, not ${value}`,
  );
}
