import { setTimeout as delay } from 'node:timers/promises';
import { SdkError } from '@hengzhun/host-sdk';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { InterpreterConsole } from './interpreter-console.js';

const LOOK_AGAIN_MS = 500;

/** Whether a console is open there. @throws what is no board's state: a port that may not be opened, a fault */
async function isOpen(port: string, baudRate: number): Promise<boolean> {
  try {
    (await InterpreterConsole.open(port, { baudRate })).close();
    return true;
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    const absent = [
      'tool-console-locked',
      'tool-console-silent',
      'tool-port-lost',
      'link-path-missing',
      'link-open-failed',
    ];
    if ((error instanceof ToolError || error instanceof SdkError) && absent.includes(code)) return false;
    throw error;
  }
}

/**
 * Waits for a board with an open console on a port: for the next one of a production line. The one before is gone once its console is
 * locked, it is silent, or the port is not there.
 *
 * @param another there was a board whose console stayed open: it must have gone first
 * @param limit longest wait, ms; undefined: as long as it takes
 * @throws {ToolError} `tool-board-awaited`, `tool-flash-interrupted`; {SdkError} `link-permission`, `link-locked`, …
 */
export async function awaitBoard(
  port: string,
  baudRate: number,
  another: boolean,
  limit: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  const until = limit === undefined ? Number.POSITIVE_INFINITY : Date.now() + limit;
  let gone = !another;
  for (;;) {
    if (signal.aborted) throw new ToolError('tool-flash-interrupted', { port }, exitCode.interrupted);
    const open = await isOpen(port, baudRate);
    if (open && gone) return;
    gone ||= !open;
    if (Date.now() > until) throw new ToolError('tool-board-awaited', { port }, exitCode.noAnswer);
    await delay(LOOK_AGAIN_MS);
  }
}
