export const caseEntries = {} as const satisfies Record<string, readonly [string, string]>;
