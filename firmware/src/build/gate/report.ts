import type { Node } from 'acorn';

/** One place where the source leaves the language of the interpreter. */
export interface Violation {
  /** Stable identifier of the rule, for example `default-parameter`. */
  readonly rule: string;
  /** What the interpreter would do, and what to write instead. */
  readonly message: string;
  /** File, line (from 1) and column (from 0) in what was checked, or in the source when a map was given. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Called by a rule for each violation; the gate turns the node into a position. */
export type Report = (node: Node, rule: string, message: string) => void;

/** Violations as one message for people: file:line:column rule message, a line each. */
export function formatViolations(violations: readonly Violation[]): string {
  return violations.map((one) => `${one.file}:${one.line}:${one.column} ${one.rule}: ${one.message}`).join('\n');
}
