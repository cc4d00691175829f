import { SdkError } from '../../../errors.js';

/** An element to be written: attributes, and either text or elements. */
export interface Element {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly content?: string | readonly Element[];
}

export function element(name: string, content?: string | readonly (Element | undefined)[], refType?: string): Element {
  const kept = typeof content === 'string' ? content : content?.filter((one) => one !== undefined);
  return { name, ...(refType && { attributes: { refType } }), ...(kept !== undefined && { content: kept }) };
}

/** What XML 1.0 cannot hold at all (production 2, `Char`), not even as a reference. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const IMPOSSIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u;

/** Elements as XML 1.0 text in UTF-8, indented; the same elements give the same text. @throws {SdkError} `record-not-expressible` */
export function writeXml(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${write(root, '')}`;
}

function write({ name, attributes = {}, content }: Element, indent: string): string {
  const words = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value, name)}"`);
  const open = `${indent}<${name}${words.join('')}`;
  if (content === undefined || content.length === 0) return `${open}/>\n`;
  if (typeof content === 'string') return `${open}>${escaped(content, name)}</${name}>\n`;
  return `${open}>\n${content.map((one) => write(one, `${indent}  `)).join('')}${indent}</${name}>\n`;
}

function escaped(text: string, name: string): string {
  if (IMPOSSIBLE.test(text)) {
    const message = `The text of \`${name}\` holds a character that XML cannot hold. Correct the record, or export it as JSON.`;
    throw new SdkError('record-not-expressible', message, { element: name });
  }
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (character) => entities[character]!);
}
