import { type Comment, type FunctionDeclaration, type Program, parse } from 'acorn';
import { analyseScopes, resolve, type Scope } from './gate/scopes.js';
import { calleesIn } from './places.js';

/** A function declared at the top of a script, and how the rest of the script uses it. */
export interface TopFunction {
  readonly name: string;
  readonly node: FunctionDeclaration;
  readonly scope: Scope;
  /** The comment that ends where the declaration begins. */
  readonly comment: string;
  /**
   * Names of top-level functions that call this one while they run; '' stands for code outside of functions, and for whoever may
   * call it later: it is used as a value, or by a function that is one.
   */
  readonly users: Set<string>;
}

/** A script with its top-level functions by name, in the order in which they stand. */
export interface ScriptFunctions {
  readonly program: Program;
  readonly root: Scope;
  readonly functions: ReadonlyMap<string, TopFunction>;
}

/** Reads which top-level function of a script uses which. */
export function readFunctions(source: string): ScriptFunctions {
  const comments: Comment[] = [];
  const program = parse(source, { ecmaVersion: 'latest', sourceType: 'module', onComment: comments });
  const { root, byNode } = analyseScopes(program);
  const functions = new Map<string, TopFunction>();
  for (const node of program.body) {
    if (node.type !== 'FunctionDeclaration') continue;
    const before = comments.filter(({ end }) => end <= node.start && !/\S/.test(source.slice(end, node.start))).at(-1);
    functions.set(node.id.name, {
      name: node.id.name,
      node: node as FunctionDeclaration,
      scope: byNode.get(node)!,
      comment: before?.value ?? '',
      users: new Set(),
    });
  }
  const called = calleesIn(program);
  const visit = (scope: Scope, inside: string): void => {
    const own = scope.parent === root ? (scope.node as FunctionDeclaration).id?.name : undefined;
    const user = own !== undefined && functions.get(own)?.node === scope.node ? own : inside;
    for (const { name, node } of scope.references) {
      const used = functions.get(name);
      if (!used || resolve(scope, name)?.scope !== root) continue;
      if (user !== name) used.users.add(called.has(node) ? user : '');
    }
    for (const child of scope.children) visit(child, child.isFunction ? '' : user);
  };
  visit(root, '');
  return { program, root, functions };
}

/**
 * The function through which every use of a function leads, for each that has one: its immediate dominator in the graph of uses. What
 * is used outside of functions, or by functions without a common one, has none.
 */
export function dominators(functions: ReadonlyMap<string, TopFunction>): Map<string, string> {
  const names = [...functions.keys()];
  const all = new Set(['', ...names]);
  const over = new Map<string, Set<string>>(names.map((name) => [name, all]));
  over.set('', new Set(['']));
  for (let changed = true; changed; ) {
    changed = false;
    for (const name of names) {
      let common: Set<string> | undefined;
      for (const user of functions.get(name)!.users) {
        const theirs = over.get(user)!;
        common = common === undefined ? new Set(theirs) : new Set([...common].filter((one) => theirs.has(one)));
      }
      common ??= new Set(['']);
      common.add(name);
      if (common.size !== over.get(name)!.size) {
        over.set(name, common);
        changed = true;
      }
    }
  }
  const found = new Map<string, string>();
  for (const name of names) {
    // the nearest is the one that all others dominate
    const strict = [...over.get(name)!].filter((one) => one !== name && one !== '');
    const nearest = strict.sort((a, b) => over.get(b)!.size - over.get(a)!.size)[0];
    if (nearest !== undefined) found.set(name, nearest);
  }
  return found;
}
