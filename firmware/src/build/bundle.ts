import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { rollup } from 'rollup';
import { BundleError } from './bundle-error.js';
import { checkLanguage } from './gate/index.js';
import { minifyForInstrument } from './minify.js';
import { FIRMWARE_ROOT, FIRMWARE_SOURCE, PLATFORM_DECLARATIONS } from './paths.js';
import { pretokenise } from './pretokenise/pretokenise.js';
import { collectPlatformNames } from './reserved-names.js';
import { shortenFailures } from './shorten-failures.js';
import { transpileForInstrument } from './transpile.js';
import { writeBundle } from './write-bundle.js';

/** Instruments for which there is an entry in `src/instruments`. */
export type InstrumentName = 'scale';

export interface BuildOptions {
  readonly instrument: InstrumentName;
  /** File to write, with a JSON of sizes and digest beside it; nothing is written without it. */
  readonly out?: string;
  /** False keeps names and lines, for reading and debugging. Default true. */
  readonly minify?: boolean;
}

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
  /** Source modules in the bundle, relative to the repository, with their share of the code before shortening. */
  readonly modules: ReadonlyArray<{ readonly file: string; readonly bytes: number }>;
}

/**
 * Builds the bundle of one instrument: TypeScript lowered to ES2015, joined to one script, checked by the language gate,
 * shortened, and checked again.
 *
 * @throws BundleError `bundle-language` with every place that leaves the interpreter's language
 */
export async function buildBundle(options: BuildOptions): Promise<Bundle> {
  const entry = path.join(FIRMWARE_SOURCE, 'instruments', `${options.instrument}.ts`);
  if (!/^[a-z]+$/.test(options.instrument) || !existsSync(entry)) {
    throw new BundleError(
      'bundle-unknown-instrument',
      `there is no instrument "${options.instrument}" in src/instruments`,
    );
  }
  const bundle = await buildScript(entry, options.minify ?? true);
  if (options.out !== undefined) await writeBundle(bundle, options.out);
  return bundle;
}

/** Builds a bundle from any entry file inside firmware or protocol: the whole pipeline, without the choice of instrument. */
export async function buildScript(entry: string, minify = true): Promise<Bundle> {
  const build = await rollup({
    input: entry,
    plugins: [transpileForInstrument()],
    treeshake: { moduleSideEffects: true },
  });
  const { output } = await build.generate({ format: 'es', sourcemap: true, strict: false, compact: false });
  await build.close();
  const [chunk] = output;
  const readable = chunk.code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
  refuseViolations(checkLanguage(readable, { file: path.basename(entry), map: chunk.map as never }));
  const files = Object.keys(chunk.modules).filter((file) => path.isAbsolute(file));
  const code = minify
    ? await minifyForInstrument(shortenFailures(readable), collectPlatformNames([PLATFORM_DECLARATIONS, ...files]))
    : readable;
  if (minify) refuseViolations(checkLanguage(code, { file: `${path.basename(entry)} (minified)` }));
  const image = minify ? pretokenise(code) : code;
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
        bytes: chunk.modules[file]!.renderedLength,
      }))
      .sort((a, b) => b.bytes - a.bytes),
  };
}

function refuseViolations(violations: ReturnType<typeof checkLanguage>): void {
  if (violations.length === 0) return;
  throw new BundleError('bundle-language', "the bundle leaves the interpreter's language:", violations);
}
