/** Statements leave at the end of the turn in which they were made: resolves right after that. */
export function statementsSent(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
