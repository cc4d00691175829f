import { type IdentityFrame, sha256 } from '@hengzhun/protocol';
import { equalBytes } from '../bytes.js';
import { SdkError } from '../errors.js';
import type { RequestOptions } from '../frames/ask.js';
import type { InstrumentStream } from '../frames/instrument-stream.js';
import { type Answer, requestIdentity } from '../frames/requests.js';
import type { SoftwareUpdate } from './software-update.js';

/**
 * Waits until a fresh, signed identity frame shows the software of an update: its counter, and the image's SHA-256 as the software
 * measurement. An instrument that restarts is asked again and again.
 *
 * @throws {SdkError} `update-not-shown` after `restartTimeout`: the old software runs on, or the instrument is inoperable; `request-aborted`,
 * `link-closed`
 */
export async function confirmUpdate(
  stream: InstrumentStream,
  update: SoftwareUpdate,
  options: RequestOptions & Required<Pick<RequestOptions, 'publicKey'>> & { readonly restartTimeout?: number },
): Promise<Answer<IdentityFrame>> {
  const { restartTimeout = 120_000 } = options;
  const measurement = sha256(update.image);
  const deadline = stream.clock.now() + restartTimeout;
  let shown: number | undefined;
  for (;;) {
    try {
      const answer = await requestIdentity(stream, options);
      const { softwareCounter, softwareMeasurement } = answer.frame.claims;
      if (softwareCounter === update.counter && equalBytes(softwareMeasurement, measurement)) return answer;
      shown = softwareCounter;
    } catch (error) {
      const final = ['request-aborted', 'link-closed'];
      if (!(error instanceof SdkError) || final.includes(error.code)) throw error;
    }
    if (stream.clock.now() >= deadline) {
      const old = shown === undefined ? 'It does not answer.' : `It shows software counter ${shown}.`;
      const text = `The new software (counter ${update.counter}) did not show itself. ${old} Read the event log for the reason.`;
      throw new SdkError('update-not-shown', text, shown === undefined ? {} : { counter: shown });
    }
    await new Promise<void>((resolve) => {
      stream.clock.setTimeout(resolve, Math.min(1000, restartTimeout));
    });
  }
}
