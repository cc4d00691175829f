import { createHash } from 'node:crypto';
import type { BoardProfile, InstrumentName, SignerKind } from '@hengzhun/firmware/boards';
import type { Bundle } from '@hengzhun/firmware/build';
import { ToolError } from '../../errors.js';
import { exitCode } from '../../exit-codes.js';
import { readBytes } from '../../files.js';
import { buildWhenNeeded } from '../../flash/build-when-needed.js';
import { examineBoard, hasLived, profileOf } from '../../flash/examine-board.js';
import { type FlashPlan, planFlash } from '../../flash/flash-plan.js';
import { InterpreterConsole } from '../../flash/interpreter-console.js';
import { tryInRam } from '../../flash/try-in-ram.js';
import { writeFlash } from '../../flash/write-flash.js';
import type { Output } from '../output.js';
import { createProgress } from '../progress.js';

export interface FlashOptions {
  readonly instrument: InstrumentName;
  readonly board?: string;
  readonly signer?: SignerKind;
  readonly image?: string;
  readonly config?: string;
  readonly ram: boolean;
  readonly erase: boolean;
  readonly dryRun: boolean;
  readonly baud: number;
  readonly verbose: boolean;
}

/** `hz.cfg` is far smaller. */
const longestConfiguration = 65_536;
const longestImage = 1_000_000;

export async function flash(output: Output, options: FlashOptions, port: string): Promise<number> {
  const configuration = options.config === undefined ? undefined : readBytes(options.config, longestConfiguration);
  const ending = new AbortController();
  const interrupt = () => ending.abort();
  process.on('SIGINT', interrupt);
  const console = await InterpreterConsole.open(port, {
    baudRate: options.baud,
    ...(options.verbose ? { log: (text: string) => output.note(text.trimEnd()) } : {}),
  });
  try {
    return await work(output, options, console, configuration, ending.signal);
  } finally {
    process.off('SIGINT', interrupt);
    console.close();
  }
}

async function work(
  output: Output,
  options: FlashOptions,
  console: InterpreterConsole,
  configuration: Uint8Array | undefined,
  signal: AbortSignal,
): Promise<number> {
  const port = console.path;
  const found = await examineBoard(console);
  const profile = profileOf(found, options.board);
  output.object({ type: 'board', port, ...found, profile: profile.name });
  output.line(
    output.text('flash.board', {
      port,
      board: found.board,
      version: found.version,
      profile: profile.name,
      title: profile.title,
    }),
  );
  const { instrument, signer } = options;
  if (options.ram) {
    const bundle = await buildWhenNeeded({ instrument, board: profile.name, ...(signer ? { signer } : {}) });
    tellSoftware(output, options, profile, bundle.bytes, bundle.sha256);
    return ramOnly(output, options, console, bundle);
  }
  const image = await imageOf(options, profile);
  tellSoftware(output, options, profile, image.length, createHash('sha256').update(image, 'latin1').digest('hex'));
  const target = { kind: instrument, ...(configuration ? { configuration } : {}) };
  const plan = planFlash(profile, image, target, found.storage.total || profile.storage.bytes);
  tellPlan(output, plan);
  const lived = await hasLived(console, profile);
  if (options.dryRun) {
    if (lived && !options.erase) output.line(output.paint('yellow', output.text('flash.would-erase')));
    output.object({ type: 'dry-run', lived });
    output.line(output.text('flash.dry-run'));
    return exitCode.ok;
  }
  if (lived && !options.erase) throw new ToolError('tool-flash-has-state', { port }, exitCode.refused);
  const seconds = await written(output, console, plan, signal);
  // The board starts what was written when the port is closed already: an instrument speaks another protocol there.
  await console.evaluate('setTimeout(load,300)');
  output.object({ type: 'flashed', port, seconds, provisioned: configuration !== undefined });
  output.line(output.paint('green', output.text('flash.done', { seconds: seconds.toFixed(1) })));
  if (!configuration) output.line(output.text('flash.blank', { port }));
  return exitCode.ok;
}

