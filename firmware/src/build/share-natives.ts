import { type Identifier, type MemberExpression, parse } from 'acorn';
import { full } from 'acorn-walk';
import { applyEdits } from './edits.js';

/** Functions of the interpreter that do not look at `this`. */
const SHARED = /^(Math\.(floor|ceil|min|max|abs)|String\.fromCharCode|E\.toString|E\.toUint8Array)$/;
/** A name costs its declaration and two variables: it must be used this often. */
const LEAST = 3;

/**
 * Gives the natives that a script names often a short name of their own: `Math.floor(x)` is two names that the interpreter looks for,
 * and ten bytes.
 *
 * @param source a readable script without imports
 */
export function shareNatives(source: string): string {
  const uses = new Map<string, MemberExpression[]>();
  full(parse(source, { ecmaVersion: 'latest', sourceType: 'module' }), (node) => {
    const { object, property, computed } = node as MemberExpression;
    if (node.type !== 'MemberExpression' || computed || object.type !== 'Identifier') return;
    const name = `${object.name}.${(property as Identifier).name}`;
    if (SHARED.test(name)) uses.set(name, [...(uses.get(name) ?? []), node as MemberExpression]);
  });
  const often = [...uses].filter(([, places]) => places.length >= LEAST);
  const edits = often.flatMap(([name, list]) => list.map(({ start, end }) => ({ start, end, text: shortName(name) })));
  const declarations = often.map(([name]) => `const ${shortName(name)} = ${name};\n`);
  return declarations.join('') + applyEdits(source, edits);
}

function shortName(name: string): string {
  return `native$${name.replace('.', '$')}`;
}
