import { type FunctionDeclaration, type Node, parse } from 'acorn';
import { full } from 'acorn-walk';
import { BundleError } from './bundle-error.js';
import { analyseScopes } from './gate/scopes.js';
import { shrink } from './heatshrink.js';
import { dictionaryOf } from './image-dictionary.js';
import { type LoaderNames, loaderNames, loaderSource, type PackedTexts } from './image-loader.js';
import { calleesIn, type Place, placesOf } from './places.js';
import { pretokenise, rawString } from './pretokenise/pretokenise.js';

/** Stands for the texts until everything else is pretokenised. */
const PLACE = 'texts on demand';
/** A call of the loader is three bytes longer than a name; a declaration takes about six variables. */
const OFTEN = 3;
const LONGEST_DECLARED = 150;
/** Functions inside of one that may live on when it has ended take their texts with them: this many bytes may. */
const KEPT_CLOSURES = 1000;

/** A function at a script's top that is to be made when it is called. */
export interface OnDemand {
  readonly name: string;
  /** False for one that runs so often that unpacking it each time would cost too much. */
  readonly mayBePacked: boolean;
  /** True for one that each frame calls: it is declared in an image that is not packed. */
  readonly isFrequent?: boolean;
}

export interface ImageOptions {
  readonly onDemand: readonly OnDemand[];
  /** Packs their texts where that makes them shorter: less flash, more memory while they run. */
  readonly packed: boolean;
}

/** A function on demand. */
interface Rare {
  readonly node: FunctionDeclaration;
  readonly parameters: string;
  readonly packed: boolean;
  /** Its place among the texts: what the loader is called with. */
  readonly number: number;
}

/**
 * The form of a script that is written to flash: pretokenised, with the functions on demand as one string, which stays in flash. A call
 * makes such a function from its text, and it goes when it ends; a declared one takes four variables and one for each parameter for
 * ever.
 *
 * @param source a minified script in ASCII
 * @returns a byte string
 * @throws BundleError `bundle-image` where the texts are longer than the interpreter's greatest string in flash
 */
export function imageOf(source: string, { onDemand, packed }: ImageOptions): string {
  const program = parse(source, { ecmaVersion: 'latest', sourceType: 'script' });
  const { root } = analyseScopes(program);
  const named = new Map(onDemand.map((one) => [one.name, one]));
  const possible = placesOf(root, new Set(named.keys()));
  const isOnDemand = (node: FunctionDeclaration): boolean => {
    const found = named.get(node.id.name);
    return !!found && (packed || !found.isFrequent) && !staysDeclared(node, possible);
  };
  const declarations = program.body.filter(
    (node): node is FunctionDeclaration => node.type === 'FunctionDeclaration' && isOnDemand(node),
  );
  const places = possible.filter(({ name }) => declarations.some(({ id }) => id.name === name));
  if (declarations.length === 0) return pretokenise(source);
  const names = loaderNames(root);
  const writer = new Writer(source, places, calleesIn(program), names);
  const mayBePacked = (node: FunctionDeclaration): boolean =>
    packed && named.get(node.id.name)!.mayBePacked && !leavesMuch(node);
  const rare = order(declarations, places, mayBePacked, writer);
  const texts = rare.map((one) => writer.text(one));
  const count = rare.filter((one) => one.packed).length;
  let packing: PackedTexts | undefined;
  if (count > 0) {
    const dictionary = dictionaryOf(texts.slice(0, count));
    for (let at = 0; at < count; at++) texts[at] = shrink(texts[at]!, dictionary.text);
    packing = { count, dictionary: texts.push(dictionary.packed) - 1, skipped: dictionary.text.length };
  }
  const loader = loaderSource(names, packing);

  const first = firstUse(program.body, places) ?? source.length;
  const script = `${writer.without(declarations, 0, first)}const ${names.texts}="${PLACE}";${loader}${writer.without(declarations, first, source.length)}`;
  const [front, back, ...more] = pretokenise(script).split(rawString(PLACE));
  if (back === undefined || more.length > 0) throw new BundleError('bundle-image', `"${PLACE}" stands in the source`);
  return front + rawString(withTable(texts)) + back;
}

