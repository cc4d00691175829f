import {
  type FrameEvent,
  type IngestOutcome,
  type InstrumentEvent,
  InstrumentStream,
  type RefusedEvent,
  refusals,
} from '@hengzhun/host-sdk';
import { decodeFrame, type Frame, HengzhunError, verifyFrame } from '@hengzhun/protocol';
import { exitCode } from '../../exit-codes.js';
import { describeError } from '../describe-error.js';
import { nozzleLine } from '../inspection.js';
import { isRadioAddress, openLink } from '../open-link.js';
import type { Output } from '../output.js';
import { openTrust, type Trust } from '../trust.js';
import { flagNames, frameKindName, levelName, reasonOfCode, selfStateName } from '../words.js';

export interface MonitorOptions {
  readonly baud: number;
  readonly keys?: string;
  readonly data: string;
  readonly for?: number;
  readonly count?: number;
}

export async function monitor(output: Output, options: MonitorOptions, port: string): Promise<number> {
  const trust = await openTrust(options);
  const ending = new AbortController();
  const end = () => ending.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  const timer = options.for === undefined ? undefined : setTimeout(end, options.for);
  const totals = { frames: 0, refused: 0, discarded: 0 };
  try {
    const stream = new InstrumentStream(openLink(port, { baud: options.baud, signal: ending.signal }));
    if (isRadioAddress(port)) output.line(output.text('monitor.listening-radio', { port }));
    else output.line(output.text('monitor.listening', { port, baud: options.baud }));
    for await (const event of stream) {
      if (event.type !== 'frame' && event.type !== 'refused') {
        totals.discarded += event.type === 'discarded' ? event.bytes.length : 0;
        await tellEvent(output, trust, event);
        continue;
      }
      const [outcome] = await trust.ingest([event.packet]);
      if (await tellFrame(output, trust, outcome!)) totals.frames++;
      else totals.refused++;
      if (options.count !== undefined && totals.frames + totals.refused >= options.count) end();
    }
  } finally {
    clearTimeout(timer);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, end);
    await trust.close();
  }
  output.object({ type: 'summary', ...totals });
  output.line(output.text('monitor.ended', { ...totals, bytes: totals.discarded }));
  return totals.refused > 0 ? exitCode.refused : exitCode.ok;
}

/** A frame with what became of it; returns whether it is good. */
async function tellFrame(output: Output, trust: Trust, outcome: IngestOutcome): Promise<boolean> {
  const frame = outcome.frame ?? readable(outcome.packet.bytes);
  const kid = frame ? Buffer.from(frame.kid).toString('hex') : undefined;
  let code: string = outcome.protocolCode ?? outcome.code;
  let refused = refusals.has(outcome.code);
  if (outcome.code === 'frame-unknown-instrument' && frame && kid !== undefined) {
    // A key from a file is trusted although its instrument has not named itself yet.
    const key = await trust.keyOf(kid);
    if (key) {
      const verdict = verdictOf(frame, key);
      refused = verdict !== undefined;
      code = verdict ?? 'signature-valid';
    }
  }
  const claims = frame?.claims;
  const state = claims && 'selfState' in claims ? { selfState: claims.selfState, flags: claims.flags } : undefined;
  const level =
    outcome.kid !== undefined && !refused ? (await trust.store.evaluate(outcome.kid)).evaluation.level : undefined;
  output.object({
    type: refused ? 'refused' : 'frame',
    code,
    reason: refused ? outcome.reason : undefined,
    kid,
    kind: frame?.kind,
    sequence: claims?.sequence,
    bootcount: claims?.bootcount,
    uptime: claims?.uptime,
    ...state,
    nozzle: claims && 'nozzle' in claims ? claims.nozzle : undefined,
    level,
    proof: outcome.proof,
    at: new Date(outcome.packet.latest).toISOString(),
    bytes: outcome.packet.bytes,
  });
  const time = new Date(outcome.packet.latest).toLocaleTimeString('en-GB');
  const what = frame ? `${frameKindName(output, frame.kind)} ${claims!.sequence}` : '';
  if (refused) {
    output.line(
      `${time}  ${output.paint('red', '✗')} ${kid ?? ''} ${what}  ${code}${output.text('word.colon')}${reasonOfCode(output, code)}`,
    );
    return false;
  }
  const own = state
    ? `${selfStateName(output, state.selfState)} (${flagNames(output, state.flags).join(', ') || '–'})`
    : '';
  const nozzle = claims && 'nozzle' in claims && claims.nozzle ? `  ${nozzleLine(output, claims.nozzle)}` : '';
  const judged = level ? `  ${output.text('word.level')}${output.text('word.colon')}${levelName(output, level)}` : '';
  output.line(`${time}  ${output.paint('green', '✓')} ${kid} ${what}  ${own}${nozzle}${judged}`);
  return true;
}

function readable(bytes: Uint8Array): Frame | undefined {
  try {
    return decodeFrame(bytes);
  } catch (error) {
    if (error instanceof HengzhunError) return undefined;
    throw error;
  }
}

function verdictOf(frame: Frame, key: Parameters<typeof verifyFrame>[1]): string | undefined {
  try {
    verifyFrame(frame, key);
    return undefined;
  } catch (error) {
    if (error instanceof HengzhunError) return error.code;
    throw error;
  }
}

async function tellEvent(
  output: Output,
  trust: Trust,
  event: Exclude<InstrumentEvent, FrameEvent | RefusedEvent>,
): Promise<void> {
  const gray = (text: string) => output.line(output.paint('gray', `          ${text}`));
  switch (event.type) {
    case 'connected':
      output.object({ type: 'connected', link: event.link, connection: event.connection });
      return gray(output.text('monitor.connected'));
    case 'disconnected':
      output.object({ type: 'disconnected', link: event.link, reason: event.reason });
      return gray(output.text('monitor.disconnected', { reason: event.reason }));
    case 'retry': {
      const { code, message } = describeError(event.error, output.language);
      output.object({ type: 'retry', code, message, attempt: event.attempt, delayMs: event.delay });
      const again = output.text('monitor.retry', { seconds: (event.delay / 1000).toFixed(1) });
      return gray(`${code}: ${message} (${again})`);
    }
    case 'discarded':
      output.object({ type: 'discarded', reason: event.reason, bytes: event.bytes });
      await trust.store.recordLosses(event.link, event.connection, { discarded: 1, bytes: event.bytes.length });
      return gray(output.text('monitor.discarded', { bytes: event.bytes.length, reason: event.reason }));
    case 'reply':
      return output.object({ type: 'reply', reply: event.reply });
    default:
      output.object({ ...event });
  }
}
