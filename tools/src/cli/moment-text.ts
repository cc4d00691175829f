const offset = 8 * 3_600_000;

/** A moment as people of the regime's regions read it: `2026-11-27 10:05`, in +08:00 as their clocks show it. @param at ms since 1970 */
export function momentText(at: number): string {
  return new Date(at + offset).toISOString().slice(0, 16).replace('T', ' ');
}

/** Its date in +08:00. @param at ms since 1970 */
export function dateText(at: number): string {
  return momentText(at).slice(0, 10);
}
