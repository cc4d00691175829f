import { type Function as FunctionNode, type Node, parse, type VariableDeclaration } from 'acorn';
import { full } from 'acorn-walk';
import { applyEdits, type Edit } from './edits.js';

/**
 * Takes the functions that are declared inside another one away when that one ends, however it ends. On the interpreter such a
 * function holds the variables of the one around it, which hold the function: the two would stay until memory runs out and garbage
 * is collected.
 *
 * @param source a script in which no such function is used after the one around it has ended
 */
export function releaseFunctions(source: string): string {
  const inserts: Edit[] = [];
  const insert = (at: number, text: string): void => {
    inserts.push({ start: at, end: at, text });
  };
  full(parse(source, { ecmaVersion: 'latest', sourceType: 'script' }), (node) => {
    const { body } = node as FunctionNode;
    if (!/Function/.test(node.type) || body.type !== 'BlockStatement') return;
    const names = body.body.flatMap((one) => (one.type === 'FunctionDeclaration' ? [one.id.name] : []));
    const first = body.body.find((one) => !isDeclaration(one));
    if (names.length === 0 || !first) return;
    // a function inside the braces would be another one outside of them
    if (body.body.some((one) => one.type === 'FunctionDeclaration' && one.start > first.start)) return;
    insert(first.start, 'try{');
    insert(body.end - 1, `}finally{${names.join('=')}=0}`);
  });
  // of two at one place the inner one is nearer to its function
  return applyEdits(source, inserts);
}

/** A function, or variables without a value: what stands before a function's first statement. */
function isDeclaration(node: Node): boolean {
  if (node.type === 'FunctionDeclaration') return true;
  return node.type === 'VariableDeclaration' && (node as VariableDeclaration).declarations.every(({ init }) => !init);
}
