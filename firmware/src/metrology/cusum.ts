/**
 * One step of a two-sided tabular CUSUM (Page; NIST/SEMATECH handbook 6.3.2.3) on a standardised observation.
 * Four numbers from `at`: upper sum and the observations since it was last zero, lower sum and the same.
 * `reference` is k in standard deviations. The caller compares the sums with the decision interval h.
 */
export function cusumStep(sums: Float64Array, at: number, observation: number, reference: number): void {
  const up = sums[at] + observation - reference;
  const down = sums[at + 2] - observation - reference;
  if (up > 0) {
    sums[at] = up;
    sums[at + 1] += 1;
  } else {
    sums[at] = 0;
    sums[at + 1] = 0;
  }
  if (down > 0) {
    sums[at + 2] = down;
    sums[at + 3] += 1;
  } else {
    sums[at + 2] = 0;
    sums[at + 3] = 0;
  }
}
