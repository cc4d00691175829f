import {
  FLAG_BIT_CORNER,
  FLAG_BIT_CREEP,
  FLAG_BIT_ELEMENT,
  FLAG_BIT_FLOW_RANGE,
  FLAG_BIT_IDLE_FLOW,
  FLAG_BIT_LOCKED,
  FLAG_BIT_NOISE,
  FLAG_BIT_OVERLOAD,
  FLAG_BIT_OVERSHOOT,
  FLAG_BIT_PAIRING,
  FLAG_BIT_PHASE,
  FLAG_BIT_PROVISIONING,
  FLAG_BIT_PULSE_DEVIATION,
  FLAG_BIT_PULSE_LOSS,
  FLAG_BIT_SENSOR_FAULT,
  FLAG_BIT_SPAN,
  FLAG_BIT_TOTALISER,
  FLAG_BIT_UNDERLOAD,
  FLAG_BIT_UNSTABLE,
  FLAG_BIT_ZERO_DRIFT,
  FLAG_BIT_ZERO_RETURN,
  SEAL_STATE_BROKEN,
} from '@hengzhun/protocol';
import { type Symptom, symptomBit } from './symptoms.js';

/** Which symptom a flag is. Flags that are not here say nothing of the error: memory, supply, log, learning, warm-up, temperature. */
const symptomOfFlag: Readonly<Record<number, Symptom>> = {
  [FLAG_BIT_ZERO_DRIFT]: 'zero',
  [FLAG_BIT_ZERO_RETURN]: 'zero',
  [FLAG_BIT_UNDERLOAD]: 'zero',
  [FLAG_BIT_CREEP]: 'creep',
  [FLAG_BIT_NOISE]: 'noise',
  [FLAG_BIT_UNSTABLE]: 'noise',
  [FLAG_BIT_OVERLOAD]: 'overload',
  [FLAG_BIT_PHASE]: 'pulses',
  [FLAG_BIT_PULSE_LOSS]: 'pulses',
  [FLAG_BIT_OVERSHOOT]: 'preset',
  [FLAG_BIT_IDLE_FLOW]: 'preset',
  [FLAG_BIT_FLOW_RANGE]: 'preset',
  [FLAG_BIT_SENSOR_FAULT]: 'electronics',
  [FLAG_BIT_SPAN]: 'electronics',
  [FLAG_BIT_CORNER]: 'electronics',
  [FLAG_BIT_LOCKED]: 'tamper',
  [FLAG_BIT_PAIRING]: 'tamper',
  [FLAG_BIT_PULSE_DEVIATION]: 'tamper',
  [FLAG_BIT_TOTALISER]: 'tamper',
  [FLAG_BIT_ELEMENT]: 'tamper',
  [FLAG_BIT_PROVISIONING]: 'tamper',
};

const masks = Object.entries(symptomOfFlag).map(([bit, symptom]) => [Number(bit), symptomBit(symptom)] as const);

/** The mask of `symptoms` that a status frame's flags and seal state show. */
export function reportSymptoms(flags: number, sealState: number): number {
  let mask = sealState === SEAL_STATE_BROKEN ? symptomBit('tamper') : 0;
  // Most frames show nothing.
  if (flags === 0) return mask;
  for (const [bit, symptom] of masks) if ((flags >>> bit) % 2 === 1) mask |= symptom;
  return mask;
}
