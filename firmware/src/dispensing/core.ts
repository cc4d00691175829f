import type { Core } from '../shell/core.js';
import { briefDispenser, resumeDispenser } from './brief.js';
import { checkDispenser } from './check.js';
import { createDispenser } from './create.js';
import { unlockDispenser } from './lock.js';
import { indicationOf, nozzleState } from './nozzle-state.js';
import { reinitialiseNozzle } from './pairing.js';
import { dispenserParametersOf, setDispenserParameter } from './parameter-list.js';
import { NOZZLES } from './parameters.js';
import { periodDispenser } from './period.js';
import { resetDispenser } from './reset.js';
import { restoreDispenser, saveDispenser } from './snapshot.js';
import type { DispenserParameters, DispenserState } from './types.js';

/**
 * The self-assessment of a dispenser as the shell drives it. `list`: the integers of provisioning (`parameters.ts`); undefined when
 * they are no dispenser's.
 * @cold
 */
export function createDispenserCore(list: number[]): Core<DispenserState, DispenserParameters> | undefined {
  const parameters = dispenserParametersOf(list);
  if (!parameters) return undefined;
  return {
    state: createDispenser(parameters),
    parameters: parameters,
    set: setDispenserParameter,
    period: periodDispenser,
    save: saveDispenser,
    restore: restoreDispenser,
    brief: briefDispenser,
    resume: resumeDispenser,
    unlock: unlockDispenser,
    reinitialise: reinitialiseNozzle,
    reset: resetDispenser,
    indication: indicationOf,
    check: checkDispenser,
    nozzles: parameters[NOZZLES],
    nozzle: nozzleState,
  };
}
