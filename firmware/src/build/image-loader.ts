import type { Scope } from './gate/scopes.js';
import { NAMES } from './rename.js';

const PARTS = ['load', 'texts', 'offset', 'cut', 'unpack', 'index', 'text', 'from'] as const;

/** What the loader declares: itself, the texts, where one begins, what cuts it out and what unpacks it; and its own variables. */
export type LoaderNames = Readonly<Record<(typeof PARTS)[number], string>>;

/** Short names that a script uses nowhere. */
export function loaderNames(root: Scope): LoaderNames {
  const taken = new Set<string>();
  const visit = ({ declarations, references, children }: Scope): void => {
    for (const name of declarations.keys()) taken.add(name);
    for (const { name } of references) taken.add(name);
    children.forEach(visit);
  };
  visit(root);
  const free = NAMES.filter((name) => !taken.has(name));
  return Object.fromEntries(PARTS.map((part, at) => [part, free[at]!])) as unknown as LoaderNames;
}

/** Packed texts: how many of them come first, the number of what stands before each when it is unpacked, and how long that is then, in bytes. */
export interface PackedTexts {
  readonly count: number;
  readonly dictionary: number;
  readonly skipped: number;
}

/**
 * Declares what makes function number `index`: from a text that begins with the names of its parameters, `a,b;return a+b`. `Function`
 * keeps the text as it is, in flash or unpacked, and the function sees nothing of what made it.
 */
export function loaderSource(
  { load, texts, offset, cut, unpack, index, text, from }: LoaderNames,
  packed?: PackedTexts,
): string {
  const cutOut =
    `function ${offset}(${index}){return ${texts}.charCodeAt(2*${index})<<8|${texts}.charCodeAt(2*${index}+1)}` +
    `function ${cut}(${index}){return ${texts}.substring(${offset}(${index}),${offset}(${index}+1))}`;
  const make = (begin: string): string =>
    `return Function.apply(0,${text}.substring(${begin},${text}.indexOf(";",${begin})).split(",").concat(${text}))}`;
  if (!packed) return `${cutOut}function ${load}(${index}){const ${text}=${cut}(${index});${make('0')}`;
  return (
    `${cutOut}const ${unpack}=require("heatshrink").decompress;` +
    `function ${load}(${index}){const ${from}=${index}<${packed.count}?${packed.skipped}:0,` +
    `${text}=${from}?E.toString(${unpack}(${cut}(${packed.dictionary})+${cut}(${index}))):${cut}(${index});${make(from)}`
  );
}
