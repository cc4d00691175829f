import type { Bilingual } from '../evaluation/levels.js';

/**
 * What an instrument says, or what its line shows, that often goes with a changed error without measuring it. Each counts once between two
 * measurements, and only ever raises the risk. The order gives the bits of a mask and never changes.
 */
export const symptoms = ['zero', 'creep', 'noise', 'overload', 'pulses', 'preset', 'electronics', 'tamper'] as const;

export type Symptom = (typeof symptoms)[number];

export const symptomText: Readonly<Record<Symptom, Bilingual>> = {
  zero: { zh: '零点漂移或回零不良', en: 'zero drift or poor zero return' },
  creep: { zh: '蠕变增大', en: 'creep' },
  noise: { zh: '示值噪声或不稳定', en: 'noise or an unstable indication' },
  overload: { zh: '过载', en: 'overload' },
  pulses: { zh: '脉冲或相位异常', en: 'lost pulses or phase errors' },
  preset: { zh: '定量过冲、停机流量或超流量范围', en: 'preset overshoot, flow while idle or outside its range' },
  electronics: { zh: '电子部件异常', en: 'electronics' },
  tamper: { zh: '疑似改动的迹象', en: 'signs of tampering' },
};

export const symptomBit = (symptom: Symptom): number => 2 ** symptoms.indexOf(symptom);

/** The symptoms of a mask. */
export function symptomsOf(mask: number): Symptom[] {
  return symptoms.filter((_, index) => (mask >> index) % 2 === 1);
}
