export const lotEntries = {} as const satisfies Record<string, readonly [string, string]>;
