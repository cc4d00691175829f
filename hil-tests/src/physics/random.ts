/** Seeded pseudo-random numbers: the same seed gives the same signal on every machine. */
export interface Random {
  /** Uniform in 0 (included) to 1 (excluded). */
  uniform(): number;
  /** Standard normal deviate, from a table of 16384 quantiles (at most 4.0 standard deviations). */
  normal(): number;
  /** Exponential with mean 1. */
  exponential(): number;
}

/** Acklam's rational approximation of the normal quantile, relative error below 1.2e-9. */
function normalQuantile(p: number): number {
  const a = [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716];
  const b = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572];
  const c = [-0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968];
  const d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416];
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    const top = ((((c[0]! * q + c[1]!) * q + c[2]!) * q + c[3]!) * q + c[4]!) * q + 2.938163982698783;
    return top / ((((d[0]! * q + d[1]!) * q + d[2]!) * q + d[3]!) * q + 1);
  }
  const q = p - 0.5;
  const r = q * q;
  const top = (((((a[0]! * r + a[1]!) * r + a[2]!) * r + a[3]!) * r + a[4]!) * r + 2.506628277459239) * q;
  return top / (((((b[0]! * r + b[1]!) * r + b[2]!) * r + b[3]!) * r + b[4]!) * r + 1);
}

const QUANTILES = 16384;
const quantiles = new Float64Array(QUANTILES);
for (let i = 0; i < QUANTILES; i++) quantiles[i] = normalQuantile((i + 0.5) / QUANTILES);

/** Generator sfc32, started from one integer seed. */
export function createRandom(seed: number): Random {
  let a = seed | 0;
  let b = 0x9e3779b9 | 0;
  let c = 0x243f6a88 | 0;
  let counter = 1;
  const word = (): number => {
    const result = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + result;
    c |= 0;
    return result;
  };
  for (let i = 0; i < 16; i++) word();
  return {
    uniform: () => (word() >>> 0) / 4294967296,
    normal: () => quantiles[word() >>> 18]!,
    exponential: () => -Math.log(1 - (word() >>> 0) / 4294967296),
  };
}
