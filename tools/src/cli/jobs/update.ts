import { createHash } from 'node:crypto';
import type { SignerKind } from '@hengzhun/firmware/boards';
import { updateSoftware } from '@hengzhun/host-sdk';
import { type IdentityFrame, INSTRUMENT_KIND_DISPENSER } from '@hengzhun/protocol';
import { type CommandKeyOptions, commandKeyOf } from '../../commands/command-key-of.js';
import { ToolError } from '../../errors.js';
import { exitCode } from '../../exit-codes.js';
import { readBytes } from '../../files.js';
import { buildWhenNeeded } from '../../flash/build-when-needed.js';
import type { Output } from '../output.js';
import { createProgress } from '../progress.js';
import { type InstrumentOptions, withInstrument } from '../with-instrument.js';

export interface UpdateOptions extends InstrumentOptions, CommandKeyOptions {
  readonly image?: string;
  readonly board?: string;
  readonly signer?: SignerKind;
  readonly counter?: number;
  readonly resume: boolean;
}

const longestImage = 1_000_000;

/** Updates the software of one instrument (OIML D 31, WELMEC 7.2) and shows the signed proof that the new one runs. */
export async function update(output: Output, options: UpdateOptions, port: string): Promise<number> {
  return withInstrument(port, options, async (instrument) => {
    const { claims } = instrument.identity;
    output.line(
      output.text('update.present', {
        serial: claims.data.serialNumber,
        name: claims.swname,
        version: claims.swversion,
        counter: claims.softwareCounter,
      }),
    );
    const image = await imageOf(options, instrument.identity);
    const counter = options.counter ?? claims.softwareCounter + 1;
    const key = commandKeyOf(options, options.role ?? 'maker', instrument.identity);
    const sha256 = createHash('sha256').update(image).digest('hex');
    const started = Date.now();
    const progress = createProgress(!output.json);
    try {
      await updateSoftware(instrument.stream, { counter, image }, key, {
        ...instrument.asked,
        resume: options.resume,
        onProgress: (stored, total) =>
          progress.update(stored, total, output.text(stored < total ? 'update.sending' : 'update.waiting')),
      });
    } finally {
      progress.end();
    }
    const seconds = (Date.now() - started) / 1000;
    output.object({ type: 'updated', port, kid: instrument.kid, counter, sha256, bytes: image.length, seconds });
    const shown = { counter, sha256: `${sha256.slice(0, 16)}…`, seconds: seconds.toFixed(1) };
    output.line(output.paint('green', output.text('update.done', shown)));
    return exitCode.ok;
  });
}

/** The image of the file, or one that is built now for the board and the kind of the instrument. */
async function imageOf(options: UpdateOptions, identity: IdentityFrame): Promise<Uint8Array> {
  if (options.image !== undefined) return readBytes(options.image, longestImage);
  const { board, signer } = options;
  if (board === undefined) throw new ToolError('tool-missing-option', { what: '--image, --board' }, exitCode.usage);
  const dispenser = identity.claims.data.instrumentKind === INSTRUMENT_KIND_DISPENSER;
  const instrument = dispenser ? 'dispenser' : 'scale';
  const bundle = await buildWhenNeeded({ instrument, board, ...(signer ? { signer } : {}) });
  return Buffer.from(bundle.image, 'latin1');
}
