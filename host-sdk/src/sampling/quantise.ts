/** Nine significant digits: what is written into the ledger and compared years later, on another machine. */
export function quantised(value: number): number {
  return Number(value.toPrecision(9));
}
