import type { KeyObject } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { LogPlan } from '@hengzhun/firmware';
import type { BoardProfile } from '@hengzhun/firmware/build';
import {
  type Birth,
  certifyBirth,
  type EnrolmentRecord,
  InstrumentStream,
  openSerialLink,
  SdkError,
  witnessBirth,
} from '@hengzhun/host-sdk';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { examineBoard, hasLived, profileOf } from '../flash/examine-board.js';
import { planFlash, plannedFile } from '../flash/flash-plan.js';
import { InterpreterConsole } from '../flash/interpreter-console.js';
import { logWants, planState, statePage, stateRoom } from '../flash/log-room.js';
import { pieceSize, type WriteProgress, writeFile, writeFlash } from '../flash/write-flash.js';
import { type DraftInstrument, draftInstrument, type MasterKeys } from './draft-instrument.js';
import type { InstrumentOrder } from './orders.js';

/** Where and how an instrument is born. */
export interface BirthPlace {
  /** Port of the board's console. */
  readonly port: string;
  readonly baudRate: number;
  /** Port of the protocol, where it is another one. */
  readonly protocolPort?: string;
  /** Name of the board's profile; undefined: the one that fits what answers. */
  readonly board?: string;
  /** The image to write for a board; undefined: the software is on it already. */
  image?(profile: BoardProfile): Promise<string>;
  /** Write over the state of an instrument that has lived there. */
  readonly erase: boolean;
  /** Longest wait for the birth, ms: a software key and its first one-time values take minutes. */
  readonly patience: number;
  readonly signal: AbortSignal;
  onStep(step: BirthStep): void;
  readonly onWrite: WriteProgress;
}

export type BirthStep = 'write' | 'start' | 'birth' | 'certificate';

/** The baud rate that every configuration sets for the protocol port. */
const PROTOCOL_BAUD = 115_200;
/** One question, ms. */
const QUESTION_MS = 15_000;

/**
 * Makes an instrument of the board on a port. The board gets its configuration, with 32 random bytes and without a private key; it starts and
 * makes its key itself; the key is asked for, an identity frame with a fresh nonce proves possession, and the maker's certificate is issued.
 * The private key never was anywhere but on the instrument.
 *
 * @throws {ToolError} as flashing, and `tool-no-software`; ProvisioningError: no room for three verifications in the log; {SdkError} `birth-*`, `request-*`, `link-*`
 */
export async function birthOnPort(
  order: InstrumentOrder,
  makerKey: KeyObject,
  keys: MasterKeys,
  place: BirthPlace,
): Promise<EnrolmentRecord> {
  const draft = draftInstrument(order, makerKey, keys);
  await writeBoard(draft, place);
  place.onStep('start');
  const birth = await witness(draft.ueid, order, place);
  place.onStep('certificate');
  const record = certifyBirth(birth, makerKey, {
    maker: order.maker,
    model: order.model,
    issuedAt: Math.floor(Date.now() / 1000),
  });
  return order.place ? { ...record, place: order.place } : record;
}

async function writeBoard(draft: DraftInstrument, place: BirthPlace): Promise<void> {
  const { port, baudRate, signal } = place;
  const console = await InterpreterConsole.open(port, { baudRate });
  try {
    const found = await examineBoard(console);
    const profile = profileOf(found, place.board);
    const lived = await hasLived(console, profile);
    if (lived && !(place.image && place.erase)) throw new ToolError('tool-flash-has-state', { port }, exitCode.refused);
    place.onStep('write');
    if (place.image) {
      const image = await place.image(profile);
      const target = { ...draft.logging, configuration: (log: LogPlan) => draft.configuration({ log }) };
      const plan = planFlash(profile, image, target, found.storage.total || profile.storage.bytes);
      await writeFlash(console, plan, place.onWrite, signal);
    } else {
      const software = await console.evaluate('require("Storage").read(".bootcde",0,1)!==undefined');
      if (software !== true) throw new ToolError('tool-no-software', { port }, exitCode.refused);
      // One that was written and never started was interrupted: it is replaced.
      await console.evaluate('require("Storage").erase("hz.cfg")');
      const bytes = (await console.evaluate(
        '(function(f){return f===undefined?-1:f.length})(require("Storage").readArrayBuffer("hz.dat"))',
      )) as number;
      const room = stateRoom(profile, bytes < 0 ? undefined : bytes, found.storage.free);
      const { log } = planState(room, statePage(profile), logWants(draft.logging));
      const file = plannedFile('hz.cfg', 'configuration', draft.configuration({ log }));
      await writeFile(console, file, pieceSize(profile.ioBuffer), place.onWrite, signal);
    }
    // The board starts what was written when the port is closed already: an instrument speaks another protocol there.
    await console.evaluate('setTimeout(load,300)');
  } finally {
    console.close();
  }
}

/** Asks until the instrument has made its key and can sign with it. */
async function witness(ueid: Uint8Array, order: InstrumentOrder, place: BirthPlace): Promise<Birth> {
  const link = openSerialLink({
    path: place.protocolPort ?? place.port,
    baudRate: PROTOCOL_BAUD,
    signal: place.signal,
  });
  const stream = new InstrumentStream(link);
  // Iterated, so that answers reach those who asked.
  const reading = (async () => {
    for await (const event of stream) if (event.type === 'retry') await delay(0);
  })();
  const until = Date.now() + place.patience;
  const expected = { ueid, element: order.assurance === 'secure-element' };
  try {
    place.onStep('birth');
    for (;;) {
      try {
        return await witnessBirth(stream, expected, { timeout: QUESTION_MS, signal: place.signal });
      } catch (error) {
        const again = ['request-timeout', 'request-busy', 'request-refused', 'birth-no-proof', 'link-not-open'];
        if (!(error instanceof SdkError) || !again.includes(error.code) || Date.now() > until) throw error;
        await delay(1000, undefined, { signal: place.signal });
      }
    }
  } finally {
    await stream.close();
    await reading;
  }
}
