import { type Identifier, type MemberExpression, type Property, parse } from 'acorn';
import { full } from 'acorn-walk';
import { applyEdits, type Edit } from './edits.js';

/** What the start script says of the image that runs, by the name that every function gives it. */
const RUNNING = 'run';

/**
 * Members of the firmware's own objects that objects of the platform have too, and the names under which the firmware has such an
 * object of the platform in hand. Without them the minifier would have to leave these names as they are, and they are named often.
 */
const SHARED: ReadonlyMap<string, readonly string[]> = new Map([
  ['memory', ['process']],
  ['state', ['edge', RUNNING]],
  ['slot', [RUNNING]],
  ['log', []],
  ['next', [RUNNING]],
  ['size', [RUNNING]],
  ['base', [RUNNING]],
  ['address', []],
  ['value', ['notification']],
  ['data', ['event']],
]);

/**
 * Gives those members a name that the platform does not have.
 *
 * @param source a readable script without imports
 */
export function ownNames(source: string): string {
  const inserts: Edit[] = [];
  const insert = (at: number, text: string): void => {
    inserts.push({ start: at, end: at, text });
  };
  full(parse(source, { ecmaVersion: 'latest', sourceType: 'module' }), (node) => {
    if (node.type === 'MemberExpression' && !(node as MemberExpression).computed) {
      const { object, property } = node as MemberExpression;
      const platform = SHARED.get((property as Identifier).name);
      if (platform && !platform.includes((object as Identifier).name)) insert(property.end, '$');
    }
    if (node.type === 'Property' && !(node as Property).computed) {
      const { key, shorthand } = node as Property;
      const { name } = key as Identifier;
      if (key.type === 'Identifier' && SHARED.has(name)) insert(key.end, shorthand ? `$: ${name}` : '$');
    }
  });
  return applyEdits(source, inserts);
}