/** The image of a file, or built now for the board. @throws {BundleError} `bundle-*`; {ToolError} `tool-file-*` */
async function imageOf(
  { image, instrument, signer }: Pick<FlashOptions, 'image' | 'instrument' | 'signer'>,
  profile: BoardProfile,
): Promise<string> {
  if (image !== undefined) return readBytes(image, longestImage).toString('latin1');
  return (await buildWhenNeeded({ instrument, board: profile.name, ...(signer ? { signer } : {}) })).image;
}

async function ramOnly(
  output: Output,
  options: FlashOptions,
  console: InterpreterConsole,
  bundle: Bundle,
): Promise<number> {
  if (options.dryRun) {
    output.object({ type: 'dry-run' });
    output.line(output.text('flash.dry-run'));
    return exitCode.ok;
  }
  const started = Date.now();
  const progress = createProgress(!output.json);
  try {
    await tryInRam(console, bundle.code, bundle.sha256.slice(0, 16), (done, total) =>
      progress.update(done, total, output.text('flash.step.ram')),
    );
  } finally {
    progress.end();
  }
  const seconds = (Date.now() - started) / 1000;
  output.object({ type: 'tried', port: console.path, seconds, sha256: bundle.sha256, bytes: bundle.bytes });
  output.line(output.text('flash.ram-done', { seconds: seconds.toFixed(1) }));
  return exitCode.ok;
}

/** Writes the plan with a bar over all its bytes, and tells each file that was verified. Returns the seconds that it took. */
export async function written(
  output: Output,
  console: InterpreterConsole,
  plan: FlashPlan,
  signal: AbortSignal,
): Promise<number> {
  const started = Date.now();
  const progress = createProgress(!output.json);
  // Reading back is counted as well: on boards without SHA-256 it takes as long as writing.
  const total = plan.files.reduce((sum, file) => sum + 2 * file.bytes.length, 1);
  let before = 0;
  try {
    await writeFlash(
      console,
      plan,
      (step, name, done, of) => {
        const file = plan.files.find((one) => one.name === name);
        const offset = step === 'verify' ? of : 0;
        progress.update(before + offset + done, total, output.text(`flash.step.${step}`, { file: name }));
        if (step !== 'verify' || done < of || !file) return;
        before += 2 * of;
        output.object({ type: 'written', file: name, bytes: of, sha256: file.sha256 });
      },
      signal,
    );
  } finally {
    progress.end();
  }
  output.line(
    output.table(
      [],
      plan.files.map(({ name, bytes, sha256 }) => [name, String(bytes.length), `✓ ${sha256.slice(0, 32)}…`]),
    ),
  );
  return (Date.now() - started) / 1000;
}

function tellSoftware(
  output: Output,
  options: FlashOptions,
  profile: BoardProfile,
  bytes: number,
  sha256: string,
): void {
  const signer = options.signer ?? (profile.name === 'linux' ? profile.signers.join('+') : profile.signers[0]!);
  const values = { instrument: options.instrument, profile: profile.name, signer, bytes };
  output.object({ type: 'software', ...values, sha256 });
  output.line(output.text('flash.software', { ...values, sha256: `${sha256.slice(0, 16)}…` }));
}

function tellPlan(output: Output, plan: FlashPlan): void {
  const { bytes, available, files, prepared, updatable } = plan;
  output.object({
    type: 'plan',
    bytes,
    available,
    updatable,
    prepared,
    files: files.map((file) => ({ ...file, bytes: file.bytes.length })),
  });
  const rows = [
    ...prepared.map(({ name, purpose, size }) => [name, output.text(`flash.prepared.${purpose}`), String(size)]),
    ...files.map((file) => [file.name, output.text(`flash.purpose.${file.purpose}`), String(file.bytes.length)]),
  ];
  const head = (['file', 'purpose', 'bytes'] as const).map((name) => output.text(`flash.head.${name}`));
  output.line(output.table(head, rows));
  output.line(output.text('flash.plan', { bytes, available, left: available - bytes }));
  if (!updatable) output.line(output.text('flash.not-updatable'));
}
