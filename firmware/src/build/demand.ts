import type { FunctionDeclaration } from 'acorn';
import { applyEdits, type Edit } from './edits.js';
import { resolve, type Scope } from './gate/scopes.js';
import { COLD, DECLARED_MARK, UNPACKED_MARK } from './marks.js';
import { calleesIn, placesOf } from './places.js';
import { readFunctions } from './program.js';

/** Before the name of a function that an image holds as text, until it is called. The minifier keeps such names. */
export const ON_DEMAND = 'demand$';
/** Behind it, where the text is never packed. */
export const UNPACKED = 'plain$';
/** Behind it, where only a packed image holds the text. */
export const DECLARED = 'declared$';

/**
 * Marks the functions that need not exist until they are called, by their names: those marked `@cold`, and all that only they use, or
 * each other.
 *
 * @param source a readable script without imports; comments before functions count
 */
export function markOnDemand(source: string): string {
  const { root, functions, program } = readFunctions(source);
  const warm = new Set<string>();
  const visit = (name: string): void => {
    const found = functions.get(name);
    if (!found || warm.has(name) || COLD.test(found.comment)) return;
    warm.add(name);
    for (const used of namesIn(found.scope, root)) visit(used);
  };
  for (const { name } of root.references) visit(name);
  // what stands at the top beside functions: their scopes, and blocks and function expressions between them
  for (const child of root.children) {
    const own = (child.node as FunctionDeclaration).id?.name;
    if (own === undefined || functions.get(own)?.node !== child.node)
      for (const used of namesIn(child, root)) visit(used);
  }
  const rare = new Set([...functions.keys()].filter((name) => !warm.has(name)));
  const called = calleesIn(program);
  const marked = (name: string): string => {
    const { comment } = functions.get(name)!;
    return (
      ON_DEMAND + (DECLARED_MARK.test(comment) ? DECLARED : '') + (UNPACKED_MARK.test(comment) ? UNPACKED : '') + name
    );
  };
  const edits: Edit[] = [...rare].map((name) => {
    const { start, end } = functions.get(name)!.node.id;
    return { start, end, text: marked(name) };
  });
  for (const { name, node, isShorthand } of placesOf(root, rare)) {
    // what is marked stays a unit of its own, though it be called from one place only
    const apart = called.has(node) && COLD.test(functions.get(name)!.comment) ? '/*@__NOINLINE__*/' : '';
    const text = `${apart}${isShorthand ? `${name}: ` : ''}${marked(name)}`;
    edits.push({ start: node.start, end: node.end, text });
  }
  return applyEdits(source, edits);
}

/** Names of the script's top that are used in a scope, wherever in it. */
function namesIn(scope: Scope, root: Scope): Set<string> {
  const found = new Set<string>();
  const visit = (at: Scope): void => {
    for (const { name } of at.references) if (resolve(at, name)?.scope === root) found.add(name);
    at.children.forEach(visit);
  };
  visit(scope);
  return found;
}
