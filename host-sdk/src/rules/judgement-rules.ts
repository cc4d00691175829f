import type { Level } from '../evaluation/levels.js';

/** From which probability of being out of tolerance a level is given, and below which it is taken back. */
export interface LevelThreshold {
  readonly enter: number;
  readonly leave: number;
}

/**
 * By what an estimate becomes a level. Remote levels and their cut-offs are published for no instrument but electricity meters, so the
 * numbers are this product's own: dated, versioned, and a set that a decision has named never changes.
 */
export interface JudgementRules {
  readonly id: string;
  readonly version: number;
  /** ISO 8601 date. */
  readonly effective: string;
  readonly thresholds: Readonly<Record<Exclude<Level, 'normal' | 'unknown'>, LevelThreshold>>;
  /** How far ahead is looked, days; a crossing within it is a warning, one within `attentionHorizon` asks for attention. */
  readonly warningHorizon: number;
  readonly attentionHorizon: number;
  /** The predicted crossing is the first day with this probability. */
  readonly crossingProbability: number;
  /** How far a crossing is searched, days. */
  readonly crossingHorizon: number;
  /** Greatest risk that a decision "within tolerance" is wrong (consumer's), and that "out of tolerance" is (producer's). */
  readonly consumerRisk: number;
  readonly producerRisk: number;
  /** Greatest expected share of false alarms among the instruments of a fleet that are suspected together. */
  readonly falseDiscoveryRate: number;
  /** Without any measurement for so long, or ever, a normal level is unknown, days. */
  readonly measurementExpires: number;
  /** Coverage factor of expanded uncertainties. */
  readonly coverage: number;
}

export const judgementRules1: JudgementRules = {
  id: 'hengzhun-judgement',
  version: 1,
  effective: '2026-11-27',
  thresholds: {
    attention: { enter: 0.1, leave: 0.07 },
    warning: { enter: 0.25, leave: 0.18 },
    'out-of-tolerance': { enter: 0.5, leave: 0.35 },
  },
  warningHorizon: 30,
  attentionHorizon: 90,
  crossingProbability: 0.5,
  crossingHorizon: 1826,
  consumerRisk: 0.05,
  producerRisk: 0.05,
  falseDiscoveryRate: 0.3,
  measurementExpires: 1096,
  coverage: 2,
};

/** The set in force. */
export const judgementRules = judgementRules1;
