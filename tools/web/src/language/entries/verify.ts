export const verifyEntries = {} as const satisfies Record<string, readonly [string, string]>;
