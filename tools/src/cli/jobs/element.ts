import { exitCode } from '../../exit-codes.js';
import { examineBoard, profileOf } from '../../flash/examine-board.js';
import { InterpreterConsole } from '../../flash/interpreter-console.js';
import { elementOf, proposedElement } from '../../provision/element/element-of.js';
import { lookAtElement, makeElement } from '../../provision/element/make-element.js';
import { readWiring } from '../../provision/wiring.js';
import type { Output } from '../output.js';

export interface ElementOptions {
  readonly make: boolean;
  readonly board?: string;
  readonly wiring?: string;
  readonly baud: number;
}

/** Looks at the secure element on a board, or makes it ready. Exit code 1 when it is not ready in the end. */
export async function element(output: Output, options: ElementOptions, port: string): Promise<number> {
  // a mistake of the wiring is found before the port is opened
  const named = options.wiring === undefined ? undefined : elementOf(readWiring(options.wiring));
  const console = await InterpreterConsole.open(port, { baudRate: options.baud });
  try {
    const profile = profileOf(await examineBoard(console), options.board);
    const proposed = proposedElement(profile);
    const wiring = named ?? elementOf(proposed ? [proposed] : []);
    if (options.make) {
      const made = await makeElement(console, wiring, profile.ioBuffer, 'make');
      output.object({ type: 'element', port, state: 'ready', ...made });
      output.line(
        output.text(made.made ? 'provision.element.made' : 'provision.element.ready', {
          serial: made.serial,
          kid: made.kid,
        }),
      );
      return exitCode.ok;
    }
    const seen = await lookAtElement(console, wiring, profile.ioBuffer);
    output.object({ type: 'element', port, ...seen });
    output.line(output.text(`element.state.${seen.state}`, { serial: seen.serial, kid: seen.kid ?? '' }));
    return seen.state === 'ready' ? exitCode.ok : exitCode.refused;
  } finally {
    console.close();
  }
}
