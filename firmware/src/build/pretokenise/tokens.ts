/**
 * The interpreter's own token numbers (2v29; the order has been fixed since pretokenised code exists, 2v00). A byte from 128
 * up stands for an operator or a reserved word wherever one may stand.
 */
const OPERATORS = '== === != !== <= << <<= >= >> >>> >>= >>>= += -= ++ -- *= /= %= &= && |= || ^= =>'.split(' ');
const RESERVED_WORDS = (
  'if else do while for break continue function return var let const this throw try catch finally true false null ' +
  'undefined new in instanceof switch case default delete typeof void debugger class extends super static of'
).split(' ');
const FIRST_TOKEN = 138;

/** Byte by text. */
export const TOKEN_BYTES: ReadonlyMap<string, number> = new Map([
  ...[...OPERATORS, ...RESERVED_WORDS].map((text, index): [string, number] => [text, FIRST_TOKEN + index]),
  ['??', 0xd0],
]);

/** A string follows: one byte of length, then its bytes as they are. */
export const RAW_STRING8 = 0xd1;
/** A string follows: two bytes of length, little-endian, then its bytes. */
export const RAW_STRING16 = 0xd2;
/** The integer 0. */
export const RAW_INT0 = 0xd3;
/** A signed byte follows. */
export const RAW_INT8 = 0xd4;
/** A signed 16-bit integer follows, little-endian. */
export const RAW_INT16 = 0xd5;
