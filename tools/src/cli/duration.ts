const unitSeconds = { ms: 0.001, s: 1, m: 60, min: 60, h: 3600, d: 86_400 } as const;
const longestSeconds = 366 * 86_400;

/**
 * Reads a duration: a number with a unit (`500ms`, `30s`, `5m` or `5min`, `2h`, `1d`), or several joined (`1h30m`);
 * a bare number is seconds. Returns milliseconds, or undefined when it is none, is zero, or is longer than 366 days.
 */
export function parseDuration(text: string): number | undefined {
  const bare = /^\d+(?:\.\d+)?$/.test(text);
  if (!bare && !/^(?:\d+(?:\.\d+)?(?:ms|min|s|m|h|d))+$/.test(text)) return undefined;
  let seconds = 0;
  if (bare) seconds = Number(text);
  else {
    for (const [, number, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|min|s|m|h|d)/g)) {
      seconds += Number(number) * unitSeconds[unit as keyof typeof unitSeconds];
    }
  }
  const milliseconds = Math.round(seconds * 1000);
  return milliseconds > 0 && seconds <= longestSeconds ? milliseconds : undefined;
}

/** A span of time as people read a clock: `0:00:07`, `3:05:00`, `2 d 3:05:00`. */
export function formatSpan(milliseconds: number): string {
  const total = Math.floor(milliseconds / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  const days = Math.floor(total / 86_400);
  const clock = `${Math.floor(total / 3600) % 24}:${two(Math.floor(total / 60) % 60)}:${two(total % 60)}`;
  return days > 0 ? `${days} d ${clock}` : clock;
}
