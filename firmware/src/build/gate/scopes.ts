import type { Function as FunctionNode, Identifier, Node } from 'acorn';
import { base, type RecursiveVisitors, recursive } from 'acorn-walk';

/** A name declared in a function, a block, or the whole program. */
export interface Declaration {
  readonly name: string;
  readonly kind: 'var' | 'let' | 'const' | 'function' | 'parameter' | 'catch';
  /** Offset from which the name has its value on an interpreter that hoists nothing. */
  readonly from: number;
  /** The innermost block around the declaration. */
  readonly block: Scope;
  /** The function behind the name, when the declaration shows it. */
  readonly body?: FunctionNode;
}

/** A use of a name that is not a declaration. */
export interface Reference {
  readonly name: string;
  readonly node: Identifier;
}

/** One function, block, or the program, with what it declares and uses directly. */
export interface Scope {
  readonly node: Node;
  readonly parent: Scope | undefined;
  readonly isFunction: boolean;
  readonly declarations: Map<string, Declaration>;
  readonly references: Reference[];
  readonly children: Scope[];
}

/** The walker's kind for a name that is assigned to, which its types leave out. */
export interface PatternVisitor<State> {
  VariablePattern(node: Identifier, state: State): void;
}

function isFunctionNode(node: Node | null | undefined): node is FunctionNode {
  return (
    node?.type === 'FunctionExpression' ||
    node?.type === 'ArrowFunctionExpression' ||
    node?.type === 'FunctionDeclaration'
  );
}

/** The function (or program) around a scope: where `var` declares. */
function functionOf(scope: Scope): Scope {
  let at = scope;
  while (!at.isFunction && at.parent !== undefined) at = at.parent;
  return at;
}

function declare(target: Scope, declaration: Declaration): void {
  const known = target.declarations.get(declaration.name);
  if (known === undefined || declaration.from < known.from) target.declarations.set(declaration.name, declaration);
}

/** Declarations and references of a program, scope by scope. */
export function analyseScopes(program: Node): { root: Scope; byNode: Map<Node, Scope> } {
  const byNode = new Map<Node, Scope>();
  const create = (node: Node, parent: Scope | undefined, isFunction: boolean): Scope => {
    const scope: Scope = { node, parent, isFunction, declarations: new Map(), references: [], children: [] };
    parent?.children.push(scope);
    byNode.set(node, scope);
    return scope;
  };
  const enterBlock = (node: Node, scope: Scope, walk: (node: Node, state: Scope) => void): void => {
    base[node.type as 'BlockStatement']!(node as never, create(node, scope, false), walk as never);
  };
  const visitors: RecursiveVisitors<Scope> & PatternVisitor<Scope> = {
    Function(node, scope, walk) {
      if (node.type === 'FunctionDeclaration' && node.id) {
        declare(scope, { name: node.id.name, kind: 'function', from: node.start, block: scope, body: node });
      }
      const inner = create(node, scope, true);
      if (node.type === 'FunctionExpression' && node.id) {
        declare(inner, { name: node.id.name, kind: 'parameter', from: node.start, block: inner });
      }
      for (const parameter of node.params) {
        if (parameter.type === 'Identifier') {
          declare(inner, { name: parameter.name, kind: 'parameter', from: node.start, block: inner });
        } else {
          walk(parameter, inner);
        }
      }
      walk(node.body, inner);
    },
    VariableDeclaration(node, scope, walk) {
      for (const { id, init, start } of node.declarations) {
        if (id.type === 'Identifier') {
          declare(node.kind === 'var' ? functionOf(scope) : scope, {
            name: id.name,
            kind: node.kind as 'var',
            from: start,
            block: scope,
            ...(isFunctionNode(init) ? { body: init } : {}),
          });
        } else {
          walk(id, scope);
        }
        if (init) walk(init, scope);
      }
    },
    BlockStatement: enterBlock as never,
    ForStatement: enterBlock as never,
    ForInStatement: enterBlock as never,
    ForOfStatement: enterBlock as never,
    SwitchStatement: enterBlock as never,
    CatchClause(node, scope, walk) {
      const inner = create(node, scope, false);
      if (node.param?.type === 'Identifier') {
        declare(inner, { name: node.param.name, kind: 'catch', from: node.param.start, block: inner });
      }
      walk(node.body, inner);
    },
    Identifier(node, scope) {
      scope.references.push({ name: node.name, node });
    },
    VariablePattern(node, scope) {
      scope.references.push({ name: node.name, node });
    },
    MemberExpression(node, scope, walk) {
      walk(node.object, scope);
      if (node.computed) walk(node.property, scope);
    },
  };
  const root = create(program, undefined, true);
  recursive(program, root, visitors, base);
  return { root, byNode };
}

/** The scope that declares a name seen from `scope`, if any does. */
export function resolve(scope: Scope, name: string): { scope: Scope; declaration: Declaration } | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const declaration = at.declarations.get(name);
    if (declaration !== undefined) return { scope: at, declaration };
  }
  return undefined;
}

/** Whether `scope` is `outer` or lies inside it. */
export function isInside(scope: Scope, outer: Scope): boolean {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) if (at === outer) return true;
  return false;
}
