import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { complaint, type InterpreterConsole } from './interpreter-console.js';

/**
 * Runs a program from the interpreter's RAM, for trying: flash keeps what it has, and it is gone when the power is. The program is pasted
 * statement by statement; a mark behind it shows that all of it arrived.
 *
 * @param code the script, ASCII
 * @param mark any word; the interpreter hands it back when the last statement has run
 * @throws {ToolError} `tool-ram-refused` with what the interpreter printed, and those of the console
 */
export async function tryInRam(
  console: InterpreterConsole,
  code: string,
  mark: string,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const printed = await console.paste(`${code}\nglobal.hengzhunTried="${mark}";\n`, onProgress);
  const refused = (reason: string) =>
    new ToolError('tool-ram-refused', { port: console.path, reason }, exitCode.refused);
  if (/uncaught|out of memory|execution interrupted|\berror\b/i.test(printed)) throw refused(complaint(printed));
  const found = await console.evaluate('global.hengzhunTried');
  if (found !== mark) throw refused('–');
}
