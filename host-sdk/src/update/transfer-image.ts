import { encodeRequest, REQUEST_UPDATE } from '@hengzhun/protocol';
import { SdkError } from '../errors.js';
import { ask, type RequestOptions } from '../frames/ask.js';
import type { InstrumentStream } from '../frames/instrument-stream.js';
import { wait } from '../frames/wait.js';

/** How to send an image. */
export interface TransferOptions extends RequestOptions {
  /** Called after every piece: bytes that the instrument has stored, and all. */
  readonly onProgress?: (stored: number, total: number) => void;
  /** Pieces in a row that may fail to get through before it is given up. Default 5. */
  readonly attempts?: number;
}

/** Bytes of one piece, the most that the contract allows. */
const pieceSize = 128;

/**
 * Sends an authorised image in pieces and follows what the instrument says it has stored: a lost piece is sent again, and an image that
 * was sent in part before is gone on with, because the answer to the first piece says from where. Pieces need no key; the instrument holds
 * the whole against the authorised digest before it activates it.
 *
 * @throws {SdkError} like `requestStatus`; `update-stalled` when nothing gets through any more
 */
export async function transferImage(
  stream: InstrumentStream,
  image: Uint8Array,
  options: TransferOptions = {},
): Promise<void> {
  const { attempts = 5, onProgress } = options;
  let stored = 0;
  let furthest = -1;
  let failures = 0;
  while (stored < image.length) {
    let next: number | undefined;
    try {
      next = await sendPiece(stream, stored, image.subarray(stored, stored + pieceSize), options);
    } catch (error) {
      if (!(error instanceof SdkError) || (error.code !== 'request-timeout' && error.code !== 'request-busy'))
        throw error;
      if (error.code === 'request-busy') await wait(stream, Number(error.detail.retryAfter ?? 1) * 1000);
    }
    if (next !== undefined && next > image.length) {
      const text = `The instrument expects more than the ${image.length} bytes of this image. Authorise the image again.`;
      throw new SdkError('update-stalled', text, { stored: next, total: image.length });
    }
    // An answer to an earlier copy of the piece may come late; what counts is how far the image has got.
    if (next !== undefined && next > furthest) {
      furthest = next;
      failures = 0;
      onProgress?.(next, image.length);
    } else if (++failures >= attempts) {
      const text = `The image does not get beyond byte ${stored} of ${image.length}. Check the line, then go on with the update.`;
      throw new SdkError('update-stalled', text, { stored, total: image.length });
    }
    stored = next ?? stored;
  }
}

function sendPiece(
  stream: InstrumentStream,
  offset: number,
  piece: Uint8Array,
  options: RequestOptions,
): Promise<number> {
  return ask<number>(stream, encodeRequest({ type: 'update', offset, piece }), REQUEST_UPDATE, undefined, options, {
    reply: (reply, resolve) => {
      if (reply.type !== 'update') return false;
      resolve(reply.next);
      return true;
    },
  });
}
