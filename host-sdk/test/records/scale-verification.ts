import type { Verification } from '../../src/index.js';

/** A verification of a scale at two loads, as found. */
export const scaleVerification: Verification = {
  id: 'V-1',
  instrument: '01'.repeat(17),
  kind: 'subsequent-verification',
  at: Date.parse('2026-05-01T09:30:00+08:00'),
  occasion: 'verification',
  points: [
    { quantity: 'mass', nominal: 500_000, error: -200, uncertainty: 80, limit: 500 },
    { quantity: 'mass', nominal: 3_000_000, error: 700, uncertainty: 120, limit: 1500 },
  ],
  outcome: 'pass',
  conditions: { temperature: 21.5 },
  standards: ['M1-500', 'M1-2000'],
  person: 'zhang',
  authority: 'simt',
};
