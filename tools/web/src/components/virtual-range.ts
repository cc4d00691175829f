/** Which rows of a long list are drawn. */
export interface VirtualRange {
  /** First row drawn, and the one after the last. */
  readonly first: number;
  readonly end: number;
}

/** Rows of one height that show in a window of `height` at `top`, with some spare on both sides so that quick scrolling does not flash. */
export function virtualRange(top: number, height: number, rowHeight: number, count: number, spare = 12): VirtualRange {
  const first = Math.max(0, Math.min(count, Math.floor(top / rowHeight) - spare));
  const end = Math.min(count, Math.ceil((top + height) / rowHeight) + spare);
  return { first, end: Math.max(first, end) };
}
