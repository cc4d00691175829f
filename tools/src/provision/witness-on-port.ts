import { setTimeout as delay } from 'node:timers/promises';
import { type Birth, InstrumentStream, openSerialLink, SdkError, witnessBirth } from '@hengzhun/host-sdk';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import type { MadeElement } from './element/make-element.js';

/** Where an instrument that was started for the first time speaks. */
export interface BirthPort {
  /** Port of the protocol. */
  readonly path: string;
  /** Longest wait for the birth, ms: a software key and its first one-time values take minutes, an element seconds. */
  readonly patience: number;
  readonly signal: AbortSignal;
}

/** The baud rate that every configuration sets for the protocol port. */
const PROTOCOL_BAUD = 115_200;
/** One question, ms. */
const QUESTION_MS = 15_000;
/** What may be said of an instrument that is not ready yet. */
const NOT_YET = ['request-timeout', 'request-busy', 'request-refused', 'birth-no-proof', 'link-not-open'];

/**
 * Asks until the instrument has its key and can sign with it.
 *
 * @param element the one that was on its board when it was written; undefined: it makes its key in software
 * @throws {ToolError} `tool-element-unborn`, `tool-element-swapped`; {SdkError} `birth-*`, `request-*`, `link-*`
 */
export async function witnessOnPort(
  ueid: Uint8Array,
  element: MadeElement | undefined,
  { path, patience, signal }: BirthPort,
): Promise<Birth> {
  const stream = new InstrumentStream(openSerialLink({ path, baudRate: PROTOCOL_BAUD, signal }));
  // Iterated, so that answers reach those who asked.
  const reading = (async () => {
    for await (const event of stream) if (event.type === 'retry') await delay(0);
  })();
  const until = Date.now() + patience;
  try {
    for (;;) {
      try {
        const birth = await witnessBirth(
          stream,
          { ueid, element: element !== undefined },
          { timeout: Math.min(QUESTION_MS, patience), patience, signal },
        );
        if (element && birth.kid !== element.kid) {
          const values = { wanted: element.kid, found: birth.kid };
          throw new ToolError('tool-element-swapped', values, exitCode.refused);
        }
        return birth;
      } catch (error) {
        if (!(error instanceof SdkError) || !NOT_YET.includes(error.code)) throw error;
        if (Date.now() > until) {
          if (element) throw new ToolError('tool-element-unborn', { serial: element.serial }, exitCode.noAnswer, error);
          throw error;
        }
        await delay(1000, undefined, { signal });
      }
    }
  } finally {
    await stream.close();
    await reading;
  }
}
