import type { InstrumentStream } from '@hengzhun/host-sdk';
import type { Trust } from './trust.js';

/** A stream whose packets are stored as they come, asked for or not. */
export interface WatchedStream {
  /** Rejects when the port cannot be opened: whoever stands before it wants to know that at once. */
  readonly connected: Promise<void>;
  readonly finished: Promise<void>;
  /** Resolves when the frame with this number is in the store. */
  stored(sequence: number): Promise<void>;
}

/** Iterates the stream from here on and hands every packet to the store. */
export function watchStream(stream: InstrumentStream, ingest: Trust['ingest']): WatchedStream {
  let open: () => void = () => undefined;
  let fail: (error: unknown) => void = () => undefined;
  const connected = new Promise<void>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  let newest = 0;
  let waiting: { sequence: number; resolve: () => void }[] = [];
  const finished = (async () => {
    for await (const event of stream) {
      if (event.type === 'connected') open();
      else if (event.type === 'retry') fail(event.error);
      else if (event.type === 'frame' || event.type === 'refused') {
        await ingest([event.packet]);
        if (event.type === 'frame') newest = Math.max(newest, event.frame.claims.sequence);
        for (const { sequence, resolve } of waiting) if (sequence <= newest) resolve();
        waiting = waiting.filter(({ sequence }) => sequence > newest);
      }
    }
  })();
  finished.catch((error: unknown) => fail(error));
  return {
    connected,
    finished,
    stored: (sequence) =>
      sequence <= newest
        ? Promise.resolve()
        : Promise.race([finished, new Promise<void>((resolve) => waiting.push({ sequence, resolve }))]),
  };
}
