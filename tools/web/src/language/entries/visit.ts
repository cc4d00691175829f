export const visitEntries = {} as const satisfies Record<string, readonly [string, string]>;
