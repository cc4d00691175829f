import { readFileSync } from 'node:fs';
import { CborTag, type CborValue, decodeCbor, ProtocolError } from '../../src/index.js';
import { type Entry, type Node, parseCddl, type Rule } from './cddl-parse.js';

const rules = parseCddl(readFileSync(new URL('../../hengzhun.cddl', import.meta.url), 'utf8'));
const PRELUDE = new Set(['uint', 'int', 'bstr', 'tstr']);

/** Whether deterministic CBOR fits a rule of hengzhun.cddl. */
export function matchesCddl(rule: string, bytes: Uint8Array): boolean {
  return matches({ is: 'name', name: rule, arguments: [] }, decodeCbor(bytes));
}

/** Names that rules use and no rule defines. */
export function undefinedNames(): string[] {
  const missing = new Set<string>();
  const visit = (node: Node | undefined, rule: Rule): void => {
    if (!node) return;
    if (node.is === 'name') {
      if (!rules.has(node.name) && !PRELUDE.has(node.name) && !rule.parameters.includes(node.name))
        missing.add(node.name);
      for (const argument of node.arguments) visit(argument, rule);
    } else if (node.is === 'choice') for (const option of node.options) visit(option, rule);
    else if (node.is === 'control') {
      visit(node.target, rule);
      visit(node.argument, rule);
    } else if (node.is === 'tag') visit(node.inner, rule);
    else if ('entries' in node) {
      for (const entry of node.entries) {
        visit(entry.key, rule);
        visit(entry.value, rule);
      }
    }
  };
  for (const rule of rules.values()) visit(rule.node, rule);
  return [...missing];
}

/** The rule behind a name, with its arguments put in. */
function resolve(node: Node & { is: 'name' }): Node {
  const rule = rules.get(node.name);
  if (!rule) throw new Error(`hengzhun.cddl: ${node.name} is not defined`);
  const values = new Map(rule.parameters.map((parameter, i) => [parameter, node.arguments[i]!]));
  return values.size === 0 ? rule.node : substitute(rule.node, values);
}

function substitute(node: Node, values: Map<string, Node>): Node {
  switch (node.is) {
    case 'name':
      return values.get(node.name) ?? { ...node, arguments: node.arguments.map((inner) => substitute(inner, values)) };
    case 'choice':
      return { ...node, options: node.options.map((option) => substitute(option, values)) };
    case 'control':
      return { ...node, target: substitute(node.target, values), argument: substitute(node.argument, values) };
    case 'tag':
      return { ...node, inner: substitute(node.inner, values) };
    case 'map':
    case 'array':
    case 'group':
      return {
        ...node,
        entries: node.entries.map((entry) => ({
          ...entry,
          key: entry.key && substitute(entry.key, values),
          value: substitute(entry.value, values),
        })),
      };
    default:
      return node;
  }
}

/** Entries with the groups among them opened. */
function flatten(entries: Entry[]): Entry[] {
  return entries.flatMap((entry) => {
    const value = entry.value.is === 'name' && !PRELUDE.has(entry.value.name) ? resolve(entry.value) : entry.value;
    return entry.key === undefined && value.is === 'group' ? flatten(value.entries) : [entry];
  });
}

function matches(node: Node, value: CborValue): boolean {
  switch (node.is) {
    case 'literal':
      return value === node.value;
    case 'range':
      return typeof value === 'number' && value >= node.least && value <= node.most && Number.isInteger(value);
    case 'choice':
      return node.options.some((option) => matches(option, value));
    case 'tag':
      return value instanceof CborTag && value.tag === node.tag && matches(node.inner, value.value);
    case 'control':
      return matches(node.target, value) && holds(node.operator, node.argument, value);
    case 'map':
      return value instanceof Map && matchesMap(flatten(node.entries), value);
    case 'array':
      return Array.isArray(value) && matchesArray(flatten(node.entries), value);
    case 'group':
      throw new Error('hengzhun.cddl: a group where a type belongs');
    case 'name':
      return PRELUDE.has(node.name) ? isPrelude(node.name, value) : matches(resolve(node), value);
  }
}

function isPrelude(name: string, value: CborValue): boolean {
  if (name === 'bstr') return value instanceof Uint8Array;
  if (name === 'tstr') return typeof value === 'string';
  const integer =
    typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value) && !Object.is(value, -0));
  return integer && (name === 'int' || value >= 0);
}

/** `.cbor`: the bytes are one data item of the type, and deterministic like everything else. */
function matchesEncoded(type: Node, bytes: Uint8Array): boolean {
  let value: CborValue;
  try {
    value = decodeCbor(bytes);
  } catch (error) {
    if (error instanceof ProtocolError) return false;
    throw error;
  }
  return matches(type, value);
}

/** RFC 8610 section 3.8. */
function holds(operator: string, argument: Node, value: CborValue): boolean {
  if (operator === 'cbor') return value instanceof Uint8Array && matchesEncoded(argument, value);
  if (operator === 'le') return argument.is === 'literal' && (value as number) <= Number(argument.value);
  if (operator !== 'size') throw new Error(`hengzhun.cddl: .${operator} is not understood`);
  if (typeof value === 'number') return argument.is === 'literal' && value < 256 ** Number(argument.value);
  const size = typeof value === 'string' ? Buffer.byteLength(value) : (value as Uint8Array).length;
  return matches(argument, size);
}

function matchesMap(entries: Entry[], map: Map<CborValue, CborValue>): boolean {
  const left = new Map(map);
  for (const { least, key, value } of entries) {
    const found = [...left].find(([candidate]) => matches(key!, candidate));
    if (!found) {
      if (least > 0) return false;
      continue;
    }
    if (!matches(value, found[1])) return false;
    left.delete(found[0]);
  }
  return left.size === 0;
}

function matchesArray(entries: Entry[], items: CborValue[]): boolean {
  let at = 0;
  for (const { least, most, value } of entries) {
    let count = 0;
    while (count < most && at < items.length && matches(value, items[at]!)) {
      at++;
      count++;
    }
    if (count < least) return false;
  }
  return at === items.length;
}
