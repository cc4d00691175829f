/**
 * Chooses whom to suspect in a fleet so that the expected share of the innocent among them stays below `rate`: the most likely first, as
 * long as the mean of their probabilities of being innocent allows it (Bayesian false discovery rate; Newton et al., Biostatistics 5, 2004).
 *
 * @param probabilities of each being out of tolerance, 0…1
 * @param rate greatest expected share of false alarms, 0…1
 * @returns indices of those chosen, the most likely first; equal ones in their order
 */
export function chooseByFalseDiscovery(probabilities: ArrayLike<number>, rate: number): number[] {
  const order = Array.from(probabilities, (_, index) => index);
  order.sort((a, b) => probabilities[b]! - probabilities[a]! || a - b);
  let innocent = 0;
  let chosen = 0;
  for (const [position, index] of order.entries()) {
    innocent += 1 - probabilities[index]!;
    if (innocent > rate * (position + 1)) break;
    chosen = position + 1;
  }
  return order.slice(0, chosen);
}
