import { type InstrumentStream, requestIdentity, SdkError, seal } from '@hengzhun/host-sdk';
import { deriveCommandKey, LIFE_STAGE_BORN, ROLE_AUTHORITY } from '@hengzhun/protocol';

/** Simulated time after which a question counts as unanswered, ms: a fast station lives through a minute in a second. */
const QUESTION_MS = 600_000;
/** Between two attempts, simulated ms, and how many: on a slow machine simulated time runs far ahead of what an instrument can sign. */
const RETRY_MS = 20_000;
const ATTEMPTS = 60;

/**
 * Seals an instrument that never was sealed, as an authority does when it takes an instrument into service: a dispenser pairs with its
 * encoders then. One that was sealed before is left as it is.
 * @throws {SdkError} `request-*`
 */
export async function sealNewborn(stream: InstrumentStream, masterKey: Uint8Array): Promise<void> {
  const options = { timeout: QUESTION_MS };
  for (let attempt = 1; ; attempt++) {
    try {
      const { frame } = await requestIdentity(stream, options);
      const { ueid, lifeStage } = frame.claims;
      if (lifeStage !== LIFE_STAGE_BORN) return;
      const info = { ueid, role: ROLE_AUTHORITY, epoch: frame.claims.keyEpochs.authority, jurisdiction: '' };
      await seal(stream, deriveCommandKey(masterKey, info), options);
      return;
    } catch (error) {
      // A newborn instrument is busy with its first signatures.
      if (!(error instanceof SdkError) || error.code !== 'request-busy' || attempt >= ATTEMPTS) throw error;
      await new Promise<void>((resolve) => {
        stream.clock.setTimeout(resolve, RETRY_MS);
      });
    }
  }
}
