import type { Core } from '../shell/core.js';
import { checkReference } from './check.js';
import { createScale, resetBaseline } from './create.js';
import { indicatedIntervals } from './indication.js';
import { periodScale } from './period.js';
import { restoreScale, saveScale } from './snapshot.js';
import type { ScaleState } from './types.js';

/** The self-assessment of a scale as the shell drives it. `list`: the integers of provisioning (`parameters.ts`). */
export function createScaleCore(list: number[]): Core<ScaleState, Int32Array> {
  const parameters = new Int32Array(list);
  return {
    state: createScale(parameters),
    parameters: parameters,
    period: periodScale,
    save: saveScale,
    restore: restoreScale,
    reset: resetBaseline,
    indication: indicatedIntervals,
    check: checkReference,
    nozzles: 0,
    nozzle: () => '',
  };
}
