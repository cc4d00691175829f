/** Six decimals of a probability: as much as is stated, the same on every machine. */
export const sixDecimals = (value: number): number => Math.round(value * 1e6) / 1e6;

/** Three decimals: of mg and mL more than anybody measures. */
export const threeDecimals = (value: number): number => Math.round(value * 1e3) / 1e3;
