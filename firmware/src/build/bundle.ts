import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { rollup } from 'rollup';
import { checkBudget } from './budget.js';
import { BundleError } from './bundle-error.js';
import { markOnDemand } from './demand.js';
import { type BuildFlags, flagsOf } from './flags.js';
import { checkLanguage } from './gate/index.js';
import { imageOf } from './image.js';
import { inlineConstants } from './inline-constants.js';
import { minifyForInstrument } from './minify.js';
import { moduleWeight } from './module-weight.js';
import { ownNames } from './own-names.js';
import { FIRMWARE_ROOT, FIRMWARE_SOURCE, PLATFORM_DECLARATIONS } from './paths.js';
import { type Feature, type InstrumentName, readProfile, type SignerKind } from './profile.js';
import { collectPlatformNames } from './reserved-names.js';
import { shareNatives } from './share-natives.js';
import { shortenFailures } from './shorten-failures.js';
import { sinkFunctions } from './sink.js';
import { transpileForInstrument } from './transpile.js';
import { writeBundle } from './write-bundle.js';

export interface BuildOptions {
  readonly instrument: InstrumentName;
  /** Name of a profile in `boards/`. Default `linux`: the emulation host and Espruino for Linux, with everything on. */
  readonly board?: string;
  /** Only this signer. Default: the board's preferred one; on `linux` both, and what is found decides. */
  readonly signer?: SignerKind;
  /** Features that differ from the profile's: a measuring rig needs its injection port. */
  readonly features?: Readonly<Partial<Record<Feature, boolean>>>;
  /** File to write, with a JSON of sizes and digest beside it; nothing is written without it. */
  readonly out?: string;
  /** Whether the texts of functions on demand are packed. Default: as the profile says. */
  readonly packed?: boolean;
  /** False keeps names and lines, for reading and debugging. Default true. */
  readonly minify?: boolean;
}

/** The board that bundles are built for unless told otherwise. */
const DEFAULT_BOARD = 'linux';

/** A script for the interpreter's flash. */
export interface Bundle {
  readonly code: string;
  /** Digest of the code as bytes, in lower-case hexadecimal: the software measurement of an instrument that runs the text. */
  readonly sha256: string;
  /** Length of the code in bytes; the code is ASCII. */
  readonly bytes: number;
  /** What is written to flash: the code pretokenised, as a byte string. The same program in four fifths of the space. */
  readonly image: string;
  /** Digest of the image: the software measurement (WELMEC 7.2, RFC 9711 section 4.2.16) of an instrument that runs it. */
  readonly imageSha256: string;
  readonly imageBytes: number;
  /** Source modules in the bundle, relative to the repository, with about their share of the image. */
  readonly modules: ReadonlyArray<{ readonly file: string; readonly bytes: number }>;
}

/**
 * Builds the bundle of one instrument for one board: TypeScript lowered to ES2015, joined to one script without what the board
 * does not need, checked by the language gate, shortened, and checked again.
 *
 * @throws BundleError `bundle-language` with every place that leaves the interpreter's language; `bundle-over-budget` when it is more
 *   than the board's profile allows
 */
export async function buildBundle(options: BuildOptions): Promise<Bundle> {
  const entry = path.join(FIRMWARE_SOURCE, 'instruments', `${options.instrument}.ts`);
  if (!/^[a-z]+$/.test(options.instrument) || !existsSync(entry)) {
    throw new BundleError(
      'bundle-unknown-instrument',
      `there is no instrument "${options.instrument}" in src/instruments`,
    );
  }
  const { board = DEFAULT_BOARD, instrument } = options;
  const profile = readProfile(board);
  const bundle = await buildScript(
    entry,
    options.minify ?? true,
    bundleFlags(options),
    options.packed ?? profile.packed,
  );
  // a rig's own features, and code to read, are nobody's product
  if (!options.features && options.minify !== false)
    checkBudget(bundle, profile, instrument, options.signer ?? profile.signers[0]!);
  if (options.out !== undefined) await writeBundle(bundle, options.out);
  return bundle;
}

/**
 * Values of the build flags for a board.
 *
 * @throws BundleError `bundle-unknown-board`, `bundle-profile`, `bundle-unknown-signer`
 */
export function bundleFlags({ board = DEFAULT_BOARD, signer, features }: Omit<BuildOptions, 'instrument'>): BuildFlags {
  const profile = readProfile(board);
  if (signer !== undefined && signer !== 'software' && signer !== 'element') {
    throw new BundleError('bundle-unknown-signer', `there is no signer "${signer}"; there are: software, element`);
  }
  const chosen = board === DEFAULT_BOARD ? profile.signers : profile.signers.slice(0, 1);
  return flagsOf(profile, signer === undefined ? chosen : [signer], features);
}

/** Name of a bundle's script; image and facts stand beside it. */
export function bundleFile(instrument: InstrumentName, board = DEFAULT_BOARD, signer?: SignerKind): string {
  if (board === DEFAULT_BOARD) return `${instrument}.js`;
  return `${instrument}-${board}-${signer ?? readProfile(board).signers[0]}.js`;
}

/** Builds a bundle from any entry file inside firmware or protocol: the whole pipeline, without the choice of instrument. */
export async function buildScript(
  entry: string,
  minify = true,
  flags: BuildFlags = bundleFlags({}),
  packed = false,
): Promise<Bundle> {
  const build = await rollup({
    input: entry,
    plugins: [transpileForInstrument(flags)],
    // a module that the entry needs nothing of is not run for what it does besides
    treeshake: { moduleSideEffects: (id) => id === entry },
  });
  const { output } = await build.generate({ format: 'es', sourcemap: true, strict: false, compact: false });
  await build.close();
  const [chunk] = output;
  const readable = chunk.code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
  refuseViolations(checkLanguage(readable, { file: path.basename(entry), map: chunk.map as never }));
  const files = Object.keys(chunk.modules).filter((file) => path.isAbsolute(file));
  const lean = (): string =>
    shareNatives(markOnDemand(sinkFunctions(inlineConstants(ownNames(shortenFailures(readable))))));
  const { code, onDemand } = minify
    ? await minifyForInstrument(lean(), collectPlatformNames([PLATFORM_DECLARATIONS, ...files]))
    : { code: readable, onDemand: [] };
  if (minify) refuseViolations(checkLanguage(code, { file: `${path.basename(entry)} (minified)` }));
  const image = minify ? imageOf(code, { onDemand, packed }) : code;
  return {
    code,
    sha256: createHash('sha256').update(code, 'latin1').digest('hex'),
    bytes: Buffer.byteLength(code, 'latin1'),
    image,
    imageSha256: createHash('sha256').update(image, 'latin1').digest('hex'),
    imageBytes: image.length,
    modules: files
      .map((file) => ({
        file: path.relative(path.dirname(FIRMWARE_ROOT), file).split(path.sep).join('/'),
        bytes: moduleWeight(chunk.modules[file]!.code ?? ''),
      }))
      .sort((a, b) => b.bytes - a.bytes),
  };
}

function refuseViolations(violations: ReturnType<typeof checkLanguage>): void {
  if (violations.length === 0) return;
  throw new BundleError('bundle-language', "the bundle leaves the interpreter's language:", violations);
}
