import { type CallExpression, type Identifier, type Literal, type Node, type Property, parse } from 'acorn';
import { full } from 'acorn-walk';

/** The failure that the instrument itself looks at. */
const KEPT = 'request-unknown';

/** Why the decoder drops what noise spoilt: on the instrument it counts only that there is a reason. */
const DISCARDS = /^slip-[a-z]+$/;

/**
 * Takes out of a script what only people read: the codes in calls of `fail(code, offset)`, whatever the joining made of its name, the
 * decoder's reasons, the texts of `message`. The host's readers, which share the source, keep theirs.
 */
export function shortenFailures(source: string): string {
  const literals: Array<[literal: Literal, text: string]> = [];
  const note = (node: Node | undefined, text: string): void => {
    if (!node) return;
    full(node, (part) => {
      const literal = part as Literal;
      if (part.type === 'Literal' && typeof literal.value === 'string' && literal.value !== KEPT)
        literals.push([literal, text]);
    });
  };
  full(parse(source, { ecmaVersion: 'latest', sourceType: 'module' }), (node) => {
    const { callee, arguments: given } = node as CallExpression;
    if (node.type === 'CallExpression' && /^fail(\$\d+)?$/.test((callee as Identifier).name)) note(given[0], "''");
    const { key, value } = node as Property;
    if (node.type === 'Property' && (key as Identifier).name === 'message' && value.type === 'Literal')
      note(value, "''");
    if (node.type === 'Literal' && DISCARDS.test(String((node as Literal).value))) note(node, "'-'");
  });
  let out = source;
  for (const [{ start, end }, text] of literals.sort((a, b) => b[0].start - a[0].start))
    out = out.slice(0, start) + text + out.slice(end);
  return out;
}
