const states = ['normal', 'attention', 'alarm', 'inoperative'] as const;

/** Name of a self-state 自评 (0..3); of a number that this version does not know: `unknown`. */
export function selfStateName(state: number): string {
  return states[state] ?? 'unknown';
}

/** Name of a kind of instrument for the catalogue. */
export function kindName(kind: number | undefined): string {
  return kind === 1 || kind === 2 ? String(kind) : 'unknown';
}

const ranks: Readonly<Record<string, number>> = {
  'out-of-tolerance': 4,
  warning: 3,
  attention: 2,
  unknown: 1,
  normal: 0,
};

/** The worse, the larger; what is not known stands above normal. */
export function levelRank(level: string): number {
  return ranks[level] ?? 1;
}
