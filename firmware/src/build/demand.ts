import type { FunctionDeclaration } from 'acorn';
import type { Scope } from './gate/scopes.js';
import { calleesIn, placesOf } from './places.js';
import { readFunctions } from './program.js';

/** Before the name of a function that an image holds as text, until it is called. The minifier keeps such names. */
export const ON_DEMAND = 'demand$';
/** The same of one whose text is never packed. */
export const UNPACKED = `${ON_DEMAND}plain$`;
/** In the comment before a function: it runs rarely. */
const COLD = /@cold\b/;
/** Beside it: it runs once a second, and unpacking it each time would take memory and time. */
const OFTEN = /@unpacked\b/;

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
  const marked = (name: string): string => (OFTEN.test(functions.get(name)!.comment) ? UNPACKED : ON_DEMAND) + name;
  const edits = [...rare].map((name) => ({ node: functions.get(name)!.node.id, text: marked(name) }));
  for (const { name, node, isShorthand } of placesOf(root, rare)) {
    // what is marked stays a unit of its own, though it be called from one place only
    const apart = called.has(node) && COLD.test(functions.get(name)!.comment) ? '/*@__NOINLINE__*/' : '';
    edits.push({ node, text: `${apart}${isShorthand ? `${name}: ` : ''}${marked(name)}` });
  }
  let out = source;
  for (const { node, text } of edits.sort((a, b) => b.node.start - a.node.start))
    out = out.slice(0, node.start) + text + out.slice(node.end);
  return out;
}

/** Names of the script's top that are used in a scope, wherever in it. */
function namesIn(scope: Scope, root: Scope): Set<string> {
  const found = new Set<string>();
  const visit = (at: Scope): void => {
    for (const { name } of at.references) if (declares(at, name) === root) found.add(name);
    at.children.forEach(visit);
  };
  visit(scope);
  return found;
}

function declares(scope: Scope, name: string): Scope | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) if (at.declarations.has(name)) return at;
  return undefined;
}
