export const aroundEntries = {} as const satisfies Record<string, readonly [string, string]>;
