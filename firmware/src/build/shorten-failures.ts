import { type CallExpression, type Identifier, type Literal, type Property, parse } from 'acorn';
import { full } from 'acorn-walk';
import { applyEdits, type Edit } from './edits.js';

/** The failure that the instrument itself looks at. */
const KEPT = 'request-unknown';
/** The function that throws; joining modules numbers it where another has a function of this name. */
const FAIL = /^fail(\$\d+)?$/;
/** Why the decoder drops what noise spoilt: on the instrument it counts only that there is a reason. */
const DISCARDS = /^slip-[a-z]+$/;

/**
 * Takes out of a script what only people read: codes and offsets in calls of `fail(code, offset)`, the decoder's reasons, the texts of
 * `message`. The host's readers, which share the source, keep theirs.
 */
export function shortenFailures(source: string): string {
  const cuts: Edit[] = [];
  full(parse(source, { ecmaVersion: 'latest', sourceType: 'module' }), (node) => {
    const { callee, arguments: given } = node as CallExpression;
    if (node.type === 'CallExpression' && FAIL.test((callee as Identifier).name)) {
      const [code, offset] = given;
      // another function of this name has no offset
      if (code === undefined || offset === undefined) return;
      const isKept = source.slice(code.start, code.end).includes(KEPT);
      cuts.push({ start: isKept ? code.end : code.start, end: offset.end, text: '' });
    }
    const { key, value } = node as Property;
    if (node.type === 'Property' && (key as Identifier).name === 'message' && value.type === 'Literal')
      cuts.push({ start: value.start, end: value.end, text: "''" });
    if (node.type === 'Literal' && DISCARDS.test(String((node as Literal).value)))
      cuts.push({ start: node.start, end: node.end, text: "'-'" });
  });
  return applyEdits(source, cuts);
}
