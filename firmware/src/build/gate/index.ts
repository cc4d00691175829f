import { SourceMap, type SourceMapPayload } from 'node:module';
import {
  type CallExpression,
  type Comment,
  type Literal,
  type MemberExpression,
  type Node,
  type Program,
  parse,
  type Token,
} from 'acorn';
import { full } from 'acorn-walk';
import { checkHoisting } from './hoisting.js';
import { checkLiteral } from './literals.js';
import { checkLoopClosures } from './loops.js';
import { checkCall, checkMember } from './members.js';
import { checkArguments, checkGlobals, checkNameLength } from './names.js';
import type { Report, Violation } from './report.js';
import { analyseScopes } from './scopes.js';
import { SYNTAX_RULES } from './syntax.js';

export { formatViolations, type Violation } from './report.js';

export interface LanguageCheckOptions {
  /** Name shown where no source map leads further. */
  readonly file: string;
  /** Source map of the code, so that positions name what a person wrote. */
  readonly map?: SourceMapPayload;
}

/**
 * The language gate: every place of a bundle that Espruino's interpreter (2v29) would refuse or silently read as something
 * else, as far as syntax shows it. An empty array means that the bundle is inside the language.
 *
 * @param source one script, as it would be written to flash
 */
export function checkLanguage(source: string, options: LanguageCheckOptions): Violation[] {
  const violations: Violation[] = [];
  const map = options.map ? new SourceMap(options.map) : undefined;
  const place = (line: number, column: number): Pick<Violation, 'file' | 'line' | 'column'> => {
    const entry = map?.findEntry(line - 1, column);
    if (entry !== undefined && 'originalSource' in entry && entry.originalSource) {
      return { file: entry.originalSource, line: entry.originalLine + 1, column: entry.originalColumn };
    }
    return { file: options.file, line, column };
  };
  const comments: Comment[] = [];
  const tokens: Token[] = [];
  let program: Program;
  try {
    program = parse(source, {
      ecmaVersion: 'latest',
      sourceType: 'script',
      locations: true,
      onComment: comments,
      onToken: tokens,
    });
  } catch (error) {
    const { loc, message } = error as { loc?: { line: number; column: number }; message: string };
    return [{ rule: 'syntax', message, ...place(loc?.line ?? 1, loc?.column ?? 0) }];
  }
  const report: Report = (node, rule, message) => {
    violations.push({ rule, message, ...place(node.loc?.start.line ?? 1, node.loc?.start.column ?? 0) });
  };
  checkCharacters(blankComments(source, comments), (line, column) =>
    violations.push({
      rule: 'non-ascii',
      message: 'strings are bytes on most boards; write escapes',
      ...place(line, column),
    }),
  );
  full(program, (node) => checkNode(node, report, source));
  const { root, byNode } = analyseScopes(program);
  checkHoisting(root, byNode, report);
  checkGlobals(root, report);
  checkArguments(root, report);
  for (const token of tokens) checkNameLength(token, report);
  return violations.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
}

function checkNode(node: Node, report: Report, source: string): void {
  SYNTAX_RULES[node.type]?.(node as never, report, source);
  switch (node.type) {
    case 'Literal':
      checkLiteral(node as Literal, report);
      break;
    case 'MemberExpression':
      checkMember(node as MemberExpression, report);
      break;
    case 'CallExpression':
    case 'NewExpression':
      checkCall(node as CallExpression, report);
      break;
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
      checkLoopClosures(node, report);
      break;
  }
}

/** Comments never reach the interpreter, so that a Chinese term may stand in them. */
function blankComments(source: string, comments: readonly Comment[]): string {
  let text = source;
  for (const { start, end } of comments) {
    text = text.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, ' ') + text.slice(end);
  }
  return text;
}

function checkCharacters(source: string, found: (line: number, column: number) => void): void {
  source.split('\n').forEach((text, index) => {
    const column = text.search(/[^\t\r\x20-\x7e]/);
    if (column >= 0) found(index + 1, column);
  });
}
