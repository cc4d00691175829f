export const sheetEntries = {} as const satisfies Record<string, readonly [string, string]>;
