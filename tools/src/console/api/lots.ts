import { type Static, Type } from 'typebox';
import { Bilingual } from './common.js';

const identifier = Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}$' });
const ueid = Type.String({ pattern: '^[0-9a-f]{34}$' });
const share = Type.Number({ minimum: 0, maximum: 1 });
const moment = Type.Integer({ minimum: 0, maximum: 4_102_444_800_000 });
const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);
const common = Type.Record(Type.String(), Type.String());

export const PlanKind = Type.Enum(['single', 'double', 'variables', 'sequential']);
export type PlanKind = Static<typeof PlanKind>;

/** Points that the OC curve passes: qualities as fractions nonconforming, and the risks there; 0…1. */
export const RiskPoints = Type.Object(
  { producerQuality: share, producerRisk: share, consumerQuality: share, consumerRisk: share },
  { additionalProperties: false },
);
export type RiskPoints = Static<typeof RiskPoints>;

export const SinglePlan = Type.Object({
  kind: Type.Literal('single'),
  sampleSize: Type.Integer(),
  acceptanceNumber: Type.Integer(),
});
export const DoublePlan = Type.Object({
  kind: Type.Literal('double'),
  firstSize: Type.Integer(),
  firstAcceptance: Type.Integer(),
  firstRejection: Type.Integer(),
  secondSize: Type.Integer(),
  secondAcceptance: Type.Integer(),
});
export const VariablesPlan = Type.Object({
  kind: Type.Literal('variables'),
  sampleSize: Type.Integer(),
  /** k. */
  acceptanceConstant: Type.Number(),
  deviation: Type.Enum(['known', 'unknown']),
});
export const SequentialPlan = Type.Object({
  kind: Type.Literal('sequential'),
  slope: Type.Number(),
  acceptanceIntercept: Type.Number(),
  rejectionIntercept: Type.Number(),
  limit: Type.Integer(),
  limitAcceptance: Type.Integer(),
});
export const SamplingPlan = Type.Union([SinglePlan, DoublePlan, VariablesPlan, SequentialPlan]);
export type SamplingPlan = Static<typeof SamplingPlan>;

/** A point of the curves: OC `accepted`, AOQ `outgoingQuality`, ASN `averageSample`, over the fraction nonconforming `quality`. */
export const CurvePoint = Type.Object({
  quality: Type.Number(),
  accepted: Type.Number(),
  outgoingQuality: Type.Number(),
  averageSample: Type.Number(),
});
export type CurvePoint = Static<typeof CurvePoint>;

/** `POST /api/plans` */
export const PlanRequest = Type.Object(
  {
    kind: PlanKind,
    points: RiskPoints,
    /** Instruments in the lot; absent: a process. Not for plans by variables and sequential ones, which are those of a process. */
    lotSize: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    /** By variables: whether the standard deviation is known; absent: unknown. */
    deviation: Type.Optional(Type.Enum(['known', 'unknown'])),
    /** Right end of the curves; absent: twice the consumer's quality. */
    highest: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1 })),
    /** Points of the curves; absent: 101. */
    resolution: Type.Optional(Type.Integer({ minimum: 2, maximum: 501 })),
  },
  { additionalProperties: false },
);
export type PlanRequest = Static<typeof PlanRequest>;
export const PlanAnswer = Type.Object({
  plan: SamplingPlan,
  points: RiskPoints,
  lotSize: nullable(Type.Integer()),
  /** The risks that the plan really has. */
  risks: Type.Object({ producerRisk: Type.Number(), consumerRisk: Type.Number() }),
  /** The plan in words. */
  text: Bilingual,
  curve: Type.Array(CurvePoint),
  /** Average outgoing quality limit AOQL: the greatest of the curve. */
  outgoingQualityLimit: Type.Number(),
});
export type PlanAnswer = Static<typeof PlanAnswer>;

