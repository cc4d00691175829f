/** A value at a moment. */
interface Moment {
  readonly at: number;
  readonly value: number;
}

/**
 * A series of at most `most` points in which nothing that stands out is lost: time is cut into stretches, and of each the first, the last, the least
 * and the greatest value stay, as they are. A short series stays whole.
 * @param points in the order of time @param most 4 or more
 */
export function thinOut<Point extends Moment>(points: readonly Point[], most: number): readonly Point[] {
  if (points.length <= most) return points;
  const stretches = Math.max(1, Math.floor(most / 4));
  const from = points[0]!.at;
  const span = points.at(-1)!.at - from;
  // Where everything came at one moment, or nearly, time says nothing: then by number.
  const stretchOf = (index: number): number =>
    span > 0
      ? Math.min(stretches - 1, Math.floor((stretches * (points[index]!.at - from)) / span))
      : Math.floor((stretches * index) / points.length);
  const kept: Point[] = [];
  for (let first = 0; first < points.length; ) {
    const stretch = stretchOf(first);
    let last = first;
    let least = first;
    let greatest = first;
    while (last + 1 < points.length && stretchOf(last + 1) === stretch) {
      last++;
      if (points[last]!.value < points[least]!.value) least = last;
      if (points[last]!.value > points[greatest]!.value) greatest = last;
    }
    const indices = new Set([first, least, greatest, last].sort((a, b) => a - b));
    for (const index of indices) kept.push(points[index]!);
    first = last + 1;
  }
  return kept;
}