/** Whether a function is so short and so often named that its image would be longer for loading it. */
function staysDeclared({ id, start, end }: FunctionDeclaration, places: readonly Place[]): boolean {
  const uses = places.filter(({ name }) => name === id.name).length;
  return end - start <= LONGEST_DECLARED && uses >= OFTEN;
}

/** Texts behind a table of the offsets at which they begin, and the last one's end: two bytes each, the higher first. */
function withTable(texts: readonly string[]): string {
  let offset = 2 * (texts.length + 1);
  let table = '';
  for (const text of ['', ...texts]) {
    offset += text.length;
    table += String.fromCharCode(offset >> 8, offset & 255);
  }
  if (offset > 65535)
    throw new BundleError('bundle-image', `the functions on demand are ${offset} bytes; 65535 are possible`);
  return table + texts.join('');
}

/** Functions in the order of their numbers: packed ones first, and within each half first what is named most, whose number is short. */
function order(
  declarations: readonly FunctionDeclaration[],
  places: readonly Place[],
  mayBePacked: (node: FunctionDeclaration) => boolean,
  writer: Writer,
): Rare[] {
  const uses = (node: FunctionDeclaration): number => places.filter(({ name }) => name === node.id.name).length;
  const draft = [...declarations]
    .sort((a, b) => uses(b) - uses(a))
    .map((node, number) => {
      const parameters = node.params.map((one) => writer.source.slice(one.start, one.end)).join(',');
      return { node, parameters, number, packed: false };
    });
  writer.number(draft);
  const shrinks = (one: Rare): boolean => {
    const text = writer.text(one);
    return mayBePacked(one.node) && shrink(text).length < text.length;
  };
  const first = draft.filter(shrinks).map((one) => ({ ...one, packed: true }));
  const rest = draft.filter((one) => !first.some(({ node }) => node === one.node));
  const rare = [...first, ...rest].map((one, number) => ({ ...one, number }));
  writer.number(rare);
  return rare;
}

/** Whether unpacking a function would fill memory for longer than it runs. */
function leavesMuch({ body }: FunctionDeclaration): boolean {
  const called = calleesIn(body);
  let kept = 0;
  full(body, (node) => {
    if (/^(Arrow)?FunctionExpression$/.test(node.type) && !called.has(node)) kept += node.end - node.start;
  });
  return kept > KEPT_CLOSURES;
}

/** Where the first statement stands that may call a function on demand while the script is read. */
function firstUse(body: readonly Node[], places: readonly Place[]): number | undefined {
  return body.find(
    ({ type, start, end }) =>
      type !== 'FunctionDeclaration' && places.some(({ node }) => node.start >= start && node.end <= end),
  )?.start;
}

/** Writes parts of a script with the names of functions on demand replaced by calls of the loader. */
class Writer {
  readonly #rare = new Map<string, Rare>();

  constructor(
    readonly source: string,
    private readonly places: readonly Place[],
    private readonly called: ReadonlySet<Node>,
    private readonly names: LoaderNames,
  ) {}

  number(rare: readonly Rare[]): void {
    for (const one of rare) this.#rare.set(one.node.id.name, one);
  }

  /** What the loader makes a function of: its parameters, which do nothing as a statement, and what stands between its braces. */
  text({ node, parameters }: Rare): string {
    return pretokenise(`${parameters};${this.between(node.body.start + 1, node.body.end - 1)}`, true);
  }

  between(start: number, end: number): string {
    let out = '';
    let at = start;
    for (const { name, node, isShorthand } of this.places) {
      if (node.start < start || node.end > end) continue;
      out += `${this.source.slice(at, node.start)}${isShorthand ? `${name}:` : ''}${this.#spelling(name, node)}`;
      at = node.end;
    }
    return out + this.source.slice(at, end);
  }

  without(declarations: readonly FunctionDeclaration[], start: number, end: number): string {
    let out = '';
    let at = start;
    for (const node of declarations) {
      if (node.start < start || node.end > end) continue;
      out += this.between(at, node.start);
      at = node.end;
    }
    return out + this.between(at, end);
  }

  /** A packed function that is kept as a value would keep its text in memory: what is kept unpacks it for each call. */
  #spelling(name: string, node: Node): string {
    const { number, packed, parameters } = this.#rare.get(name)!;
    const made = `${this.names.load}(${number})`;
    return packed && !this.called.has(node) ? `((${parameters})=>${made}(${parameters}))` : made;
  }
}
