import { decodeCbor } from './decode.js';
import { CborFloat, CborSimple, CborTag, type CborValue } from './value.js';

/** Where an item stands: keys of maps and indices of arrays, from the outermost to it. Tags have no step of their own. */
export type CborPath = readonly CborValue[];

/** What a reader of the notation is told besides the data. */
export interface DiagnosticOptions {
  /** Whether the byte string at this place holds CBOR, to be shown as `<<…>>` (RFC 8610 appendix G.3). What is no CBOR is shown as bytes. */
  readonly embedded?: (path: CborPath) => boolean;
  /** A comment on the item at this place, shown as `/ … /` (RFC 8610 appendix G.6). */
  readonly comment?: (path: CborPath, value: CborValue) => string | undefined;
  /** Columns up to which an array or a map stays in one line. Default 80; 0: as many lines as there are items. */
  readonly width?: number;
}

/**
 * A data item in diagnostic notation (RFC 8949 section 8), with the extensions of RFC 8610 appendix G that the options ask for. For people: it is not
 * read again by anything here.
 */
export function diagnosticNotation(value: CborValue, options: DiagnosticOptions = {}): string {
  return shown(value, [], '', options);
}

function shown(value: CborValue, path: CborPath, indent: string, options: DiagnosticOptions): string {
  const comment = options.comment?.(path, value);
  const text = item(value, path, indent, options);
  // A slash would end the comment.
  return comment === undefined ? text : `/ ${comment.replaceAll('/', '\\')} / ${text}`;
}

function item(value: CborValue, path: CborPath, indent: string, options: DiagnosticOptions): string {
  if (value instanceof Uint8Array) return bytes(value, path, indent, options);
  if (Array.isArray(value)) {
    return enclosed('[', ']', indent, options, (inner) =>
      value.map((one, index) => shown(one, [...path, index], inner, options)),
    );
  }
  if (value instanceof Map) {
    return enclosed('{', '}', indent, options, (inner) =>
      [...value].map(([key, one]) => {
        const here = [...path, key];
        const comment = options.comment?.(here, one);
        const named = `${item(key, [], inner, {})}${comment === undefined ? '' : ` / ${comment.replaceAll('/', '\\')} /`}`;
        return `${named}: ${item(one, here, inner, options)}`;
      }),
    );
  }
  if (value instanceof CborTag) return `${value.tag}(${item(value.value, path, indent, options)})`;
  return scalar(value);
}

function scalar(value: Exclude<CborValue, Uint8Array | CborValue[] | Map<CborValue, CborValue> | CborTag>): string {
  if (value instanceof CborSimple) return `simple(${value.value})`;
  if (value instanceof CborFloat) return float(value.value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && (!Number.isInteger(value) || Object.is(value, -0))) return float(value);
  return String(value);
}

/** A float is told from an integer by its point or exponent. */
function float(value: number): string {
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function bytes(value: Uint8Array, path: CborPath, indent: string, options: DiagnosticOptions): string {
  if (options.embedded?.(path)) {
    const inside = decoded(value);
    if (inside !== undefined) return `<<${item(inside.value, path, indent, options)}>>`;
  }
  return `h'${Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('')}'`;
}

function decoded(value: Uint8Array): { readonly value: CborValue } | undefined {
  try {
    return { value: decodeCbor(value) };
  } catch {
    // Then it holds something else, and is shown as what it is.
    return undefined;
  }
}

function enclosed(
  open: string,
  close: string,
  indent: string,
  { width = 80 }: DiagnosticOptions,
  items: (indent: string) => string[],
): string {
  const inner = `${indent}  `;
  const parts = items(inner);
  if (parts.length === 0) return `${open}${close}`;
  const line = `${open}${parts.join(', ')}${close}`;
  if (line.length + indent.length <= width && !line.includes('\n')) return line;
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`;
}
