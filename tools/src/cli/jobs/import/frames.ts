import { type ReceivedPacket, refusals, type Store } from '@hengzhun/host-sdk';
import { openData, withStore } from '../../../stores/open-data.js';
import { readFrames } from '../../../verify/read-frames.js';
import { type LineNote, showImport } from '../../import-report.js';
import type { Output } from '../../output.js';
import { createProgress } from '../../progress.js';

/** Packets in one transaction: about as many as are fastest. */
const batch = 1000;

/** Takes frames of a file in: proved, ordered, stored as received. @returns 1 when one was refused */
export async function importFrames(output: Output, options: { readonly data: string }, file: string): Promise<number> {
  const parts = readFrames(file);
  return withStore(openData(options.data), async (store) => {
    const progress = createProgress(!output.json);
    try {
      const taken = await ingest(store, file, parts, (done) => progress.update(done, parts.length, file));
      progress.end();
      return showImport(output, { what: 'frames', file, ...taken, warnings: [] });
    } finally {
      progress.end();
    }
  });
}

async function ingest(
  store: Store,
  file: string,
  parts: readonly { readonly bytes: Uint8Array }[],
  progress: (done: number) => void,
) {
  const counts = { accepted: 0, duplicate: 0, forked: 0 };
  const errors: LineNote[] = [];
  for (let from = 0; from < parts.length; from += batch) {
    const now = Date.now();
    const packets = parts.slice(from, from + batch).map(({ bytes }): ReceivedPacket => {
      return { bytes, link: `file:${file}`, connection: 1, earliest: now, latest: now, source: 'import' };
    });
    for (const [index, { code, reason = '' }] of (await store.ingest(packets)).entries()) {
      if (refusals.has(code)) errors.push({ line: from + index + 1, code, message: reason });
      else if (code === 'frame-forked') counts.forked++;
      else if (code === 'frame-duplicate') counts.duplicate++;
      else counts.accepted++;
    }
    progress(Math.min(from + batch, parts.length));
  }
  return { counts, errors };
}
