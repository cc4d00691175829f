import type { PlanKind, PlanRequest } from '../../api/types.js';
import { parseDecimal } from '../../components/decimal.js';

/** A plan as it is being typed: qualities and risks in percent. */
export interface PlanTexts {
  readonly kind: PlanKind;
  readonly lotSize: string;
  readonly producerQuality: string;
  readonly producerRisk: string;
  readonly consumerQuality: string;
  readonly consumerRisk: string;
}

/** What is asked of the server; undefined until all four numbers are there and the good quality is better than the bad one. */
export function planRequest(texts: PlanTexts): PlanRequest | undefined {
  const share = (text: string) => {
    const value = parseDecimal(text, -2);
    return value !== undefined && value > 0 && value < 1 ? value : undefined;
  };
  const producerQuality = share(texts.producerQuality);
  const producerRisk = share(texts.producerRisk);
  const consumerQuality = share(texts.consumerQuality);
  const consumerRisk = share(texts.consumerRisk);
  if (producerQuality === undefined || producerRisk === undefined) return undefined;
  if (consumerQuality === undefined || consumerRisk === undefined || producerQuality >= consumerQuality)
    return undefined;
  // Plans by variables and sequential ones are those of a process.
  const forLot = texts.kind === 'single' || texts.kind === 'double';
  const lotSize = forLot ? parseDecimal(texts.lotSize) : undefined;
  return {
    kind: texts.kind,
    points: { producerQuality, producerRisk, consumerQuality, consumerRisk },
    ...(lotSize !== undefined && Number.isInteger(lotSize) && lotSize > 0 && { lotSize }),
  };
}
