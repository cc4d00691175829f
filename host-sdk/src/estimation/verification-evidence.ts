import { massLimit, volumeLimit } from '../evaluation/check-judgement.js';
import type { TestPointResult, Verification } from '../records/verification.js';
import type { InstrumentData } from '../registry/records.js';
import type { MeasuredPoint, MeasurementEvidence } from './evidence.js';
import type { TestPoint } from './new-estimate.js';

/**
 * A verification as evidence: errors against the maximum permissible errors **in service**, which are what is asked of an instrument between
 * verifications, whatever limits the verification itself was judged by.
 *
 * @param source identifier of the record
 */
export function verificationEvidence(
  verification: Verification,
  data: InstrumentData,
  source: string,
  renewed = false,
): MeasurementEvidence {
  const { at, kind: how, points, pointsAfter } = verification;
  const measured = (point: TestPointResult): MeasuredPoint => {
    const { error, uncertainty } = point;
    const step = point.quantity === 'mass' ? (data.scaleInterval ?? data.verificationInterval) : undefined;
    const whole = step !== undefined && error % step === 0;
    return {
      ...testPoint(point, verification.occasion, data),
      error,
      uncertainty,
      ...(whole ? { resolution: step } : {}),
    };
  };
  return {
    kind: 'measurement',
    at,
    how,
    found: points.map(measured),
    ...(pointsAfter === undefined ? {} : { left: pointsAfter.map(measured) }),
    ...(renewed ? { renewed } : {}),
    source,
  };
}

function testPoint(point: TestPointResult, occasion: Verification['occasion'], data: InstrumentData): TestPoint {
  const { quantity, nominal, nozzle = 0, flow = 0 } = point;
  if (quantity === 'volume') return { nominal, nozzle, flow, limit: nominal > 0 ? volumeLimit(nominal) : point.limit };
  return { nominal, nozzle: -1, flow: 0, limit: serviceLimit(point, occasion, data) };
}

/** R 76-1 §3.5.2: in service twice the limit at verification; by the class where it is known, else by what the verification says. */
function serviceLimit(
  { nominal, limit }: TestPointResult,
  occasion: Verification['occasion'],
  data: InstrumentData,
): number {
  const { accuracyClass, verificationInterval, maximumCapacity } = data;
  const known = accuracyClass !== undefined && verificationInterval !== undefined;
  if (known && nominal <= (maximumCapacity ?? Number.POSITIVE_INFINITY)) {
    return massLimit(nominal, accuracyClass, verificationInterval, 'in-service');
  }
  return occasion === 'verification' ? 2 * limit : limit;
}

/** Where an instrument is followed before it was ever measured: Max of a scale, a delivery of each nozzle. Empty where the data say neither. */
export function assumedPoints(data: InstrumentData): TestPoint[] {
  const { accuracyClass = 3, maximumCapacity, verificationInterval, nozzles } = data;
  if (nozzles !== undefined) {
    return nozzles.map(({ maximumFlow }, nozzle) => {
      const nominal = 20_000;
      return { nominal, nozzle, flow: maximumFlow, limit: volumeLimit(nominal) };
    });
  }
  if (maximumCapacity === undefined || verificationInterval === undefined) return [];
  const limit = massLimit(maximumCapacity, accuracyClass, verificationInterval, 'in-service');
  return [{ nominal: maximumCapacity, nozzle: -1, flow: 0, limit }];
}
