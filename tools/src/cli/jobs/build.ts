import { rmSync } from 'node:fs';
import path from 'node:path';
import {
  BUNDLE_DIRECTORY,
  BundleError,
  buildBundle,
  bundleFile,
  type Combination,
  checkBudget,
  combinations,
  measuredVariables,
  readProfile,
  type SignerKind,
  writeBundle,
} from '@hengzhun/firmware/build';
import { ToolError } from '../../errors.js';
import { exitCode } from '../../exit-codes.js';
import { fileError } from '../../files.js';
import { describeError } from '../describe-error.js';
import type { Output } from '../output.js';
import { createProgress } from '../progress.js';

export interface BuildOptions {
  readonly all: boolean;
  readonly instrument?: string;
  readonly board?: string;
  readonly signer?: SignerKind;
  readonly out?: string;
}

/** What became of one combination. */
interface Built extends Combination {
  /** Bytes of the pretokenised image, and how many the board's profile allows; undefined, null: unknown, no limit. */
  readonly image: number | undefined;
  readonly imageBudget: number | null;
  /** Greatest number of variables in use as it was measured last, and how many are allowed. */
  readonly variables: number | undefined;
  readonly variablesBudget: number | null;
  readonly sha256: string | undefined;
  /** The script that was written, with image and facts beside it; undefined: none. */
  readonly file: string | undefined;
  readonly failure: BundleError | undefined;
}

/**
 * Builds the bundles of the combinations of instrument, board and signer that the options leave, and holds each against the budgets of
 * its board. One that fails is told and not written, and the others are built all the same. Exit code 1 when one failed.
 *
 * @throws {ToolError} `tool-build-what`, `tool-build-none`, `tool-file-unwritable`
 */
export async function build(output: Output, options: BuildOptions): Promise<number> {
  const chosen = choose(options);
  const folder = options.out ?? BUNDLE_DIRECTORY;
  const progress = createProgress(!output.json);
  const all: Built[] = [];
  try {
    for (const one of chosen) {
      progress.update(all.length, chosen.length, nameOf(output, one));
      const built = await buildOne(one, folder);
      all.push(built);
      output.object(asObject(output, built));
    }
  } finally {
    progress.end();
  }
  const failed = all.filter(({ failure }) => failure !== undefined);
  output.object({ type: 'summary', built: all.length - failed.length, failed: failed.length, out: folder });
  output.line(table(output, all));
  for (const one of failed) {
    const { code, message } = describeError(one.failure, output.language);
    output.line(
      output.paint(
        'red',
        `✗ ${nameOf(output, one)}${output.text('word.colon')}${code}${output.text('word.colon')}${message}`,
      ),
    );
  }
  const values = { built: all.length - failed.length, failed: failed.length, folder };
  output.line(output.text(failed.length > 0 ? 'build.some' : 'build.done', values));
  return failed.length > 0 ? exitCode.refused : exitCode.ok;
}

/** The combinations that are asked for. A profile's name that is none is told as such. */
function choose({ all, instrument, board, signer }: BuildOptions): Combination[] {
  const possible = combinations();
  const boards = [...new Set(possible.map((one) => one.board))].join(', ');
  if (!all && instrument === undefined && board === undefined && signer === undefined) {
    throw new ToolError('tool-build-what', { boards }, exitCode.usage);
  }
  if (board !== undefined) readProfile(board);
  const chosen = possible.filter(
    (one) =>
      (instrument === undefined || one.instrument === instrument) &&
      (board === undefined || one.board === board) &&
      // a bundle without a signer of its own holds both
      (signer === undefined || one.signer === undefined || one.signer === signer),
  );
  if (chosen.length > 0) return chosen;
  const allowed = possible.filter((one) => board === undefined || one.board === board);
  const list = allowed.map((one) => `${one.instrument} ${one.board} ${one.signer ?? ''}`.trim()).join(', ');
  throw new ToolError('tool-build-none', { allowed: list }, exitCode.usage);
}

async function buildOne(one: Combination, folder: string): Promise<Built> {
  const { instrument, board, signer } = one;
  const profile = readProfile(board);
  const judged = signer ?? profile.signers[0]!;
  const measured = measuredVariables();
  const facts = {
    ...one,
    imageBudget: profile.budgets.image,
    variables: measured[instrument]?.[judged],
    variablesBudget: profile.budgets.variables[judged] ?? null,
  };
  const file = path.join(folder, bundleFile(instrument, board, signer));
  let image: number | undefined;
  let sha256: string | undefined;
  try {
    // Built first and judged then, so that the size of one that is too large is known.
    const bundle = await buildBundle({ instrument, board, ...(signer ? { signer } : {}), features: {} });
    image = bundle.imageBytes;
    sha256 = bundle.imageSha256;
    checkBudget(bundle, profile, instrument, judged, measured);
    await writeBundle(bundle, file).catch((cause: unknown) => {
      throw fileError(file, cause, 'write');
    });
    return { ...facts, image, sha256, file, failure: undefined };
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    // One of an earlier run must not be taken for this one.
    for (const extension of ['.js', '.bin', '.json']) rmSync(file.replace(/\.js$/, extension), { force: true });
    return { ...facts, image, sha256, file: undefined, failure: error };
  }
}

function nameOf(output: Output, { instrument, board, signer }: Combination): string {
  return `${instrument} ${board} ${signer ?? output.text('build.both')}`;
}

function asObject(output: Output, { failure, signer, ...built }: Built): Record<string, unknown> {
  const reason = failure && describeError(failure, output.language);
  return {
    type: 'bundle',
    ...built,
    signer: signer ?? null,
    file: built.file ?? null,
    ok: failure === undefined,
    code: reason?.code ?? null,
    message: reason?.message ?? null,
  };
}

function table(output: Output, all: readonly Built[]): string {
  const within = (used: number | undefined, budget: number | null) => {
    if (used === undefined) return '–';
    if (budget === null) return String(used);
    const text = `${used} / ${budget} (${Math.round((100 * used) / budget)} %)`;
    return used > budget ? output.paint('red', text) : text;
  };
  const head = ['instrument', 'board', 'signer', 'image', 'variables', 'result'] as const;
  return output.table(
    head.map((key) => output.text(`build.head.${key}`)),
    all.map((one) => [
      one.instrument,
      one.board,
      one.signer ?? output.text('build.both'),
      within(one.image, one.imageBudget),
      within(one.variables, one.variablesBudget),
      one.failure ? output.paint('red', '✗') : output.paint('green', '✓'),
    ]),
  );
}
