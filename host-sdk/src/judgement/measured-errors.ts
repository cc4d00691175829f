import type { MeasurementEvidence } from '../estimation/evidence.js';
import type { MeasuredError } from './judgement.js';
import { judgedPoint } from './point-outlooks.js';

/** The errors that the last measurement with standards left, each with where it stands in the records. */
export function measuredErrors(measurement: MeasurementEvidence | undefined): MeasuredError[] {
  if (measurement === undefined) return [];
  const { how, at, source, found, left } = measurement;
  return (left ?? found).map((point) => {
    const { error, uncertainty } = point;
    return { ...judgedPoint(point), error, uncertainty, how, at, source };
  });
}
