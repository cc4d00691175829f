import type { CallExpression, Identifier, Node, Property } from 'acorn';
import { full } from 'acorn-walk';
import type { Scope } from './gate/scopes.js';

/** Where a name of a script's top is used, and whether it stands for key and value at once (`{x}`). */
export interface Place {
  readonly name: string;
  readonly node: Identifier;
  readonly isShorthand: boolean;
}

/** All uses of some names of a script's top, in the order in which they stand. */
export function placesOf(root: Scope, names: ReadonlySet<string>): Place[] {
  const shorthands = shorthandsIn(root.node);
  const found: Place[] = [];
  const visit = (scope: Scope, hidden: ReadonlySet<string>): void => {
    const inner = scope === root ? hidden : new Set([...hidden, ...scope.declarations.keys()]);
    for (const { name, node } of scope.references)
      if (names.has(name) && !inner.has(name)) found.push({ name, node, isShorthand: shorthands.has(node) });
    for (const child of scope.children) visit(child, inner);
  };
  visit(root, new Set());
  return found.sort((a, b) => a.node.start - b.node.start);
}

/** Names that stand for key and value at once. */
export function shorthandsIn(root: Node): Set<Node> {
  const found = new Set<Node>();
  full(root, (node) => {
    if (node.type === 'Property' && (node as Property).shorthand) found.add((node as Property).value);
  });
  return found;
}

/** What is called, as the syntax shows it. */
export function calleesIn(root: Node): Set<Node> {
  const called = new Set<Node>();
  full(root, (node) => {
    if (node.type === 'CallExpression') called.add((node as CallExpression).callee);
  });
  return called;
}
