import { fit } from './display-width.js';

const redrawMs = 100;

/** A bar for long work, on standard error and only on a terminal; elsewhere it does nothing. */
export interface Progress {
  update(done: number, total: number, label: string): void;
  /** Removes the bar. */
  end(): void;
}

/** Writes at most ten times a second; `stream` is standard error unless a test passes its own. */
export function createProgress(enabled = true, stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!enabled || !stream.isTTY) return { update: () => undefined, end: () => undefined };
  let last = 0;
  let drawn = false;
  return {
    update(done, total, label) {
      const now = Date.now();
      if (now - last < redrawMs && done < total) return;
      last = now;
      drawn = true;
      const share = total > 0 ? Math.min(1, done / total) : 0;
      const width = 24;
      const bar = '█'.repeat(Math.round(share * width)).padEnd(width, '░');
      const text = `${bar} ${String(Math.floor(share * 100)).padStart(3)} % ${label}`;
      stream.write(`\r${fit(text, Math.max(20, (stream.columns ?? 80) - 1))}`);
    },
    end() {
      if (drawn) stream.write('\r\u001b[K');
      drawn = false;
    },
  };
}
