import { FRAME_KIND_IDENTITY } from '@hengzhun/protocol';
import { createEmulationHost, type EmulationHost, Flash, type FlashGeometry, Storage } from '../../src/index.js';
import { checkLives, type Life, lifeOf } from './lives.js';
import { Session } from './session.js';
import { checkTold, isSoftwareTold, type Told } from './told.js';

/** What a power cut leaves: the flash, and what had left the instrument until then. */
export interface Cut {
  unit: number;
  flash: Uint8Array;
  before: Life;
  /** What else had been acknowledged, where the story kept account of it. */
  told?: Told;
}

/**
 * Lives one life and collects what a power cut would leave at those of its flash units that `wanted` names. The program is
 * deterministic, so a cut is the prefix of a life.
 */
export async function live(
  geometry: FlashGeometry,
  content: Uint8Array,
  story: (session: Session, host: EmulationHost) => Promise<void>,
  wanted: (host: EmulationHost) => 'clean' | 'torn' | false,
  told?: Told,
): Promise<{ cuts: Cut[]; end: Uint8Array }> {
  const flash = new Flash(geometry, content);
  const host = createEmulationHost({ flash });
  const session = new Session(host);
  const cuts: Cut[] = [];
  flash.onUnit = ({ clean, torn }) => {
    const kind = wanted(host);
    if (!kind) return;
    const cut = { unit: flash.units, flash: kind === 'torn' ? torn() : clean(), before: lifeOf(session) };
    cuts.push(told ? { ...cut, told: structuredClone(told) } : cut);
  };
  await host.start();
  await story(session, host);
  await host.stop();
  return { cuts, end: flash.bytes.slice() };
}

/**
 * Lets the power come back after every cut and tells what does not fit, by kind: the units at which it happened.
 *
 * @param nozzles what each fourth life is asked for when the story kept account: 0 for a scale
 */
export async function reviveAll(
  geometry: FlashGeometry,
  cuts: readonly Cut[],
  nozzles = 0,
): Promise<Record<string, number[]>> {
  const failures: Record<string, number[]> = {};
  for (const [i, cut] of cuts.entries()) {
    // Reading the log and asking takes more one-time values: every fourth life does.
    for (const failure of await revive(geometry, cut, i % 4 === 0, nozzles)) (failures[failure] ??= []).push(cut.unit);
  }
  return failures;
}

async function revive(geometry: FlashGeometry, cut: Cut, ask: boolean, nozzles: number): Promise<string[]> {
  const flash = new Flash(geometry, cut.flash);
  const host = createEmulationHost({ flash });
  const session = new Session(host);
  await host.start();
  try {
    if (new Storage(flash).read('.bootcde') === undefined) return ['the bundle is gone'];
    await session.frame(FRAME_KIND_IDENTITY);
    if (ask) await session.readLog();
    const { told } = cut;
    const wrong = told && !isSoftwareTold(session, told) ? ['runs software that nobody installed'] : [];
    if (told && ask) wrong.push(...(await checkTold(session, told, nozzles)));
    return [...wrong, ...checkLives(cut.before, lifeOf(session), told !== undefined)];
  } catch (error) {
    return [`does not come back: ${(error as Error).message.split('\n')[0]}`];
  } finally {
    await host.stop();
  }
}
