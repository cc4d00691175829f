import { parse } from 'acorn';
import { minify } from 'terser';
import { BundleError } from './bundle-error.js';
import { DECLARED, ON_DEMAND, UNPACKED } from './demand.js';
import { hoistDeclarations } from './hoist.js';
import type { OnDemand } from './image.js';
import { collectLanguageNames } from './language-names.js';
import { releaseFunctions } from './release.js';
import { renameByFrequency } from './rename.js';
import { wrapLoopFunctions } from './wrap-functions.js';

/** Reserved words of two letters: as the name of a member, the interpreter takes the `/` behind one for a regular expression. */
const RESERVED_WORDS = ['do', 'if', 'in', 'of'];

/**
 * Shortens a script for the interpreter: source is executed from flash as text, so every character costs flash and every
 * long property name costs a 13-byte variable or two wherever it is stored.
 *
 * @param platformNames members of the platform's objects, which keep their names
 */
export async function minifyForInstrument(
  source: string,
  platformNames: readonly string[],
): Promise<{ code: string; onDemand: OnDemand[] }> {
  const nameCache: { props?: { props?: Record<string, string> } } = {};
  const { code } = await minify(source, {
    nameCache,
    ecma: 2015,
    toplevel: true,
    compress: {
      passes: 4,
      // nothing is hoisted on the interpreter
      hoist_funs: false,
      hoist_props: false,
      hoist_vars: false,
      // 1/3 must stay a quotient of integers: decimals are parsed inexactly
      unsafe_math: false,
      keep_infinity: true,
      booleans_as_integers: false,
      pure_getters: true,
      unsafe_arrows: false,
    },
    mangle: {
      toplevel: true,
      keep_fnames: new RegExp(`^${ON_DEMAND.replace('$', '\\$')}`),
      // the minifier's own list of names to keep is the browser's: half of ours are on it
      properties: {
        builtins: true,
        keep_quoted: true,
        reserved: [...RESERVED_WORDS, ...collectLanguageNames(), ...platformNames],
      },
    },
    format: { ascii_only: true, comments: false, semicolons: true },
  });
  if (!code) throw new BundleError('bundle-minify', 'the minifier returned nothing for this bundle');
  const before = topFunctions(code);
  const released = releaseFunctions(wrapLoopFunctions(hoistDeclarations(code)));
  const renamed = renameByFrequency(released, new Set(Object.values(nameCache.props?.props ?? {})));
  const after = topFunctions(renamed);
  const onDemand = after.flatMap((name, index) => {
    const marked = before[index]!;
    if (!marked.startsWith(ON_DEMAND)) return [];
    return [{ name, mayBePacked: !marked.includes(UNPACKED), isFrequent: marked.includes(DECLARED) }];
  });
  return { code: renamed, onDemand };
}

/** Names of the functions that a script declares at its top, in the order in which they stand. */
function topFunctions(source: string): string[] {
  return parse(source, { ecmaVersion: 'latest', sourceType: 'script' }).body.flatMap((node) =>
    node.type === 'FunctionDeclaration' ? [node.id.name] : [],
  );
}
