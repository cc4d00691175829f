// A reader of the part of CDDL (RFC 8610) that hengzhun.cddl uses.

export type Node =
  | { is: 'literal'; value: number | string }
  | { is: 'range'; least: number; most: number }
  | { is: 'name'; name: string; arguments: Node[] }
  | { is: 'choice'; options: Node[] }
  | { is: 'control'; operator: string; target: Node; argument: Node }
  | { is: 'tag'; tag: number; inner: Node }
  | { is: 'map' | 'array' | 'group'; entries: Entry[] };

/** One entry of a group: `? key => value`. */
export interface Entry {
  least: number;
  most: number;
  key: Node | undefined;
  value: Node;
}

export interface Rule {
  parameters: string[];
  node: Node;
}

const TOKEN = /\s*(#6\.\d+|=>|\.\.|\.[a-z]+|-?\d+|"[^"]*"|[a-zA-Z][\w-]*|[{}[\]()<>,:=/?*+])/y;

function tokenise(text: string): string[] {
  const code = text.replace(/;[^\n]*/g, '');
  const tokens: string[] = [];
  let at = 0;
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(code); match; match = TOKEN.exec(code)) {
    tokens.push(match[1]!);
    at = TOKEN.lastIndex;
  }
  if (code.slice(at).trim() !== '') throw new Error(`hengzhun.cddl: not understood: ${code.slice(at, at + 60)}`);
  return tokens;
}

/** All rules by name. */
export function parseCddl(text: string): Map<string, Rule> {
  const tokens = tokenise(text);
  let at = 0;
  const peek = (ahead = 0) => tokens[at + ahead];
  const take = (expected?: string): string => {
    const token = tokens[at++];
    if (token === undefined || (expected !== undefined && token !== expected)) {
      throw new Error(
        `hengzhun.cddl: ${expected} expected, not ${token}, behind ${tokens.slice(at - 8, at - 1).join(' ')}`,
      );
    }
    return token;
  };
  const isNumber = (token: string | undefined) => token !== undefined && /^-?\d+$/.test(token);

  function list<T>(close: string, item: () => T): T[] {
    const items: T[] = [];
    while (peek() !== close) {
      items.push(item());
      if (peek() === ',') take();
    }
    take(close);
    return items;
  }

  function primary(): Node {
    const token = take();
    if (isNumber(token)) return { is: 'literal', value: Number(token) };
    if (token.startsWith('"')) return { is: 'literal', value: token.slice(1, -1) };
    if (token === '{') return { is: 'map', entries: list('}', entry) };
    if (token === '[') return { is: 'array', entries: list(']', entry) };
    if (token === '(') {
      const entries = list(')', entry);
      const [only] = entries;
      const isType = entries.length === 1 && only!.key === undefined && only!.least === 1 && only!.most === 1;
      return isType ? only!.value : { is: 'group', entries };
    }
    if (token.startsWith('#6.')) {
      take('(');
      const inner = choice();
      take(')');
      return { is: 'tag', tag: Number(token.slice(3)), inner };
    }
    if (!/^[a-zA-Z]/.test(token)) throw new Error(`hengzhun.cddl: a type expected, not ${token}`);
    if (peek() !== '<') return { is: 'name', name: token, arguments: [] };
    take('<');
    return { is: 'name', name: token, arguments: list('>', choice) };
  }

  function type(): Node {
    let node = primary();
    if (peek() === '..') {
      take();
      const most = primary();
      if (node.is !== 'literal' || most.is !== 'literal')
        throw new Error('hengzhun.cddl: a range goes between numbers');
      node = { is: 'range', least: Number(node.value), most: Number(most.value) };
    }
    while (peek()?.match(/^\.[a-z]/))
      node = { is: 'control', operator: take().slice(1), target: node, argument: type() };
    return node;
  }

  function choice(): Node {
    const options = [type()];
    while (peek() === '/') {
      take();
      options.push(type());
    }
    return options.length === 1 ? options[0]! : { is: 'choice', options };
  }

  function entry(): Entry {
    const [least, most] = occurrence();
    // A bare word before a colon is only a name in an array.
    if (peek(1) === ':') {
      take();
      take(':');
      return { least, most, key: undefined, value: choice() };
    }
    const first = choice();
    if (peek() !== '=>') return { least, most, key: undefined, value: first };
    take();
    return { least, most, key: first, value: choice() };
  }

  function occurrence(): [number, number] {
    if (peek() === '?') {
      take();
      return [0, 1];
    }
    if (peek() === '+') {
      take();
      return [1, Number.POSITIVE_INFINITY];
    }
    if (peek() !== '*' && !(isNumber(peek()) && peek(1) === '*')) return [1, 1];
    const least = isNumber(peek()) ? Number(take()) : 0;
    take('*');
    return [least, isNumber(peek()) ? Number(take()) : Number.POSITIVE_INFINITY];
  }

  const rules = new Map<string, Rule>();
  while (at < tokens.length) {
    const name = take();
    let parameters: string[] = [];
    if (peek() === '<') {
      take();
      parameters = list('>', () => take());
    }
    take('=');
    if (rules.has(name)) throw new Error(`hengzhun.cddl: ${name} is defined twice`);
    rules.set(name, { parameters, node: choice() });
  }
  return rules;
}
