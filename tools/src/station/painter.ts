const hideCursor = '\u001b[?25l';
const showCursor = '\u001b[?25h';
const home = '\u001b[H';
const clearLine = '\u001b[K';
const clearBelow = '\u001b[J';
const enterScreen = '\u001b[?1049h';
const leaveScreen = '\u001b[?1049l';

/** Draws a screen over itself on a terminal, several times a second; leaves the terminal as it found it. */
export interface Painter {
  /** Draws now. */
  draw(): void;
  /** Gives the terminal back. */
  close(): void;
}

/** @param lines makes the screen for a size in columns and rows */
export function createPainter(
  stream: NodeJS.WriteStream,
  lines: (columns: number, rows: number) => readonly string[],
  intervalMs = 250,
): Painter {
  let closed = false;
  const draw = () => {
    if (closed) return;
    const text = lines((stream.columns ?? 80) - 1, (stream.rows ?? 24) - 1).join(`${clearLine}\n`);
    stream.write(`${home}${text}${clearLine}\n${clearBelow}`);
  };
  const close = () => {
    if (closed) return;
    closed = true;
    clearInterval(timer);
    stream.off('resize', draw);
    process.off('exit', close);
    stream.write(`${leaveScreen}${showCursor}`);
  };
  stream.write(`${enterScreen}${hideCursor}`);
  const timer = setInterval(draw, intervalMs);
  stream.on('resize', draw);
  // Whatever ends the process, the terminal must not stay without a cursor.
  process.once('exit', close);
  draw();
  return { draw, close };
}
