export const instrumentEntries = {} as const satisfies Record<string, readonly [string, string]>;
