import { COMMAND_ACTIVATE, COMMAND_UPDATE, sha256 } from '@hengzhun/protocol';
import { type CommandAnswer, type CommandKey, sendCommand } from '../commands/send-command.js';
import { SdkError } from '../errors.js';
import type { RequestOptions } from '../frames/ask.js';
import type { InstrumentStream } from '../frames/instrument-stream.js';
import { confirmUpdate } from './confirm-update.js';
import { type TransferOptions, transferImage } from './transfer-image.js';

/** New software for an instrument. */
export interface SoftwareUpdate {
  /** 1..65535, greater than that of the installed software: an instrument refuses to go back. */
  readonly counter: number;
  /** The image as the instrument stores it. */
  readonly image: Uint8Array;
}

/**
 * Has the instrument expect an image of this digest and size. Maker; unsealed instruments only.
 * @throws {SdkError} like `requestStatus`
 */
export function authoriseUpdate(
  stream: InstrumentStream,
  update: SoftwareUpdate,
  key: CommandKey,
  options: RequestOptions = {},
): Promise<CommandAnswer> {
  const { counter, image } = update;
  return sendCommand(stream, COMMAND_UPDATE, [counter, image.length, sha256(image)], key, options);
}

/** Has the instrument install the authorised image, once it is whole, and restart. Maker. @throws {SdkError} like `requestStatus` */
export function activateUpdate(
  stream: InstrumentStream,
  key: CommandKey,
  options: RequestOptions = {},
): Promise<CommandAnswer> {
  return sendCommand(stream, COMMAND_ACTIVATE, [], key, options);
}

/** How to update. */
export interface UpdateOptions extends TransferOptions {
  /** The image was authorised and sent in part before: go on with it. Default false. */
  readonly resume?: boolean;
  /** ms within which the new software must have shown itself. Default 120 000. */
  readonly restartTimeout?: number;
}

/**
 * Updates an instrument's software (OIML D 31, WELMEC 7.2: load, integrity, authenticity, install, log, activate): authorises the image,
 * sends it in pieces, activates it, and waits for an identity frame that shows the new software. When it fails, the old software stays or
 * comes back; after a lost link call it again with `resume`.
 *
 * @param options `publicKey` is needed: only a signed identity frame proves which software runs
 * @throws {SdkError} like `requestStatus`; `update-refused` with the reason, `update-stalled`, `update-not-shown`
 */
export async function updateSoftware(
  stream: InstrumentStream,
  update: SoftwareUpdate,
  key: CommandKey,
  options: UpdateOptions & Required<Pick<RequestOptions, 'publicKey'>>,
): Promise<void> {
  if (!options.resume) accept('authorise', await authoriseUpdate(stream, update, key, options));
  await transferImage(stream, update.image, options);
  accept('activate', await activateUpdate(stream, key, options));
  await confirmUpdate(stream, update, options);
}

function accept(step: string, answer: CommandAnswer): void {
  if (answer.done) return;
  const text = `The instrument refused to ${step} the update: ${answer.text}.`;
  throw new SdkError('update-refused', text, { step, reason: answer.result });
}
