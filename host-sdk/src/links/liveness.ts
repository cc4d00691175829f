import type { Clock } from '../clock.js';

/** What is watched. 0: nothing. All times in ms. */
export interface LivenessOptions {
  readonly byteTimeout?: number;
  readonly packetTimeout?: number;
}

/** Where the times of the last byte and the last packet stand, ms since 1970. */
export interface Heard {
  lastByte: number;
  lastPacket: number;
}

/**
 * Calls back once when a connection has been silent for too long; the returned function ends the watch.
 * @param excused whether silence says nothing now, because nobody reads
 */
export function watchLiveness(
  clock: Clock,
  { byteTimeout = 0, packetTimeout = 0 }: LivenessOptions,
  heard: Heard,
  excused: () => boolean,
  silent: (what: 'no-bytes' | 'no-packets', silence: number) => void,
): () => void {
  if (byteTimeout === 0 && packetTimeout === 0) return () => {};
  let timer: unknown;
  const due = () => [
    ...(byteTimeout > 0
      ? [{ what: 'no-bytes' as const, at: heard.lastByte + byteTimeout, since: heard.lastByte }]
      : []),
    ...(packetTimeout > 0
      ? [{ what: 'no-packets' as const, at: heard.lastPacket + packetTimeout, since: heard.lastPacket }]
      : []),
  ];
  const watch = () => {
    const wait = Math.max(1, Math.min(...due().map(({ at }) => at)) - clock.now());
    timer = clock.setTimeout(() => {
      const now = clock.now();
      if (excused()) heard.lastByte = heard.lastPacket = now;
      const late = due().find(({ at }) => at <= now);
      if (late === undefined) watch();
      else silent(late.what, now - late.since);
    }, wait);
  };
  watch();
  return () => clock.clearTimeout(timer);
}
