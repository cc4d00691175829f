/** A piece of a script that another text takes the place of; an insertion where start and end are one. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Makes edits that do not overlap. Of insertions at one place the later one stands first. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  let out = source;
  for (const { start, end, text } of [...edits].sort((a, b) => b.start - a.start))
    out = out.slice(0, start) + text + out.slice(end);
  return out;
}
