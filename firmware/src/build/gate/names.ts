import type { Node, Token } from 'acorn';
import { BANNED_GLOBALS, KNOWN_GLOBALS } from './globals.js';
import { LONGEST_TOKEN } from './literals.js';
import type { Report } from './report.js';
import { resolve, type Scope } from './scopes.js';

/** Every free name must be a global that the interpreter has, meaning what it means in Node. */
export function checkGlobals(root: Scope, report: Report): void {
  const visit = (scope: Scope): void => {
    for (const { name, node } of scope.references) {
      if (resolve(scope, name) !== undefined) continue;
      const reason = BANNED_GLOBALS.get(name);
      if (reason !== undefined) report(node, 'banned-global', `${name}: ${reason}`);
      else if (!KNOWN_GLOBALS.has(name)) {
        report(node, 'unknown-global', `${name} is declared nowhere and is no global of the interpreter`);
      }
    }
    scope.children.forEach(visit);
  };
  visit(root);
}

/** `arguments` inside an arrow function is the arrow's own on the interpreter. */
export function checkArguments(root: Scope, report: Report): void {
  const visit = (scope: Scope): void => {
    if (scope.node.type === 'ArrowFunctionExpression') {
      for (const { name, node } of scope.references) {
        if (name === 'arguments') {
          report(node, 'arrow-arguments', 'arguments in an arrow are its own here; use a function expression');
        }
      }
    }
    scope.children.forEach(visit);
  };
  visit(root);
}

/** Long names are cut silently, so that two of them may become one. */
export function checkNameLength(token: Token, report: Report): void {
  const value = (token as Token & { value?: unknown }).value;
  if (token.type.label === 'name' && typeof value === 'string' && value.length > LONGEST_TOKEN) {
    report(token as unknown as Node, 'long-token', `names are cut after ${LONGEST_TOKEN} characters without a word`);
  }
}
