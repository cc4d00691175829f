import { type SaxesOptions, SaxesParser, type SaxesTagNS } from 'saxes';
import { SdkError } from '../../../errors.js';

/** An element that was read, and where it begins. */
export interface Node {
  readonly namespace: string;
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Node[];
  /** Character data between its tags; of an element with children, nothing but white space. */
  text: string;
  readonly line: number;
  readonly column: number;
}

/** A certificate of one instrument is far below these. */
export const xmlLimits = { characters: 4 * 1024 * 1024, elements: 100_000, depth: 40 } as const;

const badXml = (code: 'record-bad-format' | 'record-too-large' | 'record-xml-forbidden', what: string, at: Place) =>
  new SdkError(code, `Line ${at.line}, column ${at.column}: ${what}`, { line: at.line, column: at.column });

interface Place {
  readonly line: number;
  readonly column: number;
}

/** @param what ends with what to do */
export const badNode = (node: Place, what: string): SdkError => badXml('record-bad-format', what, node);

/**
 * Reads an XML 1.0 text into a tree, strictly: well-formed, namespaces declared, bounded in size and depth. Nothing is fetched and nothing expanded:
 * a document type declaration, and with it every entity of its own, is refused, as are processing instructions, XML 1.1 and encodings other than UTF-8.
 *
 * @throws {SdkError} `record-bad-format`, `record-too-large`, `record-xml-forbidden`; each with line and column
 */
export function readXml(text: string): Node {
  if (text.length > xmlLimits.characters) {
    const most = xmlLimits.characters / 1024 / 1024;
    throw badXml(
      'record-too-large',
      `A certificate may have ${most} million characters at most. Give one certificate.`,
      { line: 1, column: 1 },
    );
  }
  const options = { xmlns: true, position: true, defaultXMLVersion: '1.0', forceXMLVersion: true } as const;
  const parser = new SaxesParser<typeof options & SaxesOptions>(options);
  const open: Node[] = [];
  let root: Node | undefined;
  let elements = 0;
  const here = (): Place => ({ line: parser.line, column: Math.max(1, parser.column) });
  // An exception that leaves a handler ends the reading at once.
  parser.on('error', ({ message }) => {
    throw badXml(
      'record-bad-format',
      `this is not well-formed XML (${message.slice(0, 160)}). Check the file.`,
      here(),
    );
  });
  parser.on('xmldecl', ({ version, encoding }) => {
    // Forced to 1.0, the parser passes over what is declared; XML 1.1 lets controls into names and texts.
    if (version !== undefined && version !== '1.0') {
      throw badXml('record-xml-forbidden', `XML ${version.slice(0, 20)} is not read. Save it as XML 1.0.`, here());
    }
    if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8') {
      const what = `it is declared to be ${encoding.slice(0, 40)}; UTF-8 is read. Save it as UTF-8.`;
      throw badXml('record-xml-forbidden', what, here());
    }
  });
  parser.on('doctype', () => {
    const what = 'a document type declaration (DOCTYPE) is not read, because it can hold entities. Remove it.';
    throw badXml('record-xml-forbidden', what, here());
  });
  parser.on('processinginstruction', ({ target }) => {
    const what = `the processing instruction \`${target.slice(0, 40)}\` is not read. Remove it.`;
    throw badXml('record-xml-forbidden', what, here());
  });
  parser.on('opentag', (tag: SaxesTagNS) => {
    const { line, column } = here();
    if (++elements > xmlLimits.elements)
      throw badXml('record-too-large', `there are more than ${xmlLimits.elements} elements.`, here());
    if (open.length >= xmlLimits.depth)
      throw badXml('record-too-large', `elements stand in one another more than ${xmlLimits.depth} deep.`, here());
    const attributes = new Map(
      Object.values(tag.attributes)
        .filter(({ prefix, name }) => prefix !== 'xmlns' && name !== 'xmlns')
        .map(({ uri, local, value }) => [uri === '' ? local : `{${uri}}${local}`, value]),
    );
    const node: Node = { namespace: tag.uri, name: tag.local, attributes, children: [], text: '', line, column };
    open.at(-1)?.children.push(node);
    root ??= node;
    open.push(node);
  });
  parser.on('closetag', () => {
    const node = open.pop();
    if (node === undefined || node.children.length === 0 || node.text.trim() === '') return;
    throw badNode(node, `\`${node.name.slice(0, 60)}\` holds text between its elements. Remove the text.`);
  });
  const add = (data: string) => {
    const node = open.at(-1);
    if (node !== undefined) node.text += data;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.write(text).close();
  if (root === undefined) throw badXml('record-bad-format', 'there is no element. Give a certificate.', here());
  return root;
}
