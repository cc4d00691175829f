import type { BoardProfile, SignerKind } from '@hengzhun/firmware/boards';
import type { EnrolmentRecord } from '@hengzhun/host-sdk';
import { readBytes } from '../files.js';
import { buildWhenNeeded } from '../flash/build-when-needed.js';
import { type BirthStep, birthOnPort } from '../provision/birth-on-port.js';
import type { ElementChoice } from '../provision/element/make-element.js';
import { refuseEnrolled } from '../provision/element/refuse-enrolled.js';
import type { LineKeys } from '../provision/makers-keys.js';
import { type OrderOptions, orderOfOptions } from '../provision/order-of-options.js';
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
  /** What to do with a secure element that is not ready. */
  readonly element: ElementChoice;
  /** Longest wait for a birth, ms. */
  readonly patience?: number;
  /** Data folder of the register, and whether it is used. */
  readonly data: string;
  readonly enrol: boolean;
}

const longestImage = 1_000_000;
/** Images that were built for boards of this run, by profile and instrument. */
const built = new Map<string, Promise<string>>();

/** Makes an instrument of the board on a port, with a bar on a terminal. @throws as `birthOnPort`; {ToolError} `tool-element-enrolled` */
export async function bear(
  output: Output,
  order: OrderOptions,
  keys: LineKeys,
  options: LineOptions,
  port: string,
  signal: AbortSignal,
  progress: Progress = createProgress(!output.json),
): Promise<EnrolmentRecord> {
  const { baud, protocolPort, board, erase, patience, element } = options;
  const { serial } = order;
  const orderFor = (profile: BoardProfile) => orderOfOptions({ ...order, board: profile.name });
  try {
    return await birthOnPort(orderFor, keys.maker, keys.masters, {
      port,
      baudRate: baud,
      ...(protocolPort === undefined ? {} : { protocolPort }),
      ...(board === undefined ? {} : { board }),
      ...(options.flash || options.image !== undefined
        ? {
            image: (profile, made) =>
              imageOf(options.image, order.kind, profile, signerOf(profile, options.signer, made)),
          }
        : {}),
      erase,
      element,
      ...(patience === undefined ? {} : { patience }),
      signal,
      onElement: async (made) => {
        const { serial: elementSerial, kid } = made;
        output.object({ type: 'element', port, serialNumber: serial, element: elementSerial, kid, made: made.made });
        progress.end();
        output.line(
          output.text(made.made ? 'provision.element.made' : 'provision.element.ready', { serial: elementSerial, kid }),
        );
        if (options.enrol) await refuseEnrolled(options.data, made);
      },
      onStep: (step) => {
        output.object({ type: 'step', port, serialNumber: serial, step });
        progress.update(steps[step], 5, `${serial}  ${output.text(`provision.step.${step}`)}`);
      },
      onWrite: (step, file, done, total) =>
        progress.update(done, Math.max(total, 1), output.text(`flash.step.${step}`, { file })),
    });
  } finally {
    progress.end();
  }
}

const steps: Readonly<Record<BirthStep, number>> = { element: 0, write: 1, start: 2, birth: 3, certificate: 4 };

/** The signer that an image is built with, where it is not the board's own choice. */
function signerOf(
  profile: BoardProfile,
  wanted: SignerKind | undefined,
  { assurance }: InstrumentOrder,
): SignerKind | undefined {
  const needed = assurance === 'secure-element' ? 'element' : 'software';
  return needed === profile.signers[0] ? wanted : needed;
}

function imageOf(
  file: string | undefined,
  instrument: 'scale' | 'dispenser',
  { name: board }: BoardProfile,
  signer: SignerKind | undefined,
): Promise<string> {
  const name = `${file ?? ''} ${instrument} ${board} ${signer ?? ''}`;
  const known = built.get(name);
  if (known) return known;
  const made =
    file === undefined
      ? buildWhenNeeded({ instrument, board, ...(signer ? { signer } : {}) }).then((bundle) => bundle.image)
      : Promise.resolve(readBytes(file, longestImage).toString('latin1'));
  built.set(name, made);
  return made;
}
