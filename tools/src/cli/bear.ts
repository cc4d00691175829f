import { buildBundle, type SignerKind } from '@hengzhun/firmware/build';
import type { EnrolmentRecord } from '@hengzhun/host-sdk';
import { readBytes } from '../files.js';
import { type BirthStep, birthOnPort } from '../provision/birth-on-port.js';
import type { LineKeys } from '../provision/makers-keys.js';
import type { InstrumentOrder } from '../provision/orders.js';
import type { Output } from './output.js';
import { createProgress, type Progress } from './progress.js';

/** What the command line says about the ports and the boards on them. */
export interface LineOptions {
  readonly baud: number;
  readonly protocolPort?: string;
  readonly board?: string;
  readonly signer?: SignerKind;
  /** Write the software, too. */
  readonly flash: boolean;
  readonly image?: string;
  readonly erase: boolean;
  /** Longest wait for a birth, ms. */
  readonly patience: number;
}

const longestImage = 1_000_000;
/** Images that were built for boards of this run, by profile and instrument. */
const built = new Map<string, Promise<string>>();

/** Makes an instrument of the board on a port, with a bar on a terminal. @throws as `birthOnPort` */
export async function bear(
  output: Output,
  order: InstrumentOrder,
  keys: LineKeys,
  options: LineOptions,
  port: string,
  signal: AbortSignal,
  progress: Progress = createProgress(!output.json),
): Promise<EnrolmentRecord> {
  const { baud, protocolPort, board, signer, erase, patience } = options;
  try {
    return await birthOnPort(order, keys.maker, keys.masters, {
      port,
      baudRate: baud,
      ...(protocolPort === undefined ? {} : { protocolPort }),
      ...(board === undefined ? {} : { board }),
      ...(options.flash || options.image !== undefined
        ? { image: (profile) => imageOf(options.image, order.kind ?? 'scale', profile.name, signer) }
        : {}),
      erase,
      patience,
      signal,
      onStep: (step) => {
        output.object({ type: 'step', port, serialNumber: order.serialNumber, step });
        progress.update(steps[step], 4, `${order.serialNumber}  ${output.text(`provision.step.${step}`)}`);
      },
      onWrite: (step, file, done, total) =>
        progress.update(done, Math.max(total, 1), output.text(`flash.step.${step}`, { file })),
    });
  } finally {
    progress.end();
  }
}

const steps: Readonly<Record<BirthStep, number>> = { write: 0, start: 1, birth: 2, certificate: 3 };

function imageOf(
  file: string | undefined,
  instrument: 'scale' | 'dispenser',
  board: string,
  signer: SignerKind | undefined,
): Promise<string> {
  const name = `${file ?? ''} ${instrument} ${board} ${signer ?? ''}`;
  const known = built.get(name);
  if (known) return known;
  const made =
    file === undefined
      ? buildBundle({ instrument, board, ...(signer ? { signer } : {}) }).then((bundle) => bundle.image)
      : Promise.resolve(readBytes(file, longestImage).toString('latin1'));
  built.set(name, made);
  return made;
}
