import { SPAN_PHASE } from './layout.js';
import type { ScaleState } from './types.js';

/** The driver says: what `spanWanted` asked for acts now. */
export function beginSpan(state: ScaleState): void {
  state.work[SPAN_PHASE] = 2;
}

/** The driver says: it acts no more; what comes now is the load again. */
export function endSpan(state: ScaleState): void {
  state.work[SPAN_PHASE] = 0;
}
