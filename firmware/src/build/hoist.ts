import { type Function as FunctionNode, type Node, parse } from 'acorn';
import { applyEdits, type Edit } from './edits.js';
import { analyseScopes, isInside, type Scope } from './gate/scopes.js';

/**
 * Declares at the top of each function the `var`s that the minifier declares behind their first use, or in a block that need
 * not be entered: where it inlines a function it relies on hoisting, which the interpreter does not know. A second
 * declaration without a value keeps the value there as everywhere.
 */
export function hoistDeclarations(source: string): string {
  const program = parse(source, { ecmaVersion: 'latest', sourceType: 'script' });
  const { root } = analyseScopes(program);
  const insertions: Edit[] = [];
  const visit = (scope: Scope): void => {
    const names = scope.isFunction ? lateNames(scope) : [];
    const at = bodyStart(scope.node);
    if (names.length > 0 && at !== undefined) insertions.push({ start: at, end: at, text: `var ${names.join(',')};` });
    scope.children.forEach(visit);
  };
  visit(root);
  return applyEdits(source, insertions);
}

/** Offset of the first statement; undefined for an arrow function that is an expression and declares nothing. */
function bodyStart(node: Node): number | undefined {
  if (node.type === 'Program') return node.start;
  const { body } = node as FunctionNode;
  return body.type === 'BlockStatement' ? body.start + 1 : undefined;
}

function lateNames(owner: Scope): string[] {
  const late = new Set<string>();
  const visit = (scope: Scope): void => {
    for (const { name, node } of scope.references) {
      const declaration = owner.declarations.get(name);
      if (declaration?.kind !== 'var' || isShadowed(scope, owner, name)) continue;
      const early = node.start < declaration.from;
      const outside = !declaration.block.isFunction && !isInside(scope, declaration.block);
      if (early || outside) late.add(name);
    }
    scope.children.forEach(visit);
  };
  visit(owner);
  return [...late];
}

function isShadowed(scope: Scope, owner: Scope, name: string): boolean {
  for (let at: Scope | undefined = scope; at !== undefined && at !== owner; at = at.parent) {
    if (at.declarations.has(name)) return true;
  }
  return false;
}