export const LotStage = Type.Enum(['fixed', 'drawn', 'decided']);
export const LotSummary = Type.Object({
  id: Type.String(),
  stage: LotStage,
  common,
  rules: Type.String(),
  decisionRules: nullable(Type.String()),
  fixedAt: Type.Integer(),
  drawnAt: nullable(Type.Integer()),
  /** Until when results are taken. */
  due: nullable(Type.Integer()),
  overdue: Type.Boolean(),
  size: Type.Integer(),
  sample: Type.Integer(),
  looked: Type.Integer(),
  nonconforming: Type.Integer(),
  unreached: Type.Integer(),
  outstanding: Type.Integer(),
  outcome: nullable(Type.Object({ name: Type.String(), text: Bilingual })),
});
export type LotSummary = Static<typeof LotSummary>;

/** `GET /api/lots`: the newest first. */
export const LotsQuery = Type.Object(
  {
    cursor: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  { additionalProperties: false },
);
export const LotsAnswer = Type.Object({ lots: Type.Array(LotSummary), next: nullable(Type.String()) });
export type LotsAnswer = Static<typeof LotsAnswer>;

/** `GET /api/lots/rules`: what lots can be built and decided by. */
export const LotRulesAnswer = Type.Object({
  lots: Type.Array(
    Type.Object({
      name: Type.String(),
      homogeneousBy: Type.Array(Type.String()),
      stratifiedBy: Type.Array(Type.String()),
      smallest: Type.Integer(),
      largest: Type.Integer(),
    }),
  ),
  decisions: Type.Array(
    Type.Object({
      name: Type.String(),
      source: Bilingual,
      points: RiskPoints,
      confidence: Type.Number(),
      tolerable: Type.Number(),
      replaceAbove: Type.Number(),
      months: Type.Object({ regular: Type.Number(), extended: Type.Number(), shortened: Type.Number() }),
      resultsWithinDays: Type.Number(),
    }),
  ),
});
export type LotRulesAnswer = Static<typeof LotRulesAnswer>;

/** `GET /api/lots/proposals?rules=…`: the lots that rules make of the register now. */
export const ProposalsQuery = Type.Object(
  { rules: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })) },
  { additionalProperties: false },
);
export const LotProposal = Type.Object({
  common,
  part: Type.Integer(),
  parts: Type.Integer(),
  size: Type.Integer(),
  /** Rules that this kind of instrument is decided by; null: the kind is not known, or not one. */
  decisionRules: nullable(Type.String()),
  /** What the lot would be divided into; one called `whole`: nothing. */
  strata: Type.Array(Type.Object({ name: Type.String(), size: Type.Integer(), expected: nullable(Type.Number()) })),
});
export type LotProposal = Static<typeof LotProposal>;
export const ProposalsAnswer = Type.Object({
  rules: Type.String(),
  lots: Type.Array(LotProposal),
  leftOver: Type.Array(
    Type.Object({
      reason: Type.Enum(['property-missing', 'group-too-small']),
      text: Bilingual,
      property: nullable(Type.String()),
      common,
      count: Type.Integer(),
    }),
  ),
  /** Instruments of which the register does not say what every lot has to know, by what is missing. */
  incomplete: Type.Array(Type.Object({ missing: Type.String(), count: Type.Integer() })),
});
export type ProposalsAnswer = Static<typeof ProposalsAnswer>;

/** `POST /api/lots`: fixes one of the proposed lots, with everything that decides, before anything is drawn. Supervisors only. */
export const FixLotRequest = Type.Object(
  {
    id: identifier,
    /** Absent: `hengzhun-lot`. */
    rules: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
    /** As in the proposal. */
    common: Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 200 })),
    part: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
    /** Decision rules by name; `none`: for an audit alone; absent: those of the kind of instrument. */
    decision: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
    /** A plan for a lot that is not divided, or a sample that is allotted to strata. */
    plan: Type.Optional(Type.Enum(['single', 'double', 'sequential'])),
    sample: Type.Optional(
      Type.Object(
        {
          size: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
          allocation: Type.Enum(['proportional', 'neyman']),
        },
        { additionalProperties: false },
      ),
    ),
    /** The public randomness that the lot waits for: named before anyone can know it. */
    randomness: Type.Object(
      { source: Type.String({ pattern: '^[!-~]([ -~]{0,198}[!-~])?$' }), notBefore: moment },
      { additionalProperties: false },
    ),
    /** Reserve for instruments that cannot be reached, as a share of the sample; absent: 0.2. */
    reserve: Type.Optional(share),
  },
  { additionalProperties: false },
);
export type FixLotRequest = Static<typeof FixLotRequest>;

