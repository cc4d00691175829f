/** How a part fails. */
export const failureKind = { none: 0, step: 1, growing: 2, intermittent: 3, pulser: 4, air: 5, valve: 6 } as const;

/** How a trader cheats. */
export const fraudKind = { none: 0, span: 1, oneKey: 2, encoder: 3, inserter: 4 } as const;
