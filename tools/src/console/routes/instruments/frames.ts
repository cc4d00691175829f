import type { EnrolledKey, StoredFrame } from '@hengzhun/host-sdk';
import { FRAME_KIND_STATUS, ProtocolError, verifyFrame } from '@hengzhun/protocol';
import { ToolError } from '../../../errors.js';
import { exitCode } from '../../../exit-codes.js';
import { sentenceOf } from '../../../language/foreign.js';
import { isMessageKey } from '../../../language/translate.js';
import {
  FrameDetail,
  FramePage,
  FrameParams,
  type FrameRow,
  InstrumentParams,
  PageQuery,
} from '../../api/instruments.js';
import type { ConsoleApp, ConsoleContext } from '../../context.js';
import { frameDiagnostic } from '../../frame-diagnostic.js';
import { both, same } from '../../words.js';
import { answers } from '../answers.js';
import { readCursor, writeCursor } from '../cursor.js';
import { chainsOf, instrumentOf } from './find.js';

/** The frames of an instrument as they were received. */
export function instrumentFrameRoutes(app: ConsoleApp, context: ConsoleContext): void {
  const { store } = context;
  const tags = ['instruments'];
  app.get(
    '/api/instruments/:id/frames',
    {
      schema: {
        ...{ tags, summary: 'Its stored frames, those of the newest key and the highest number first' },
        ...{ params: InstrumentParams, querystring: PageQuery, response: answers(FramePage) },
      },
    },
    async ({ params, query: { cursor, limit = 100 } }): Promise<FramePage> => {
      const chains = (await chainsOf(context, await instrumentOf(context, params.id))).toReversed();
      // Which chain, and below which number of it.
      const [from = 0, below = Number.POSITIVE_INFINITY] = cursor === undefined ? [] : readCursor(cursor, 2);
      const items: FrameRow[] = [];
      for (const [index, { kid, lowest, highest }] of chains.entries()) {
        if (index < from) continue;
        let end = Math.min(highest, index === from ? below - 1 : highest);
        while (end >= lowest) {
          const first = Math.max(lowest, end - (limit - items.length) + 1);
          const found: FrameRow[] = [];
          for await (const frame of store.frames({ kid, from: first, to: end })) found.push(rowOf(frame));
          items.push(...found.toReversed());
          end = first - 1;
          if (items.length >= limit)
            return { items, ...(hasMore(index, end) && { next: writeCursor(index, end + 1) }) };
        }
      }
      return { items };

      function hasMore(index: number, end: number): boolean {
        return end >= chains[index]!.lowest || index + 1 < chains.length;
      }
    },
  );
  app.get(
    '/api/instruments/:id/frames/:sequence',
    {
      schema: {
        ...{ tags, summary: 'Frames with a number: in diagnostic notation, verified again' },
        ...{ params: FrameParams, response: answers(FrameDetail) },
      },
    },
    async ({ params: { id, sequence } }): Promise<FrameDetail> => {
      const { keys } = await instrumentOf(context, id);
      const frames: FrameDetail['frames'] = [];
      for (const key of keys.toReversed()) {
        for await (const frame of store.frames({ kid: key.kid, from: sequence, to: sequence })) {
          frames.push(detailOf(frame, key));
        }
      }
      if (frames.length === 0) throw new ToolError('tool-console-frame-unknown', { sequence }, exitCode.refused);
      return { frames };
    },
  );
}

function rowOf({ id, sequence, frame, earliest, latest, link, source, forked, proof, bytes }: StoredFrame): FrameRow {
  const kind = `frame-kind.${frame.kind}`;
  return {
    ...{ id, sequence, earliest, latest, link, source, forked },
    kind: isMessageKey(kind) ? both(kind) : same(frame.kind),
    proof: proof.how === 'covered' ? { how: proof.how, by: proof.by } : { how: proof.how },
    bytes: bytes.length,
    ...(frame.kind === FRAME_KIND_STATUS && { selfState: frame.claims.selfState }),
  };
}

function detailOf(stored: StoredFrame, { kid, publicKey }: EnrolledKey): FrameDetail['frames'][number] {
  return {
    ...rowOf(stored),
    kid,
    hex: Buffer.from(stored.bytes).toString('hex'),
    diagnostic: frameDiagnostic(stored.bytes),
    signature: signatureOf(stored, publicKey),
  };
}

/** Of a frame that is covered by a later one, the own signature may be bad: somebody re-encoded it, and the chain proves it all the same. */
function signatureOf({ frame }: StoredFrame, publicKey: EnrolledKey['publicKey']) {
  try {
    verifyFrame(frame, publicKey);
    return { valid: true, text: both('verdict.signature-valid') };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return { valid: false, text: { en: error.message, zh: sentenceOf('zh', error.code, error.message) } };
  }
}
