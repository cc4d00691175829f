import type { KeyObject } from 'node:crypto';
import type { LogPlan } from '@hengzhun/firmware';
import type { BoardProfile } from '@hengzhun/firmware/boards';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { examineBoard, hasLived, profileOf } from '../flash/examine-board.js';
import { planFlash, plannedFile } from '../flash/flash-plan.js';
import { InterpreterConsole } from '../flash/interpreter-console.js';
import { logWants, planState, statePage, stateRoom } from '../flash/log-room.js';
import { pieceSize, type WriteProgress, writeFile, writeFlash } from '../flash/write-flash.js';
import { type DraftInstrument, draftInstrument, type MasterKeys } from './draft-instrument.js';
import { elementOf } from './element/element-of.js';
import { type ElementChoice, type MadeElement, makeElement } from './element/make-element.js';
import type { InstrumentOrder } from './orders.js';

/** A board, its console, and what may be done to it. */
export interface BoardPlace {
  /** Port of the board's console. */
  readonly port: string;
  readonly baudRate: number;
  /** Name of the board's profile; undefined: the one that fits what answers. */
  readonly board?: string;
  /** The image to write for an instrument on a board; undefined: the software is on it already. */
  image?(profile: BoardProfile, order: InstrumentOrder): Promise<string>;
  /** Write over the state of an instrument that has lived there. */
  readonly erase: boolean;
  /** What to do with a secure element that is not ready. */
  readonly element: ElementChoice;
  readonly signal: AbortSignal;
  /** The board's secure element is ready; what this throws ends it before anything is written. */
  onElement(element: MadeElement): Promise<void>;
  onStep(step: 'element' | 'write'): void;
  readonly onWrite: WriteProgress;
}

/** What a board was written for. */
export interface WrittenBoard {
  readonly order: InstrumentOrder;
  readonly draft: DraftInstrument;
  /** Undefined: it signs in software. */
  readonly element: MadeElement | undefined;
}

/**
 * Writes a board for an instrument: makes its secure element ready where it has one, then software, if wanted, and configuration; and
 * starts it. What can be refused is refused before the element is locked, which cannot be undone.
 *
 * @param orderFor the order of the instrument on a board with this profile
 * @throws {ToolError} as flashing, `tool-no-software`, `tool-element-*`; ElementError `element-*`; ProvisioningError: no room for three verifications in the log
 */
export async function writeBoard(
  orderFor: (profile: BoardProfile) => InstrumentOrder,
  makerKey: KeyObject,
  keys: MasterKeys,
  place: BoardPlace,
): Promise<WrittenBoard> {
  const { port, baudRate } = place;
  const console = await InterpreterConsole.open(port, { baudRate });
  try {
    const found = await examineBoard(console);
    const profile = profileOf(found, place.board);
    const order = orderFor(profile);
    const wiring = order.assurance === 'secure-element' ? elementOf(order.drivers) : undefined;
    const draft = draftInstrument(order, makerKey, keys);
    const lived = await hasLived(console, profile);
    if (lived && !(place.image && place.erase)) throw new ToolError('tool-flash-has-state', { port }, exitCode.refused);
    const image = await place.image?.(profile, order);
    const write = await prepare(console, profile, found.storage, draft, image, place);
    let element: MadeElement | undefined;
    if (wiring) {
      place.onStep('element');
      element = await makeElement(console, wiring, profile.ioBuffer, place.element);
      await place.onElement(element);
    }
    place.onStep('write');
    await write();
    // The board starts what was written when the port is closed already: an instrument speaks another protocol there.
    await console.evaluate('setTimeout(load,300)');
    return { order, draft, element };
  } finally {
    console.close();
  }
}

/** Plans what is written, and finds what stands against it; the result writes. */
async function prepare(
  console: InterpreterConsole,
  profile: BoardProfile,
  storage: { readonly total: number; readonly free: number },
  draft: DraftInstrument,
  image: string | undefined,
  { port, signal, onWrite }: BoardPlace,
): Promise<() => Promise<void>> {
  if (image !== undefined) {
    const target = { ...draft.logging, configuration: (log: LogPlan) => draft.configuration({ log }) };
    const plan = planFlash(profile, image, target, storage.total || profile.storage.bytes);
    return () => writeFlash(console, plan, onWrite, signal);
  }
  const software = await console.evaluate('require("Storage").read(".bootcde",0,1)!==undefined');
  if (software !== true) throw new ToolError('tool-no-software', { port }, exitCode.refused);
  const bytes = (await console.evaluate(
    '(function(f){return f===undefined?-1:f.length})(require("Storage").readArrayBuffer("hz.dat"))',
  )) as number;
  const room = stateRoom(profile, bytes < 0 ? undefined : bytes, storage.free);
  const { log } = planState(room, statePage(profile), logWants(draft.logging));
  const file = plannedFile('hz.cfg', 'configuration', draft.configuration({ log }));
  return async () => {
    // One that was written and never started was interrupted: it is replaced.
    await console.evaluate('require("Storage").erase("hz.cfg")');
    await writeFile(console, file, pieceSize(profile.ioBuffer), onWrite, signal);
  };
}
