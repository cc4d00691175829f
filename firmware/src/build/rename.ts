import { type Identifier, type MemberExpression, type Node, type Property, parse } from 'acorn';
import { full } from 'acorn-walk';
import { applyEdits } from './edits.js';
import { analyseScopes, type Scope } from './gate/scopes.js';
import { shorthandsIn } from './places.js';

const FIRST = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ$_';
const NEXT = `${FIRST}0123456789`;
/** Short names in the order of their length; none of two letters that is a reserved word. */
export const NAMES = [...FIRST, ...[...FIRST].flatMap((one) => [...NEXT].map((two) => one + two))].filter(
  (name) => !/^(do|if|in|of)$/.test(name),
);

/** Left to what an image names most: its loader of functions. */
const LOADER_NAME = '$';

/** A name in a script: where it stands, and whether it stands for key and value at once (`{x}`). */
interface Place {
  readonly node: Identifier;
  readonly shorthand: 'key' | 'value' | undefined;
}

/**
 * Gives the shortest names to what is named most. The minifier hands them out in the order of appearance.
 *
 * @param source a minified script
 * @param properties names of members that the minifier has made up
 */
export function renameByFrequency(source: string, properties: ReadonlySet<string>): string {
  const program = parse(source, { ecmaVersion: 'latest', sourceType: 'script' });
  const shorthands = shorthandsIn(program);
  const edits: Array<{ start: number; end: number; key?: string; value?: string }> = [];
  const edit = ({ node, shorthand }: Place, name: string): void => {
    const known = edits.find(({ start }) => start === node.start);
    const one = known ?? { start: node.start, end: node.end };
    if (!known) edits.push(one);
    if (shorthand === 'key') one.key = name;
    else one.value = name;
  };
  for (const [places, name] of [...globalNames(program, shorthands), ...memberNames(program, properties)])
    for (const place of places) edit(place, name);
  return applyEdits(
    source,
    edits.map(({ start, end, key, value }) => {
      const old = source.slice(start, end);
      const short = [...shorthands].some((node) => node.start === start);
      const text = short && (key ?? old) !== (value ?? old) ? `${key ?? old}:${value ?? old}` : (value ?? key ?? old);
      return { start, end, text };
    }),
  );
}

/** Names of members by how often they stand in the script. */
function memberNames(program: Node, properties: ReadonlySet<string>): Array<[Place[], string]> {
  const places = new Map<string, Place[]>();
  const note = (node: Node, shorthand: 'key' | undefined): void => {
    const { name } = node as Identifier;
    if (!properties.has(name)) return;
    const list = places.get(name) ?? [];
    list.push({ node: node as Identifier, shorthand });
    places.set(name, list);
  };
  full(program, (node) => {
    const { property, computed } = node as MemberExpression;
    if (node.type === 'MemberExpression' && !computed) note(property, undefined);
    const { key, shorthand, computed: dynamic } = node as Property;
    if (node.type === 'Property' && !dynamic && key.type === 'Identifier') note(key, shorthand ? 'key' : undefined);
  });
  // only names that were made up: the others are the platform's
  const names = [...properties].sort((a, b) => a.length - b.length);
  return [...places.values()].sort((a, b) => b.length - a.length).map((list, index) => [list, names[index]!]);
}

/** Names of the script's own top by how often they stand in it; none that means something else where it is used. */
function globalNames(program: Node, shorthands: ReadonlySet<Node>): Array<[Place[], string]> {
  const { root } = analyseScopes(program);
  const uses = new Map<string, { places: Place[]; taken: Set<string> }>();
  for (const name of root.declarations.keys()) uses.set(name, { places: [], taken: new Set() });
  const free = new Set<string>();
  const visit = (scope: Scope, inner: ReadonlySet<string>): void => {
    const locals = scope === root ? inner : new Set([...inner, ...scope.declarations.keys()]);
    for (const { name, node } of scope.references) {
      if (locals.has(name)) continue;
      const use = uses.get(name);
      if (!use) free.add(name);
      else {
        use.places.push({ node, shorthand: shorthands.has(node) ? 'value' : undefined });
        for (const local of locals) use.taken.add(local);
      }
    }
    for (const child of scope.children) visit(child, locals);
  };
  visit(root, new Set());
  for (const node of declaredNames(program, new Set(uses.keys())))
    uses.get(node.name)!.places.push({ node, shorthand: undefined });
  const given = new Set([...free, LOADER_NAME]);
  return [...uses.values()]
    .sort((a, b) => b.places.length - a.places.length)
    .map(({ places, taken }) => {
      const name = NAMES.find((one) => !given.has(one) && !taken.has(one))!;
      given.add(name);
      return [places, name];
    });
}

/** Identifiers with which the script's top declares its names. */
function declaredNames(program: Node, names: ReadonlySet<string>): Identifier[] {
  const found: Identifier[] = [];
  const visit = (value: unknown, inBlock: boolean): void => {
    if (Array.isArray(value)) for (const one of value) visit(one, inBlock);
    else if (value !== null && typeof value === 'object' && typeof (value as Node).type === 'string') {
      const node = value as Node & { id?: Identifier; kind?: string; declarations?: Array<{ id: Identifier }> };
      // what a block declares is its own, but for var
      const declares = node.type === 'VariableDeclaration' && (!inBlock || node.kind === 'var');
      const ids = declares ? node.declarations!.map(({ id }) => id) : [];
      if (node.type === 'FunctionDeclaration' && !inBlock) ids.push(node.id!);
      found.push(...ids.filter(({ name }) => names.has(name)));
      // what a function declares is its own
      if (/Function/.test(node.type)) return;
      for (const one of Object.values(node)) visit(one, inBlock || /^(Block|For|Switch)/.test(node.type));
    }
  };
  visit(program, false);
  return found;
}
