import { type ForStatement, type FunctionExpression, type Node, parse } from 'acorn';
import { full } from 'acorn-walk';
import { applyEdits, type Edit } from './edits.js';

/**
 * The interpreter reads `function` at the beginning of a for's head as a declaration. The minifier puts calls of function
 * expressions there; this wraps such a function in parentheses.
 */
export function wrapLoopFunctions(source: string): string {
  const program = parse(source, { ecmaVersion: 'latest', sourceType: 'script' });
  const inserts: Edit[] = [];
  const insert = (at: number, text: string): void => {
    inserts.push({ start: at, end: at, text });
  };
  full(program, (node) => {
    if (node.type !== 'ForStatement') return;
    const leading = leadingFunction((node as ForStatement).init);
    if (!leading) return;
    insert(leading.start, '(');
    insert(leading.end, ')');
  });
  return applyEdits(source, inserts);
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
