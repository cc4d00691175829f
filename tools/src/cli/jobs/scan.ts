import { type InstrumentScan, knownInStore, type ScanEvent, scanInstruments } from '@hengzhun/host-sdk';
import { exitCode } from '../../exit-codes.js';
import { createPainter } from '../../station/painter.js';
import { openDataIfThere } from '../../stores/open-data.js';
import { describeError } from '../describe-error.js';
import type { Output } from '../output.js';
import { nearbyObject, scanLines } from '../scan-lines.js';

export interface ScanCommandOptions {
  readonly for: number;
  readonly data: string;
}

/** Shows who is in range: live on a terminal, at the end otherwise, event by event with `--json`. */
export async function scan(output: Output, options: ScanCommandOptions): Promise<number> {
  const store = await openDataIfThere(options.data);
  const ending = new AbortController();
  const end = () => ending.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  const scanning = scanInstruments({ signal: ending.signal, ...(store && { lookup: knownInStore(store) }) });
  let timer: NodeJS.Timeout | undefined;
  let crowded = 0;
  const told = (async () => {
    for await (const event of scanning) {
      if (event.type === 'crowded') crowded += event.count;
      tellEvent(output, event);
    }
  })();
  const live = !output.json && process.stdout.isTTY === true;
  const lines = (width: number) => scanLines(output, scanning.snapshot(), crowded, width, Date.now());
  try {
    // Without an adapter there is nothing to wait for: whoever asked stands before it.
    await scanning.started;
    timer = setTimeout(end, options.for);
    const painter = live
      ? createPainter(process.stdout, (width, height) => lines(width).slice(0, height), 500)
      : undefined;
    const found = await atTheEnd(ending.signal, scanning);
    painter?.close();
    await told;
    output.object({ type: 'summary', instruments: found.length, ...scanning.statistics, crowded });
    for (const line of scanLines(output, found, crowded, output.columns, Date.now())) output.line(line);
    return exitCode.ok;
  } finally {
    clearTimeout(timer);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, end);
    await scanning.close();
    await store?.close();
  }
}

/** Who is in range when the time is over. */
function atTheEnd(signal: AbortSignal, scanning: InstrumentScan): Promise<ReturnType<InstrumentScan['snapshot']>> {
  return new Promise((resolve) => {
    const done = () => resolve(scanning.snapshot());
    if (signal.aborted) done();
    else signal.addEventListener('abort', done, { once: true });
  });
}

function tellEvent(output: Output, event: ScanEvent): void {
  switch (event.type) {
    case 'seen':
    case 'changed':
    case 'gone':
      output.object({ type: event.type, at: event.at, ...nearbyObject(event.instrument) });
      break;
    case 'adapter': {
      const described = event.error && describeError(event.error, output.language);
      const { state, at } = event;
      output.object({ type: 'adapter', at, state, code: described?.code, message: described?.message });
      break;
    }
    case 'lookup-failed': {
      const { code, message } = describeError(event.error, output.language);
      output.object({ type: 'lookup-failed', at: event.at, kid: event.kid, code, message });
      break;
    }
    default:
      output.object({ ...event });
  }
}
