import type { Node, SwitchStatement } from 'acorn';
import { leadingFunction } from '../wrap-functions.js';
import type { Report } from './report.js';

type Rule = (node: never, report: Report, source: string) => void;
interface FunctionLike extends Node {
  async: boolean;
  generator: boolean;
  params: Node[];
}

function checkFunction(node: FunctionLike, report: Report): void {
  if (node.async) report(node, 'async', 'there are no async functions; use callbacks');
  if (node.generator) report(node, 'generator', 'there are no generators');
}

function refuse(rule: string, message: string): Rule {
  return ((node: Node, report: Report) => report(node, rule, message)) as Rule;
}

/** One function for each kind of node that can leave the language. */
export const SYNTAX_RULES: Record<string, Rule> = {
  FunctionDeclaration: checkFunction as Rule,
  FunctionExpression: checkFunction as Rule,
  ArrowFunctionExpression: checkFunction as Rule,
  AssignmentPattern: refuse('default-parameter', 'there are no default values; test for undefined'),
  RestElement: refuse('rest', 'there are no rest parameters or patterns; use arguments'),
  SpreadElement: refuse('spread', 'there is no spread; use concat, apply or Object.assign'),
  ObjectPattern: refuse('destructuring', 'destructuring misparses; read the fields one by one'),
  ArrayPattern: refuse('destructuring', 'destructuring misparses; read the elements one by one'),
  ChainExpression: refuse('optional-chaining', 'there is no ?.; test for undefined'),
  AwaitExpression: refuse('async', 'there is no await; use callbacks'),
  YieldExpression: refuse('generator', 'there is no yield'),
  LabeledStatement: refuse('label', 'labels are not known (and { a: 1 } as a statement is read as one)'),
  ClassDeclaration: refuse(
    'class',
    'fields are shared, chains recurse, inheritance breaks: use plain objects and functions',
  ),
  ClassExpression: refuse(
    'class',
    'fields are shared, chains recurse, inheritance breaks: use plain objects and functions',
  ),
  TaggedTemplateExpression: refuse('tagged-template', 'there are no tagged templates'),
  WithStatement: refuse('with', 'there is no with'),
  MetaProperty: refuse('meta-property', 'there is no new.target or import.meta'),
  ImportExpression: refuse('import', 'there is no import()'),
  ImportDeclaration: refuse('import', 'the bundle must be one script'),
  ExportNamedDeclaration: refuse('export', 'the bundle must be one script without exports'),
  ExportDefaultDeclaration: refuse('export', 'the bundle must be one script without exports'),
  ExportAllDeclaration: refuse('export', 'the bundle must be one script without exports'),
  DebuggerStatement: refuse('debugger', 'it stops the instrument'),
  PrivateIdentifier: refuse('class', 'there are no private fields'),

  BinaryExpression: ((node: Node & { operator: string }, report: Report) => {
    if (node.operator === '**') report(node, 'exponent', 'there is no **, and Math.pow is inexact; multiply');
    if (node.operator === 'instanceof')
      report(node, 'instanceof', 'answers differ for built-in kinds; carry a code field');
  }) as Rule,
  AssignmentExpression: ((
    node: Node & { operator: string; left: Node & { computed?: boolean; property?: Node & { name?: string } } },
    report: Report,
  ) => {
    if (node.operator === '**=') report(node, 'exponent', 'there is no **=; multiply');
    if (['??=', '||=', '&&='].includes(node.operator)) {
      report(node, 'logical-assignment', `there is no ${node.operator}; write the test`);
    }
    if (node.left.type === 'MemberExpression' && !node.left.computed && node.left.property?.name === 'length') {
      report(node, 'length-assignment', 'length cannot be assigned; use splice or a new array');
    }
  }) as Rule,
  Property: ((node: Node & { kind: string; computed: boolean }, report: Report) => {
    if (node.computed) report(node, 'computed-key', 'there are no computed keys; assign the field afterwards');
    if (node.kind !== 'init') report(node, 'accessor', 'exceptions inside accessors vanish; use a function');
  }) as Rule,
  SwitchStatement: ((node: SwitchStatement, report: Report) => {
    const at = node.cases.findIndex((one) => one.test === null);
    if (at >= 0 && at < node.cases.length - 1) {
      report(node.cases[at + 1]!, 'case-after-default', 'default must be the last case');
    }
  }) as Rule,
  ReturnStatement: ((node: Node & { argument: Node | null }, report: Report, source: string) => {
    if (node.argument !== null) return;
    const rest = source.slice(node.start + 'return'.length).replace(/^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*/, '');
    if (!/^[;})]/.test(rest) && rest !== '' && !/^(case|default)\b/.test(rest)) {
      report(node, 'return-newline', 'a value on the line after return is returned; write return;');
    }
  }) as Rule,
  ForStatement: ((node: Node & { init: Node | null }, report: Report, source: string) => {
    if (node.init && / in /.test(source.slice(node.init.start, node.init.end))) {
      report(node.init, 'in-operator', 'the operator in cannot stand in the head of a for');
    }
    if (leadingFunction(node.init)) {
      report(node.init!, 'for-function', 'a function at the beginning of a for is read as a declaration; wrap it');
    }
  }) as Rule,
};
