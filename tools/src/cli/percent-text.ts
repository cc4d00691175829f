/** A share as people read it: `4.85 %`, three significant digits. */
export const percentText = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;
