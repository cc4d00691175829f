import {
  COMMAND_RESULT_DONE,
  COMMAND_SELF_TEST,
  COMMAND_SET_PARAMETER,
  encodeCommand,
  FLAG_BIT_LOCKED,
  FRAME_KIND_IDENTITY,
  FRAME_KIND_STATUS,
  SEAL_STATE_UNSEALED,
  TIME_QUALITY_UNKNOWN,
} from '@hengzhun/protocol';
import { Commander } from './commander.js';
import type { Session } from './session.js';

/**
 * What an instrument has acknowledged: of each thing the only value that may still stand after a power cut, or, while a change
 * is under way and not answered yet, the old and the new one.
 */
export interface Told {
  /** SEAL_STATE_*. */
  seal: number[];
  /** Parameter 15; empty: not asked for. */
  parameter: number[];
  /** Command key of the inspector. */
  inspector: Uint8Array[];
  locked: boolean[];
  /** Measurement of the software, hexadecimal; empty: not asked for. */
  software: string[];
}

/** Makes a change: until `act` has been answered both values may stand. */
export async function change<K extends keyof Told>(
  told: Told,
  what: K,
  next: Told[K][number],
  act: () => Promise<unknown>,
): Promise<void> {
  told[what] = [...told[what], next] as Told[K];
  await act();
  told[what] = [next] as Told[K];
}

const PARAMETER = 15;

/** What a revived instrument says that does not fit what was told, in words. The software is in every identity; the rest is asked for. */
export async function checkTold(session: Session, told: Told, nozzles: number): Promise<string[]> {
  const wrong: string[] = [];
  const people = new Commander(session);
  for (let nozzle = 0; nozzle < Math.max(1, nozzles); nozzle++) {
    const nonce = Uint8Array.from({ length: 8 }, () => Math.floor(Math.random() * 256));
    const request = { type: 'status', nonce, ...(nozzles > 0 && { nozzle }) } as const;
    const { claims } = await session.ask(request, FRAME_KIND_STATUS, (frame) =>
      Buffer.from(frame.claims.nonce ?? []).equals(nonce),
    );
    if (!told.seal.includes(claims.sealState)) wrong.push(`seal state ${claims.sealState} instead of ${told.seal}`);
    const locked = ((claims.flags >>> FLAG_BIT_LOCKED) & 1) === 1;
    if (!told.locked.includes(locked)) wrong.push(`locked: ${locked} instead of ${told.locked}`);
    if (claims.timeQuality !== TIME_QUALITY_UNKNOWN || claims.iat !== undefined)
      wrong.push('knows a time after a reboot');
    if (claims.sealState === SEAL_STATE_UNSEALED && told.parameter.length > 0) {
      const { commandResult, values } = await people.give('maker', COMMAND_SET_PARAMETER, [PARAMETER, 36]);
      if (commandResult !== COMMAND_RESULT_DONE) wrong.push(`a parameter is refused: ${commandResult}`);
      else if (!told.parameter.includes(Number(values[0])))
        wrong.push(`parameter ${values[0]}, told ${told.parameter}`);
    }
  }
  let working = 0;
  for (const key of told.inspector) if (await isAccepted(session, people, key)) working++;
  if (working !== 1) wrong.push(`${working} of ${told.inspector.length} inspector's keys work`);
  return wrong;
}

/** Whether a key of the inspector commands; a receipt, or a refusal without a signature. */
async function isAccepted(session: Session, people: Commander, key: Uint8Array): Promise<boolean> {
  const nonce = await people.nonce();
  const [frames, replies] = [session.frames.length, session.replies.length];
  session.send(encodeCommand({ kind: COMMAND_SELF_TEST, nonce, arguments: [] }, key));
  const answer = await session.until(
    () =>
      session.frames.slice(frames).find(({ claims }) => 'commandResult' in claims) ??
      session.replies.slice(replies).find(({ type }) => type === 'refusal'),
    'receipt or refusal',
  );
  return 'claims' in answer;
}

/** Whether an identity shows software that may run. */
export function isSoftwareTold(session: Session, told: Told): boolean {
  const identity = session.frames.find((frame) => frame.kind === FRAME_KIND_IDENTITY);
  if (told.software.length === 0 || identity?.kind !== FRAME_KIND_IDENTITY) return true;
  return told.software.includes(Buffer.from(identity.claims.softwareMeasurement).toString('hex'));
}
