import type { Node } from 'acorn';
import { base, type RecursiveVisitors, recursive } from 'acorn-walk';
import type { Report } from './report.js';

/** A closure over a variable of a loop's head sees the last value: there is one variable for all turns. */
export function checkLoopClosures(loop: Node, report: Report): void {
  const head = loop as Node & { init?: Node | null; left?: Node; body: Node; test?: Node | null; update?: Node | null };
  const declaration = (head.init ?? head.left) as
    | (Node & { kind?: string; declarations?: Array<{ id: Node & { name?: string } }> })
    | null
    | undefined;
  if (declaration?.type !== 'VariableDeclaration' || declaration.kind === 'var') return;
  const names = new Set((declaration.declarations ?? []).map((one) => one.id.name ?? ''));
  const visitors: RecursiveVisitors<boolean> = {
    Function(node, _inside, walk) {
      walk(node.body, true);
    },
    Identifier(node, inside) {
      if (inside && names.has(node.name)) {
        report(
          node,
          'loop-closure',
          `a closure sees the last "${node.name}" of the loop; copy it to a const in the body`,
        );
      }
    },
    MemberExpression(node, inside, walk) {
      walk(node.object, inside);
      if (node.computed) walk(node.property, inside);
    },
  };
  for (const part of [head.test, head.update, head.body]) if (part) recursive(part, false, visitors, base);
}
