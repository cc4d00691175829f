import { advertisingCommands } from './commands-advertising.js';
import { generalCommands } from './commands-general.js';
import { linkCommands } from './commands-link.js';
import { scanningCommands } from './commands-scanning.js';
import type { Controller } from './controller.js';
import { INVALID_PARAMETERS, UNKNOWN_COMMAND } from './hci-constants.js';
import { commandComplete, commandStatus } from './hci-events.js';

/** How a controller carries out one command. */
export interface Command {
  /** Length of the parameters, bytes. */
  length: number;
  /** `status`: the command is answered by Command Status and ends with an event of its own. */
  answer: 'complete' | 'status';
  /**
   * Returns the status and what else the answer holds; an error code alone is an error.
   * `after` sends what must follow the answer.
   */
  run(controller: Controller, parameters: Buffer, after: (event: () => void) => void): ArrayLike<number>;
}

const COMMANDS = new Map<number, Command>([
  ...generalCommands,
  ...advertisingCommands,
  ...scanningCommands,
  ...linkCommands,
]);

/** Carries out a command and answers it. */
export function runCommand(controller: Controller, opcode: number, parameters: Buffer): void {
  const command = COMMANDS.get(opcode);
  if (!command) {
    controller.send(commandStatus(opcode, UNKNOWN_COMMAND));
    return;
  }
  const answer = (result: ArrayLike<number>): void =>
    controller.send(command.answer === 'status' ? commandStatus(opcode, result[0]!) : commandComplete(opcode, result));
  if (parameters.length !== command.length) {
    answer([INVALID_PARAMETERS]);
    return;
  }
  const later: (() => void)[] = [];
  answer(command.run(controller, parameters, (event) => later.push(event)));
  for (const event of later) event();
}
