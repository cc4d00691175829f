import {
  briefDispenser,
  createDispenser,
  type DispenserState,
  nozzleState,
  restoreDispenser,
  resumeDispenser,
  saveDispenser,
} from '../../src/dispensing/index.js';
import type { Rig } from './rig.js';

export const FLAG = (bit: number) => (1 << bit) >>> 0;
export const LEARNING = FLAG(9);
export const LOCKED = FLAG(22);
export const PAIRING = FLAG(24);
export const DEVIATION = FLAG(25);
export const PHASE = FLAG(26);
export const LOSS = FLAG(27);
export const IDLE = FLAG(28);
export const FLOW = FLAG(29);
export const OVERSHOOT = FLAG(30);
export const TWENTY_LITRES = 8000;
export const flags = (rig: Rig) => (rig.state.flags & ~LEARNING) >>> 0;
export const channel = (rig: Rig, identifier: number, nozzle = 0) => {
  nozzleState(rig.state, rig.parameters, nozzle);
  return rig.state.channels.find((one) => one.identifier === identifier)!;
};
export const reboot = (rig: Rig): DispenserState => {
  const again = createDispenser(rig.parameters);
  restoreDispenser(again, rig.parameters, saveDispenser(rig.state));
  resumeDispenser(again, rig.parameters, briefDispenser(rig.state));
  rig.state = again;
  rig.time = 0;
  for (const count of rig.counts) Object.assign(count, { up: 0, down: 0, phase: 0 });
  return again;
};
