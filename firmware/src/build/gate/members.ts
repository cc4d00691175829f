import type { CallExpression, MemberExpression, NewExpression, Node } from 'acorn';
import type { Report } from './report.js';

const MATHEMATICS =
  'sqrt pow trunc imul log2 log10 log1p expm1 cbrt hypot fround clz32 sinh cosh tanh asinh acosh atanh'.split(' ');

/** Members of a global that are absent on the interpreter or give other results there. */
const STATIC_MEMBERS = new Map<string, Map<string, string>>([
  [
    'Math',
    new Map([
      ...MATHEMATICS.map((name): [string, string] => [name, 'absent or inexact; use integer arithmetic']),
      ['round', 'rounds negative halves the other way; use Math.floor of a ratio of integers'],
      ['random', 'not a source of randomness; use the platform port'],
    ]),
  ],
  [
    'Number',
    new Map(
      'isInteger isFinite isNaN isSafeInteger parseFloat parseInt EPSILON MAX_SAFE_INTEGER MIN_SAFE_INTEGER MIN_VALUE'
        .split(' ')
        .map((name) => [name, 'absent or different on the interpreter']),
    ),
  ],
  [
    'Object',
    new Map(
      'freeze isFrozen seal isSealed preventExtensions is defineProperty defineProperties groupBy hasOwn'
        .split(' ')
        .map((name) => [name, 'absent, or makes a constant of what should not be one']),
    ),
  ],
  ['Array', new Map(['from', 'of', 'apply', 'fromAsync'].map((name) => [name, 'absent or without effect']))],
  [
    'Promise',
    new Map(['race', 'any', 'allSettled', 'withResolvers'].map((name) => [name, 'absent on the interpreter'])),
  ],
  ['String', new Map(['raw', 'fromCodePoint'].map((name) => [name, 'absent on the interpreter']))],
  ['ArrayBuffer', new Map([['isView', 'absent on the interpreter']])],
]);
for (const name of 'Uint8 Int8 Uint8Clamped Uint16 Int16 Uint32 Int32 Float32 Float64'.split(' ')) {
  STATIC_MEMBERS.set(
    `${name}Array`,
    new Map(['from', 'of', 'BYTES_PER_ELEMENT'].map((member) => [member, 'absent on the interpreter'])),
  );
}

/** Members that no object of the interpreter has, or that behave differently whatever the object. */
const INSTANCE_MEMBERS = new Map<string, string>([
  ...'at codePointAt normalize localeCompare matchAll trimStart trimEnd trimLeft trimRight isWellFormed'
    .split(' ')
    .map((name): [string, string] => [name, 'strings do not have it']),
  ...(
    'flat flatMap copyWithin findLast findLastIndex lastIndexOf reduceRight toSorted toReversed toSpliced entries ' +
    'values keys'
  )
    .split(' ')
    .map((name): [string, string] => [name, 'arrays do not have it']),
  ...'toFixed toPrecision toExponential toLocaleString'
    .split(' ')
    .map((name): [string, string] => [name, 'numbers are printed inexactly; send integers in fixed units']),
  ...'getBigInt64 getBigUint64 setBigInt64 setBigUint64 BYTES_PER_ELEMENT'
    .split(' ')
    .map((name): [string, string] => [name, 'typed arrays and views do not have it']),
  ['finally', 'promises do not have it'],
  ['description', 'there are no symbols'],
  ['__proto__', 'no prototypes in firmware: plain objects and functions only'],
]);

/** Functions that do exist as members of `Object`. */
const KNOWN_OBJECT_STATICS = new Set(['keys', 'values', 'entries', 'assign', 'create', 'fromEntries']);

/** Name of a member that is not computed, or computed from a string literal. */
export function memberName(node: MemberExpression): string | undefined {
  if (!node.computed && node.property.type === 'Identifier') return node.property.name;
  if (node.computed && node.property.type === 'Literal' && typeof node.property.value === 'string') {
    return node.property.value;
  }
  return undefined;
}

/** Members that are absent, inexact or different on the interpreter. */
export function checkMember(node: MemberExpression, report: Report): void {
  const name = memberName(node);
  if (node.computed && node.property.type === 'UnaryExpression' && node.property.operator === '-') {
    report(node, 'negative-index', 'reading [-1] of a typed array throws; compute the index');
  }
  if (name === undefined) return;
  if (node.object.type === 'Identifier') {
    const object = node.object.name;
    const reason = STATIC_MEMBERS.get(object)?.get(name);
    if (reason !== undefined) {
      report(node, 'banned-member', `${object}.${name}: ${reason}`);
      return;
    }
    if (object === 'JSON') {
      report(node, 'json', 'JSON loses bits of numbers and ignores revivers and trailing junk; use the CBOR writer');
      return;
    }
    if (object === 'Object' && KNOWN_OBJECT_STATICS.has(name)) return;
  }
  if (name === 'prototype') {
    report(node, 'prototype', 'prototypes of built-ins are incomplete on the interpreter; call methods on values');
    return;
  }
  if (/^(get|set)UTC/.test(name) || name === 'toISOString') {
    report(node, 'banned-member', `${name}: dates have no UTC methods; count seconds`);
    return;
  }
  // `keys`, `values` and `entries` are fine as names of our own fields: only a call without arguments is the array's
  const reason = INSTANCE_MEMBERS.get(name);
  if (reason !== undefined && !/^(keys|values|entries|at|description)$/.test(name)) {
    report(node, 'banned-member', `.${name}: ${reason}`);
  }
}

/** Calls whose arguments decide whether the interpreter does what the standard says. */
export function checkCall(node: CallExpression | NewExpression, report: Report): void {
  const callee = node.callee as Node;
  const first = node.arguments[0];
  if (callee.type === 'MemberExpression') {
    const member = callee as MemberExpression;
    const name = memberName(member);
    const ofObject = member.object.type === 'Identifier' && member.object.name === 'Object';
    if (name === 'split' && node.arguments.length > 1) {
      report(node, 'split-limit', 'split ignores its limit; cut the result');
    } else if (name === 'fromCharCode' && first?.type === 'Literal' && Number(first.value) > 255) {
      report(node, 'char-code', 'characters are bytes on most boards: codes above 255 wrap');
    } else if (name === 'create' && ofObject && first?.type === 'Literal' && first.value === null) {
      report(node, 'banned-member', 'Object.create(null) still has the methods of Object');
    } else if ((name === 'keys' || name === 'values' || name === 'entries') && !ofObject && !node.arguments.length) {
      report(node, 'banned-member', `.${name}(): arrays do not have it`);
    } else if (name === 'at' && node.arguments.length === 1) {
      report(node, 'banned-member', '.at(): neither strings nor arrays have it');
    }
  } else if (
    node.type === 'NewExpression' &&
    callee.type === 'Identifier' &&
    /Array$/.test((callee as unknown as { name: string }).name) &&
    first?.type === 'Literal' &&
    typeof first.value === 'string'
  ) {
    report(node, 'typed-array-argument', 'a typed array cannot be made from a string; use E.toUint8Array');
  }
}
