import type { FunctionDeclaration } from 'acorn';
import { BundleError } from './bundle-error.js';
import { COLD, HOT } from './marks.js';
import { dominators, readFunctions, type TopFunction } from './program.js';

/**
 * Moves functions that are used only below a function marked `@cold` into it, and what `@hot` functions use to the top.
 *
 * On the interpreter a function costs four variables and one for each parameter for as long as it is declared, a tenth of a
 * kilobyte with its name; inside another function it costs them while that one runs. Declaring it then takes the time of reading
 * past its text, some 15 loops for a kilobyte: little for what runs once a second, too much for what each sample runs.
 * A name is looked for in the order of declaration, so that what stands first is found first.
 *
 * @param source a readable script without imports; comments before functions count
 * @throws BundleError `bundle-sink` where a name would mean something else at its new place
 */
export function sinkFunctions(source: string): string {
  const { functions, root } = readFunctions(source);
  // a function marked is a unit of its own: what it shares with its user is nobody's alone
  for (const { comment, users } of functions.values()) if (COLD.test(comment)) users.add('');
  const above = dominators(functions);
  const hot = reachable(functions, HOT);
  const home = new Map<string, string>();
  for (const [name, { comment }] of functions) {
    if (HOT.test(comment)) continue;
    for (let at = above.get(name); at !== undefined; at = above.get(at)) {
      if (HOT.test(functions.get(at)!.comment)) break;
      if (!COLD.test(functions.get(at)!.comment)) continue;
      home.set(name, at);
      break;
    }
  }
  for (const [name, into] of home) {
    for (let at: string | undefined = into; at !== undefined; at = home.get(at))
      refuseCapture(functions.get(name)!, functions.get(at)!);
  }
  const text = (name: string): string => {
    const { node } = functions.get(name)!;
    const inner = [...home].filter(([, into]) => into === name).map(([one]) => text(one));
    const body = node.body.start + 1;
    return `${source.slice(node.start, body)}\n${inner.join('')}${source.slice(body, node.end)}\n`;
  };
  const first = [...hot].filter((name) => !home.has(name));
  let rest = '';
  let at = 0;
  for (const node of (root.node as unknown as { body: FunctionDeclaration[] }).body) {
    const name = node.type === 'FunctionDeclaration' ? node.id.name : undefined;
    if (name === undefined || !functions.has(name)) continue;
    rest += source.slice(at, node.start);
    if (!home.has(name) && !hot.has(name)) rest += text(name);
    at = node.end;
  }
  return first.map(text).join('') + rest + source.slice(at);
}

/** Names of the marked functions and of all that they use, the marked first, users before what they use. */
function reachable(functions: ReadonlyMap<string, TopFunction>, mark: RegExp): Set<string> {
  const uses = new Map<string, string[]>();
  for (const { name, users } of functions.values())
    for (const user of users) uses.set(user, [...(uses.get(user) ?? []), name]);
  const found = new Set([...functions.values()].filter(({ comment }) => mark.test(comment)).map(({ name }) => name));
  for (const name of found) {
    for (const used of uses.get(name) ?? []) if (!COLD.test(functions.get(used)!.comment)) found.add(used);
  }
  return found;
}

/** A name that the moved function uses must not be one that its new home declares itself. */
function refuseCapture(moved: TopFunction, into: TopFunction): void {
  const free = new Set<string>([moved.name]);
  const visit = (scope: TopFunction['scope'], bound: ReadonlySet<string>): void => {
    const inner = new Set([...bound, ...scope.declarations.keys()]);
    for (const { name } of scope.references) if (!inner.has(name)) free.add(name);
    for (const child of scope.children) visit(child, inner);
  };
  visit(moved.scope, new Set());
  // the body of a function is a block of its own
  const body = into.scope.children.find(({ node }) => node === into.node.body);
  const declared = [...into.scope.declarations.keys(), ...(body?.declarations.keys() ?? [])];
  const taken = declared.find((name) => free.has(name));
  if (taken !== undefined) {
    throw new BundleError(
      'bundle-sink',
      `"${moved.name}" cannot move into "${into.name}": "${taken}" means something else there; rename the local name`,
    );
  }
}
