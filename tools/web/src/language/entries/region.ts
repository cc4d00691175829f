export const regionEntries = {} as const satisfies Record<string, readonly [string, string]>;
