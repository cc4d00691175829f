import { FRAME_KIND_IDENTITY } from '@hengzhun/protocol';
import { createEmulationHost, type EmulationHost, Flash, type FlashGeometry, Storage } from '../../src/index.js';
import { checkLives, type Life, lifeOf } from './lives.js';
import { Session } from './session.js';

/** What a power cut leaves: the flash, and what had left the instrument until then. */
export interface Cut {
  unit: number;
  flash: Uint8Array;
  before: Life;
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
): Promise<{ cuts: Cut[]; end: Uint8Array }> {
  const flash = new Flash(geometry, content);
  const host = createEmulationHost({ flash });
  const session = new Session(host);
  const cuts: Cut[] = [];
  flash.onUnit = ({ clean, torn }) => {
    const kind = wanted(host);
    if (kind) cuts.push({ unit: flash.units, flash: kind === 'torn' ? torn() : clean(), before: lifeOf(session) });
  };
  await host.start();
  await story(session, host);
  await host.stop();
  return { cuts, end: flash.bytes.slice() };
}

/** Lets the power come back after every cut and tells what does not fit, by kind: the units at which it happened. */
export async function reviveAll(geometry: FlashGeometry, cuts: readonly Cut[]): Promise<Record<string, number[]>> {
  const failures: Record<string, number[]> = {};
  for (const [i, cut] of cuts.entries()) {
    // Reading the log takes a second one-time value: every fourth life does.
    for (const failure of await revive(geometry, cut, i % 4 === 0)) (failures[failure] ??= []).push(cut.unit);
  }
  return failures;
}

async function revive(geometry: FlashGeometry, cut: Cut, readLog: boolean): Promise<string[]> {
  const flash = new Flash(geometry, cut.flash);
  const host = createEmulationHost({ flash });
  const session = new Session(host);
  await host.start();
  try {
    if (new Storage(flash).read('.bootcde') === undefined) return ['the bundle is gone'];
    await session.frame(FRAME_KIND_IDENTITY);
    if (readLog) await session.readLog();
    return checkLives(cut.before, lifeOf(session));
  } catch (error) {
    return [`does not come back: ${(error as Error).message.split('\n')[0]}`];
  } finally {
    await host.stop();
  }
}
