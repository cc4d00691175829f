/**
 * One step of an exponentially weighted moving average with weight numerator / denominator (an integer ratio, because
 * the interpreter does not read decimal fractions exactly). In control its standard deviation tends to
 * sqrt(weight / (2 - weight)) of the observation's.
 */
export function ewmaStep(average: number, observation: number, numerator: number, denominator: number): number {
  return average + ((observation - average) * numerator) / denominator;
}
