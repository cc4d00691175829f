import { type Expression, type Identifier, type Node, parse, type VariableDeclaration } from 'acorn';
import { applyEdits, type Edit } from './edits.js';
import { analyseScopes } from './gate/scopes.js';
import { placesOf } from './places.js';

/** What a name that is kept costs beside its uses: its declaration. Bytes of the image. */
const DECLARATION = 6;
/** A kept name also takes two variables, which this many bytes of the image are worth. */
const TWO_VARIABLES = 16;
/** A short name, where it is used; bytes. */
const NAME = 2;

/**
 * Puts the numbers and short strings that stand for themselves at a script's top in the places of their names. A name costs the
 * interpreter two variables and a search through all names before it; the minifier does this only for what is declared before its use,
 * and what is used most often is declared first.
 *
 * @param source a readable script without imports
 */
export function inlineConstants(source: string): string {
  const program = parse(source, { ecmaVersion: 'latest', sourceType: 'module' });
  const { root } = analyseScopes(program);
  const values = new Map<string, { text: string; declaration: Node }>();
  for (const node of program.body) {
    if (node.type !== 'VariableDeclaration' || node.kind !== 'const' || node.declarations.length !== 1) continue;
    const { id, init } = (node as VariableDeclaration).declarations[0]!;
    const text = id.type === 'Identifier' && init ? literalText(init, source, values) : undefined;
    if (text !== undefined) values.set((id as Identifier).name, { text, declaration: node });
  }
  const places = placesOf(root, new Set(values.keys()));
  const edits: Edit[] = [];
  const gone: Node[] = [];
  for (const [name, { text, declaration }] of values) {
    const uses = places.filter((one) => one.name === name);
    if (uses.length * (imageBytes(text) - NAME) > DECLARATION + TWO_VARIABLES + imageBytes(text)) continue;
    gone.push(declaration);
    edits.push({ start: declaration.start, end: declaration.end, text: '' });
    for (const { node, isShorthand } of uses)
      edits.push({ start: node.start, end: node.end, text: isShorthand ? `${name}: ${text}` : text });
  }
  // what stands in a declaration that goes away goes with it
  const isInside = ({ start, end }: Edit): boolean =>
    gone.some((one) => one.start <= start && end <= one.end && (one.start < start || end < one.end));
  return applyEdits(
    source,
    edits.filter((edit) => !isInside(edit)),
  );
}

/** An expression of literals and known constants, written so that it can stand anywhere; undefined for anything else. */
function literalText(
  node: Expression,
  source: string,
  values: ReadonlyMap<string, { text: string }>,
): string | undefined {
  if (node.type === 'Literal')
    return typeof node.value === 'number' || typeof node.value === 'string'
      ? source.slice(node.start, node.end)
      : undefined;
  if (node.type === 'Identifier') return values.get(node.name)?.text;
  if (node.type === 'UnaryExpression' && node.operator === '-') {
    const inner = literalText(node.argument, source, values);
    return inner === undefined ? undefined : `(-${inner})`;
  }
  if (node.type === 'BinaryExpression' && node.left.type !== 'PrivateIdentifier') {
    const left = literalText(node.left, source, values);
    const right = literalText(node.right, source, values);
    return left === undefined || right === undefined ? undefined : `(${left} ${node.operator} ${right})`;
  }
  return undefined;
}

/** About the length of a literal in the image; expressions are folded by the minifier. */
function imageBytes(text: string): number {
  const value: unknown = new Function(`return ${text}`)();
  if (typeof value === 'string') return value.length + 2;
  const size = Math.abs(value as number);
  if (!Number.isInteger(size) || size > 32767) return String(size).length;
  return size < 10 ? 1 : size < 128 ? 2 : 3;
}
