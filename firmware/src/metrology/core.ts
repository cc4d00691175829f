import type { Core } from '../shell/core.js';
import { setParameter } from '../shell/set-parameter.js';
import { checkReference } from './check.js';
import { createScale, resetBaseline } from './create.js';
import { indicatedIntervals } from './indication.js';
import { SCALE_PARAMETERS } from './parameters.js';
import { periodScale } from './period.js';
import { restoreScale, saveScale } from './snapshot.js';
import type { ScaleState } from './types.js';

/**
 * The self-assessment of a scale as the shell drives it.
 *
 * @param list the integers of provisioning (`parameters.ts`); undefined is given back when they are not a scale's
 * @cold
 */
export function createScaleCore(list: number[]): Core<ScaleState, Int32Array> | undefined {
  if (list.length !== SCALE_PARAMETERS) return undefined;
  const parameters = new Int32Array(list);
  return {
    state: createScale(parameters),
    parameters: parameters,
    set: setParameter,
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
