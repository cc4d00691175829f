import { type ForStatement, type FunctionExpression, type Node, parse } from 'acorn';
import { full } from 'acorn-walk';

/**
 * The interpreter reads `function` at the beginning of a for's head as a declaration. The minifier puts calls of function
 * expressions there; this wraps such a function in parentheses.
 */
export function wrapLoopFunctions(source: string): string {
  const program = parse(source, { ecmaVersion: 'latest', sourceType: 'script' });
  const inserts: Array<[at: number, text: string]> = [];
  full(program, (node) => {
    if (node.type !== 'ForStatement') return;
    const leading = leadingFunction((node as ForStatement).init);
    if (leading) inserts.push([leading.start, '('], [leading.end, ')']);
  });
  let out = source;
  for (const [at, text] of inserts.sort((a, b) => b[0] - a[0])) out = out.slice(0, at) + text + out.slice(at);
  return out;
}

/** The function expression with which an expression begins, if it does. */
export function leadingFunction(expression: Node | null | undefined): FunctionExpression | undefined {
  let found: FunctionExpression | undefined;
  if (expression) {
    full(expression, (node) => {
      if (node.type === 'FunctionExpression' && node.start === expression.start) found = node as FunctionExpression;
    });
  }
  return found;
}
