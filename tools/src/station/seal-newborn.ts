import { setImmediate as nextTurn } from 'node:timers/promises';
import type { InstrumentHost } from '@hengzhun/hil-tests';
import { type InstrumentStream, requestIdentity, SdkError, seal } from '@hengzhun/host-sdk';
import { deriveCommandKey, LIFE_STAGE_BORN, ROLE_AUTHORITY } from '@hengzhun/protocol';

/** Real time after which a question counts as unanswered, ms: an instrument signs in real time, however fast its clock is made to run. */
const QUESTION_MS = 20_000;
/** Between two attempts, real ms, and how many: on a slow machine simulated time runs far ahead of what an instrument can sign. */
const RETRY_MS = 333;
const ATTEMPTS = 60;

/**
 * Seals an instrument that never was sealed, as an authority does when it takes an instrument into service: a dispenser pairs with its
 * encoders then. One that was sealed before is left as it is.
 *
 * @param speed simulated ms in one real ms, as the clock of the stream has it
 * @throws {SdkError} `request-*`
 */
export async function sealNewborn(stream: InstrumentStream, masterKey: Uint8Array, speed: number): Promise<void> {
  const options = { timeout: QUESTION_MS * speed };
  for (let attempt = 1; ; attempt++) {
    try {
      const { frame } = await requestIdentity(stream, options);
      const { ueid, lifeStage } = frame.claims;
      if (lifeStage !== LIFE_STAGE_BORN) return;
      const info = { ueid, role: ROLE_AUTHORITY, epoch: frame.claims.keyEpochs.authority, jurisdiction: '' };
      await seal(stream, deriveCommandKey(masterKey, info), options);
      return;
    } catch (error) {
      // A newborn instrument is busy with its first signatures. Whether a command whose receipt was lost was carried out, the next
      // answer tells.
      const again = error instanceof SdkError && ['request-busy', 'request-timeout'].includes(error.code);
      if (!again || attempt >= ATTEMPTS) throw error;
      await new Promise<void>((resolve) => {
        stream.clock.setTimeout(resolve, RETRY_MS * speed);
      });
    }
  }
}

/**
 * Lets the time of an emulated host pass, which passes only when it is told to, until `work` with its instrument is done or somebody
 * else takes over (`signal`). A real interpreter's time passes by itself.
 */
export async function atRest(host: InstrumentHost, work: Promise<unknown>, signal?: AbortSignal): Promise<void> {
  if (host.kind !== 'emulation') return;
  let done = false;
  const end = () => {
    done = true;
  };
  // What becomes of the work is for those to hear who await it.
  work.then(end, end);
  while (!done && !signal?.aborted) {
    await host.run(100);
    await nextTurn();
  }
}
