import { type CallExpression, type Identifier, type Literal, parse } from 'acorn';
import { full } from 'acorn-walk';

/** The failure that the instrument itself looks at. */
const KEPT = 'request-unknown';

/**
 * Takes the codes out of calls of `fail(code, offset)`: on the instrument nobody reads them, and together they take half a
 * kilobyte of flash. The host's readers, which share the source, keep theirs.
 */
export function shortenFailures(source: string): string {
  const literals: Literal[] = [];
  full(parse(source, { ecmaVersion: 'latest', sourceType: 'module' }), (node) => {
    const call = node as CallExpression;
    if (node.type !== 'CallExpression' || (call.callee as Identifier).name !== 'fail' || !call.arguments[0]) return;
    full(call.arguments[0], (part) => {
      const { value } = part as Literal;
      if (part.type === 'Literal' && typeof value === 'string' && value !== KEPT) literals.push(part as Literal);
    });
  });
  let out = source;
  for (const { start, end } of literals.sort((a, b) => b.start - a.start))
    out = `${out.slice(0, start)}''${out.slice(end)}`;
  return out;
}