const stratumFindings = Type.Object({
  name: Type.String(),
  size: Type.Integer(),
  sample: Type.Integer(),
  reserve: Type.Integer(),
  looked: Type.Integer(),
  nonconforming: Type.Integer(),
  unreached: Type.Integer(),
  outstanding: Type.Integer(),
  /** Exact bounds of the number of nonconforming members, those not reached at their worst; null: nothing was drawn yet. */
  bounds: nullable(Type.Object({ lower: Type.Number(), upper: Type.Number(), confidence: Type.Number() })),
});

/** A drawn instrument. */
export const DrawnMember = Type.Object({
  ueid: Type.String(),
  serialNumber: Type.String(),
  model: Type.String(),
  /** Name of its place and code of its region. */
  place: Type.String(),
  region: Type.String(),
  stratum: Type.String(),
  /** Order in the draw of its stratum, from 1, and whether it stands in the reserve. */
  order: Type.Integer(),
  reserve: Type.Boolean(),
  state: Type.Enum(['outstanding', 'conforming', 'nonconforming', 'unreached', 'not-called']),
  verification: Type.Optional(Type.String()),
  /** Greatest |error| / limit. */
  worst: Type.Optional(Type.Number()),
  reason: Type.Optional(Type.String()),
});
export type DrawnMember = Static<typeof DrawnMember>;

const planStep = Type.Object({
  step: Type.Enum(['accept', 'refuse', 'continue']),
  looked: Type.Integer(),
  nonconforming: Type.Integer(),
});

export const LotDecision = Type.Object({
  outcome: Type.Object({ name: Type.Enum(['accepted', 'conditional', 'rejected']), text: Bilingual }),
  action: Type.Object({
    name: Type.Enum(['extend-interval', 'keep-interval', 'shorten-interval', 'verify-all', 'replace-lot']),
    text: Bilingual,
  }),
  months: nullable(Type.Number()),
  by: Type.Enum(['plan', 'bounds']),
  asReached: Type.Enum(['accept', 'refuse']),
  worstCase: Type.Enum(['accept', 'refuse']),
  estimate: nullable(Type.Number()),
  bounds: nullable(Type.Object({ lower: Type.Number(), upper: Type.Number(), confidence: Type.Number() })),
  posterior: nullable(Type.Number()),
  risks: Type.Object({ producerRisk: Type.Number(), consumerRisk: Type.Number() }),
  rules: Type.String(),
  reasons: Type.Array(Bilingual),
});
export type LotDecision = Static<typeof LotDecision>;

const rate = Type.Object({ estimate: nullable(Type.Number()), lower: Type.Number(), upper: Type.Number() });
export const LotAudit = Type.Object({
  rules: Type.String(),
  confidence: Type.Number(),
  total: Type.Object({
    size: Type.Integer(),
    estimate: nullable(Type.Number()),
    standardError: nullable(Type.Number()),
    lower: Type.Number(),
    upper: Type.Number(),
  }),
  /** Missed alarms 漏报率, false alarms 误报率, silent share among the nonconforming. */
  missed: rate,
  falseAlarm: rate,
  silentShare: rate,
  reliability: Type.Array(
    Type.Object({
      from: Type.Number(),
      to: Type.Number(),
      size: Type.Integer(),
      stated: Type.Number(),
      looked: Type.Integer(),
      nonconforming: Type.Integer(),
      estimate: nullable(Type.Number()),
      lower: Type.Number(),
      upper: Type.Number(),
      isConsistent: Type.Boolean(),
    }),
  ),
  brier: nullable(Type.Number()),
  logScore: nullable(Type.Number()),
  reasons: Type.Array(Bilingual),
});
export type LotAudit = Static<typeof LotAudit>;

