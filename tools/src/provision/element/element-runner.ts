import { setTimeout as delay } from 'node:timers/promises';
import type { DriverRecord, ElementRunner } from '@hengzhun/firmware';
import { ToolError } from '../../errors.js';
import type { InterpreterConsole } from '../../flash/interpreter-console.js';
import { pieceSize } from '../../flash/write-flash.js';
import { elementScript } from './element-script.js';

/** A job is over within 4.5 s, done or failed. */
const JOB_MS = 10_000;
const LOOK_AGAIN_MS = 60;

/**
 * Brings the production line's script into the RAM of a board and gives what does jobs with the secure element there. Flash is left
 * alone; the script is gone at the next start.
 *
 * @param wiring the record of the element: bus, pins, address
 * @param ioBuffer bytes of the ring in which characters wait for the interpreter
 * @throws {ToolError} `tool-interpreter-refused`, `tool-interpreter-silent`, `tool-port-lost`
 */
export async function elementRunner(
  console: InterpreterConsole,
  wiring: DriverRecord,
  ioBuffer: number,
): Promise<ElementRunner> {
  // within a function: its names are its own, and it can be brought twice
  const script = `(function(){${await elementScript()}})()`;
  const piece = pieceSize(ioBuffer);
  for (let at = 0; at < script.length; at += piece) {
    const before = at === 0 ? '""' : 'global.elementScript';
    const text = Buffer.from(script.slice(at, at + piece), 'latin1').toString('base64');
    const length = await console.evaluate(`(global.elementScript=${before}+atob("${text}")).length`);
    if (length !== Math.min(at + piece, script.length)) {
      throw new ToolError('tool-interpreter-refused', { port: console.path, reason: `${length}` });
    }
  }
  await console.evaluate('(eval(global.elementScript),global.elementScript=0)');
  const [bus, address] = wiring.numbers;
  const [sda, scl] = wiring.texts;
  return async (steps) => {
    const list = steps.map((step) => Buffer.from(step, 'latin1').toString('hex')).join(',');
    await console.evaluate(`elementJob(${bus},"${sda}","${scl}",${address},"${list}")`);
    for (const until = Date.now() + JOB_MS; Date.now() < until; ) {
      await delay(LOOK_AGAIN_MS);
      const answer = await console.evaluate('global.elementAnswer');
      if (answer === 'failed') return undefined;
      if (answer !== '')
        return String(answer)
          .split(',')
          .map((hex) => Buffer.from(hex, 'hex').toString('latin1'));
    }
    return undefined;
  };
}
