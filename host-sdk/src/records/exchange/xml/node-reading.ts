import type { SdkError } from '../../../errors.js';
import { dccNamespace, siNamespace } from './names.js';
import { badNode, type Node } from './tree.js';
import { type UnitOf, unitFactor, unitsRead } from './units.js';

const prefixes: Readonly<Record<string, string>> = { [dccNamespace]: 'dcc:', [siNamespace]: 'si:' };

/** `dcc:item`, whatever prefix the document uses. */
export const nameOf = ({ namespace, name }: Node): string =>
  Object.hasOwn(prefixes, namespace) ? `${prefixes[namespace]}${name}` : `{${namespace.slice(0, 60)}}${name}`;

/** Children of a name. */
export const all = (node: Node, name: string): Node[] => node.children.filter((child) => nameOf(child) === name);

/** The one child of a name; undefined: there is none. @throws {SdkError} `record-bad-format`: there are several */
export function maybe(node: Node, name: string): Node | undefined {
  const [first, second] = all(node, name);
  if (second !== undefined) throw badNode(second, `\`${name}\` stands in \`${nameOf(node)}\` a second time. Keep one.`);
  return first;
}

/** @throws {SdkError} `record-bad-format`: there is none, or there are several */
export function one(node: Node, ...path: readonly string[]): Node {
  return path.reduce((at, name) => {
    const found = maybe(at, name);
    if (found === undefined) throw badNode(at, `\`${nameOf(at)}\` has no \`${name}\`. Add it.`);
    return found;
  }, node);
}

/** Text of an element without elements in it, without spaces around. */
export function textOf(node: Node): string {
  if (node.children.length > 0) throw badNode(node, `\`${nameOf(node)}\` must hold text and no element.`);
  return node.text.trim();
}

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?$/;

/** Numbers of a list with white space between. @throws {SdkError} `record-bad-format` */
export function numbersOf(node: Node): number[] {
  return textOf(node)
    .split(/\s+/)
    .map((word) => {
      const value = NUMBER.test(word) ? Number(word) : Number.NaN;
      if (!Number.isFinite(value)) throw badNode(node, `\`${word.slice(0, 40)}\` is not a number. Correct it.`);
      return value;
    });
}

/** Words of the attribute `refType`. */
export const refTypesOf = ({ attributes }: Node): string[] => (attributes.get('refType') ?? '').split(/\s+/);

/** @throws {SdkError} `record-bad-format`: several */
export function withRefType(nodes: readonly Node[], type: string): Node | undefined {
  const [first, second] = nodes.filter((node) => refTypesOf(node).includes(type));
  if (second !== undefined) throw badNode(second, `refType \`${type}\` stands here a second time. Keep one.`);
  return first;
}

/** A certificate that somebody else has written in his own way. */
export const missingRefType = (node: Node, type: string, what: string): SdkError =>
  badNode(
    node,
    `${what} is missing (refType \`${type}\`). A certificate of another maker needs it added, or enter the verification as JSON or CSV.`,
  );

/** By what a number in this unit is multiplied. @throws {SdkError} `record-bad-format` */
export function factorOf(unit: Node, of: UnitOf): number {
  const factor = unitFactor(of, textOf(unit));
  if (factor === undefined) {
    throw badNode(unit, `the unit \`${textOf(unit).slice(0, 40)}\` is not read here. Known: ${unitsRead(of)}.`);
  }
  return factor;
}
