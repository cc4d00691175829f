import type { CallExpression, Function as FunctionNode, Identifier, MemberExpression, Node } from 'acorn';
import { base, type RecursiveVisitors, recursive } from 'acorn-walk';
import { memberName } from './members.js';
import type { Report } from './report.js';
import { isInside, type PatternVisitor, resolve, type Scope } from './scopes.js';

/** Methods that call their argument before they return. */
const CALLS_AT_ONCE = new Set('forEach map filter some every reduce find findIndex sort replace call apply'.split(' '));
const HEADS = new Set(['ForStatement', 'ForInStatement', 'ForOfStatement']);

/**
 * Nothing is hoisted on the interpreter: a function or variable exists from its declaration on. This follows what runs
 * while a scope is being executed for the first time (the statements themselves and the functions they call, as far as
 * the names show it) and reports every use of a name of that scope before its declaration.
 */
export function checkHoisting(root: Scope, byNode: Map<Node, Scope>, report: Report): void {
  const visit = (owner: Scope): void => {
    followFrom(owner, byNode, report);
    checkBlocks(owner, report);
    owner.children.forEach(visit);
  };
  visit(root);
}

/** A `var` inside a block that is not entered declares nothing: later uses outside the block find another name or none. */
function checkBlocks(scope: Scope, report: Report): void {
  for (const { name, node } of scope.references) {
    const declaration = resolve(scope, name)?.declaration;
    if (declaration?.kind !== 'var' || declaration.block.isFunction) continue;
    // the body of the function itself and the head of a loop always run
    let block = declaration.block;
    while (block.parent !== undefined && HEADS.has(block.node.type)) block = block.parent;
    if (block.isFunction || (block.parent?.node as { body?: unknown } | undefined)?.body === block.node) continue;
    if (!isInside(scope, block)) {
      report(node, 'var-in-block', `"${name}" does not exist unless its block was entered; declare it outside`);
    }
  }
}

/** The code being followed. */
interface Walk {
  scope: Scope;
  /** Offset from which called code runs, that of the call in the owner's code; undefined in the owner's code itself. */
  position: number | undefined;
}

function followFrom(owner: Scope, byNode: Map<Node, Scope>, report: Report): void {
  const reported = new Set<Node>();
  const earliest = new Map<Node, number>();

  const use = (node: Identifier, walk: Walk): void => {
    const found = resolve(walk.scope, node.name);
    if (found?.scope !== owner || found.declaration.kind === 'parameter' || found.declaration.kind === 'catch') return;
    if ((walk.position ?? node.start) < found.declaration.from && !reported.has(node)) {
      reported.add(node);
      const message = `"${node.name}" is used before its declaration has run; nothing is hoisted on the interpreter`;
      report(node, 'use-before-definition', message);
    }
  };
  const run = (body: FunctionNode, position: number): void => {
    const scope = byNode.get(body);
    // the earliest call is the one that can fail; a later one adds nothing
    if (scope === undefined || (earliest.get(body) ?? Number.POSITIVE_INFINITY) <= position) return;
    earliest.set(body, position);
    recursive(body.body, { scope, position } satisfies Walk, visitors, base);
  };
  const enterBlock = (node: Node, walk: Walk, descend: (node: Node, state: Walk) => void): void => {
    const inner: Walk = { scope: byNode.get(node) ?? walk.scope, position: walk.position };
    base[node.type as 'BlockStatement']!(node as never, inner, descend as never);
  };
  const visitors: RecursiveVisitors<Walk> & PatternVisitor<Walk> = {
    Function() {
      // runs only when called
    },
    Identifier: use,
    VariablePattern(node, walk) {
      use(node, walk);
    },
    VariableDeclaration(node, walk, descend) {
      for (const declarator of node.declarations) if (declarator.init) descend(declarator.init, walk);
    },
    BlockStatement: enterBlock as never,
    ForStatement: enterBlock as never,
    ForInStatement: enterBlock as never,
    ForOfStatement: enterBlock as never,
    SwitchStatement: enterBlock as never,
    CatchClause(node, walk, descend) {
      descend(node.body, { scope: byNode.get(node) ?? walk.scope, position: walk.position });
    },
    MemberExpression(node, walk, descend) {
      descend(node.object, walk);
      if (node.computed) descend(node.property, walk);
    },
    CallExpression(node, walk, descend) {
      descend(node.callee, walk);
      for (const argument of node.arguments) descend(argument, walk);
      for (const body of calledBodies(node, walk.scope)) run(body, walk.position ?? node.start);
    },
  };
  const start = owner.node as Node & { body?: Node | Node[] };
  const walk: Walk = { scope: owner, position: undefined };
  if (owner.isFunction && start.type !== 'Program') recursive(start.body as Node, walk, visitors, base);
  else
    base[start.type as 'Program']!(start as never, walk, ((node: Node) =>
      recursive(node, walk, visitors, base)) as never);
}

/** The functions that a call runs before it returns, as far as the source shows it. */
function calledBodies(node: CallExpression, scope: Scope): FunctionNode[] {
  const bodies: FunctionNode[] = [];
  const add = (candidate: Node): void => {
    if (candidate.type === 'FunctionExpression' || candidate.type === 'ArrowFunctionExpression') {
      bodies.push(candidate as FunctionNode);
    } else if (candidate.type === 'Identifier') {
      const body = resolve(scope, (candidate as Identifier).name)?.declaration.body;
      if (body) bodies.push(body);
    }
  };
  const callee = node.callee as Node;
  if (callee.type !== 'MemberExpression') {
    add(callee);
    return bodies;
  }
  const name = memberName(callee as MemberExpression);
  if (name !== undefined && CALLS_AT_ONCE.has(name)) {
    for (const argument of node.arguments) add(argument);
    if (name === 'call' || name === 'apply') add((callee as MemberExpression).object);
  }
  return bodies;
}