/** `GET /api/lots/:id`; also the answer of every step of a lot. */
export const LotAnswer = Type.Object({
  summary: LotSummary,
  /** Number of the newest ledger entry. */
  last: Type.Integer(),
  /** SHA-256 of the lot's text: the commitment that is published before the draw. The text: `GET /api/lots/:id/text`. */
  digest: Type.String(),
  randomness: Type.Object({
    source: Type.String(),
    notBefore: Type.Integer(),
    /** As its source published it; null: not drawn yet. */
    value: nullable(Type.String()),
  }),
  plan: nullable(SamplingPlan),
  planText: nullable(Bilingual),
  /** OC, AOQ and ASN of the plan for this lot; empty without a plan. */
  curve: Type.Array(CurvePoint),
  points: nullable(RiskPoints),
  strata: Type.Array(stratumFindings),
  /** Of plans that may end early: where they stand, those not reached left out, and counted as nonconforming. */
  running: nullable(Type.Object({ asReached: planStep, worstCase: planStep })),
  /** In the order drawn; the first 2 000, `drawnTotal` of them in all. */
  drawn: Type.Array(DrawnMember),
  drawnTotal: Type.Integer(),
  decision: nullable(LotDecision),
  audits: Type.Array(LotAudit),
  intervals: Type.Array(
    Type.Object({
      method: Type.String(),
      /** Interval until then, and from then on, days. */
      from: Type.Number(),
      days: Type.Number(),
      change: Type.Enum(['extended', 'kept', 'shortened']),
      rules: Type.String(),
      /** What the method takes for granted. */
      reasons: Type.Array(Bilingual),
    }),
  ),
  /** What may be done next, and what stands against it. */
  next: Type.Array(
    Type.Object({
      step: Type.Enum(['draw', 'results', 'unreached', 'decision', 'audit', 'interval']),
      allowed: Type.Boolean(),
      why: nullable(Bilingual),
    }),
  ),
});
export type LotAnswer = Static<typeof LotAnswer>;

export const LotParams = Type.Object({ id: identifier });

/** `POST /api/lots/:id/draw` */
export const DrawRequest = Type.Object(
  { /** Exactly as its source published it. */ randomness: Type.String({ pattern: '^[ -~]{1,1000}$' }) },
  { additionalProperties: false },
);
/** `POST /api/lots/:id/results`: verification records of the kind `sampling-verification`. */
export const ResultsRequest = Type.Object(
  { verifications: Type.Array(identifier, { minItems: 1, maxItems: 1000 }) },
  { additionalProperties: false },
);
export const ResultsAnswer = Type.Object({
  results: Type.Array(
    Type.Object({
      verification: Type.String(),
      outcome: Type.Enum(['taken', 'refused']),
      code: Type.Optional(Type.String()),
      message: Type.Optional(Bilingual),
    }),
  ),
  lot: LotAnswer,
});
export type ResultsAnswer = Static<typeof ResultsAnswer>;
/** `POST /api/lots/:id/unreached` */
export const UnreachedRequest = Type.Object(
  { ueid, reason: Type.String({ minLength: 1, maxLength: 500 }) },
  { additionalProperties: false },
);
/** `POST /api/lots/:id/interval`, by the lot's own sample. */
export const IntervalRequest = Type.Object(
  {
    method: Type.Enum(['interval-test', 'staircase']),
    /** Interval until now, days. */
    days: Type.Number({ exclusiveMinimum: 0, maximum: 36_500 }),
  },
  { additionalProperties: false },
);
