import { type Static, Type } from 'typebox';
import { Bilingual, ErrorBody } from './common.js';

const moment = Type.Integer({ minimum: 0, maximum: 4_102_444_800_000 });
const sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });
const identifier = Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}$' });
const word = Type.String({ minLength: 1, maxLength: 100 });
const hash = Type.String();

export const CasePhase = Type.Enum([
  'suspected',
  'on-site-check',
  'awaiting-decision',
  'confirmed',
  'refuted',
  'prohibited',
  'repair',
  're-verification',
  're-verified',
  'replacement-ordered',
  'removed',
  'replaced',
  'arbitration',
  'closed',
  'withdrawn',
]);
export type CasePhase = Static<typeof CasePhase>;

export const CaseStepName = Type.Enum([
  'open',
  'add-suspicion',
  'order-check',
  'record-check',
  'record-check-impossible',
  'repeat-check',
  'confirm',
  'refute',
  'prohibit',
  'order-repair',
  'report-repair',
  'record-reverification',
  'order-replacement',
  'record-removal',
  'record-replacement',
  'request-arbitration',
  'notify-arbitration',
  'decide-arbitration',
  'end-arbitration',
  'transfer',
  'accept-transfer',
  'decline-transfer',
  'extend-deadline',
  'extend-prohibition',
  'escalate',
  'add-evidence',
  'withdraw',
  'reopen',
  'close',
]);
export type CaseStepName = Static<typeof CaseStepName>;

export const DocumentKind = Type.Enum([
  'check-sheet',
  'site-record',
  'decision-record',
  'prohibition-notice',
  'repair-order',
  'repair-report',
  'verification-certificate',
  'rejection-notice',
  'replacement-order',
  'photograph',
  'custody-record',
  'arbitration-application',
  'arbitration-notice',
  'arbitration-certificate',
  'arbitration-withdrawal',
  'appeal-waiver',
  'transfer-letter',
  'extension-approval',
  'lifting-notice',
  'closing-report',
  'other',
]);
export const SuspicionSource = Type.Enum([
  'status-evaluation',
  'complaint',
  'inspection',
  'sampling',
  'covert-inspection',
]);
const field = Type.Enum([
  'reason',
  'measurement',
  'seals',
  'source',
  'instrument',
  'jurisdiction',
  'inspectors',
  'removal',
  'replacement',
  'destination',
  'level',
]);

/** A code with its words. */
const named = Type.Object({ name: Type.String(), text: Bilingual });
const jurisdiction = Type.Object({ authority: word, region: word });
export const CaseActor = Type.Object({ person: Type.String(), role: Type.String(), authority: Type.String() });

/** How a deadline stands now. `soon`: within two working days. */
const urgency = Type.Enum(['overdue', 'soon', 'later', 'none']);

export const CaseSummary = Type.Object({
  id: Type.String(),
  /** UEID, hex; and the words of the register, where it is there still. */
  instrument: Type.String(),
  serialNumber: Type.String(),
  model: Type.String(),
  jurisdiction,
  /** Name of the region; null: no code of the lists. */
  regionName: Type.Union([Type.String(), Type.Null()]),
  phase: CasePhase,
  phaseText: Bilingual,
  open: Type.Boolean(),
  openedAt: Type.Integer(),
  changedAt: Type.Integer(),
  /** When the next deadline ends, ms since 1970; null: none runs. */
  dueAt: Type.Union([Type.Integer(), Type.Null()]),
  urgency,
  result: Type.Union([named, Type.Null()]),
});
export type CaseSummary = Static<typeof CaseSummary>;

/** `GET /api/cases` */
export const CasesQuery = Type.Object(
  {
    phase: Type.Optional(CasePhase),
    /** `open` (default), `ended` or `all`. */
    state: Type.Optional(Type.Enum(['open', 'ended', 'all'])),
    /** `overdue`: past its deadline. `soon`: past, or within two working days. */
    deadline: Type.Optional(Type.Enum(['overdue', 'soon'])),
    /** Region code or its beginning: `31` finds 310115. */
    region: Type.Optional(Type.String({ pattern: '^[0-9]{1,6}$' })),
    authority: Type.Optional(word),
    instrument: Type.Optional(Type.String({ pattern: '^[0-9a-f]{34}$' })),
    cursor: Type.Optional(identifier),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  },
  { additionalProperties: false },
);
export type CasesQuery = Static<typeof CasesQuery>;
export const CasesAnswer = Type.Object({
  cases: Type.Array(CaseSummary),
  /** `cursor` of the next page; null: that was all. */
  next: Type.Union([Type.String(), Type.Null()]),
});
export type CasesAnswer = Static<typeof CasesAnswer>;

/** `GET /api/cases/words`: all codes with their words, for filters and forms. */
export const CaseWordsAnswer = Type.Object({
  phases: Type.Array(named),
  steps: Type.Array(named),
  documents: Type.Array(named),
  roles: Type.Array(named),
  sources: Type.Array(named),
  results: Type.Array(named),
});
export type CaseWordsAnswer = Static<typeof CaseWordsAnswer>;

export const CaseRefusal = Type.Object({ code: Type.String(), detail: Type.String(), text: Bilingual });
export type CaseRefusal = Static<typeof CaseRefusal>;

export const CaseDeadline = Type.Object({
  what: Type.Enum(['phase', 'arbitration-notice', 'transfer-answer', 'prohibition']),
  text: Bilingual,
  /** Last day in Shanghai, ISO 8601, and the first moment after it, ms since 1970. */
  date: Type.String(),
  end: Type.Integer(),
  /** Working days since that day; below 0: until then. */
  workingDays: Type.Integer(),
  urgency,
  /** It reaches into a year whose working days are not announced yet. */
  provisional: Type.Boolean(),
  origin: Type.Enum(['statute', 'product']),
  source: Type.String(),
});
export type CaseDeadline = Static<typeof CaseDeadline>;

const measurement = Type.Object({
  verification: Type.String(),
  instrument: Type.String(),
  kind: named,
  occasion: Type.Enum(['verification', 'in-service']),
  outcome: Type.Enum(['pass', 'fail']),
  at: Type.Integer(),
  person: Type.String(),
});
const document = Type.Object({
  kind: DocumentKind,
  text: Bilingual,
  sha256: Type.String(),
  /** Null: it is not in the store. */
  stored: Type.Union([Type.Object({ mediaType: Type.String(), size: Type.Integer() }), Type.Null()]),
});

/** One step that was taken. */
export const CaseEvent = Type.Object({
  /** Number of its ledger entry, and the entry's hash. */
  entry: Type.Integer(),
  hash,
  at: Type.Integer(),
  name: CaseStepName,
  text: Bilingual,
  from: Type.Union([CasePhase, Type.Null()]),
  to: CasePhase,
  actor: CaseActor,
  roleText: Bilingual,
  reason: Type.Optional(Type.String()),
  source: Type.Optional(named),
  documents: Type.Array(document),
  evidence: Type.Array(Type.String()),
  measurement: Type.Optional(measurement),
  seals: Type.Optional(Type.Array(Type.String())),
  inspectors: Type.Optional(Type.Array(Type.String())),
  removal: Type.Optional(Type.Object({ kid: Type.String(), retireFrom: Type.Integer() })),
  replacement: Type.Optional(Type.Object({ instrument: Type.String(), kid: Type.String() })),
  destination: Type.Optional(jurisdiction),
  level: Type.Optional(Type.Integer()),
});
export type CaseEvent = Static<typeof CaseEvent>;

/** A step that the phase of the case has room for, and what keeps the signed-in person from it. */
export const CaseNextStep = Type.Object({
  name: CaseStepName,
  text: Bilingual,
  /** Nobody but persons of these roles. */
  roles: Type.Array(named),
  /** What stands against it whatever the person fills in: another role or authority, separation of duties, a limit, a pending transfer. */
  refusals: Type.Array(CaseRefusal),
  /** Nothing stands against it: with what is listed below filled in it may be taken. */
  allowed: Type.Boolean(),
  fields: Type.Array(field),
  optionalFields: Type.Array(field),
  documents: Type.Array(named),
  documentsOnPass: Type.Array(named),
  documentsOnFail: Type.Array(named),
  /** Some document or other evidence, whichever. */
  evidence: Type.Boolean(),
  sealsOnPass: Type.Boolean(),
  measurement: Type.Union([
    Type.Object({
      kinds: Type.Array(named),
      of: Type.Enum(['instrument', 'replacement']),
      occasion: Type.Union([Type.Enum(['verification', 'in-service']), Type.Null()]),
    }),
    Type.Null(),
  ]),
});
export type CaseNextStep = Static<typeof CaseNextStep>;

/** `GET /api/cases/:id` */
export const CaseAnswer = Type.Object({
  summary: CaseSummary,
  rules: Type.String(),
  /** What the next step has to name as its `basis`. */
  last: Type.Integer(),
  since: Type.Integer(),
  suspicions: Type.Array(
    Type.Object({ source: named, at: Type.Integer(), entry: Type.Integer(), evidence: Type.Array(Type.String()) }),
  ),
  inspectors: Type.Array(Type.String()),
  finding: Type.Union([Type.Enum(['out-of-tolerance', 'in-tolerance']), Type.Null()]),
  prohibition: Type.Union([
    Type.Object({ since: Type.Integer(), seals: Type.Array(Type.String()), extensions: Type.Integer() }),
    Type.Null(),
  ]),
  transfer: Type.Union([Type.Object({ to: jurisdiction, at: Type.Integer() }), Type.Null()]),
  escalation: Type.Integer(),
  deadlines: Type.Array(CaseDeadline),
  history: Type.Array(CaseEvent),
  /** Whether somebody is signed in for whom `steps` were looked at; otherwise `steps` is empty. */
  actor: Type.Union([CaseActor, Type.Null()]),
  steps: Type.Array(CaseNextStep),
});
export type CaseAnswer = Static<typeof CaseAnswer>;

const documents = Type.Array(Type.Object({ kind: DocumentKind, sha256 }, { additionalProperties: false }), {
  maxItems: 100,
});
const evidence = Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 1000 });
const reason = Type.String({ minLength: 1, maxLength: 2000 });

/** `POST /api/cases`: opens a case, or merges the suspicion into the open one of the instrument. The session's person acts. */
export const OpenCaseRequest = Type.Object(
  {
    /** Idempotency key: the same one again changes nothing. */
    key: identifier,
    /** UEID, key identifier or serial number. */
    instrument: word,
    source: SuspicionSource,
    /** Region that is responsible, such as `310115`, and its authority; absent: that of the person. */
    region: word,
    responsible: Type.Optional(word),
    /** When it was noticed; absent: now. */
    at: Type.Optional(moment),
    reason: Type.Optional(reason),
    documents: Type.Optional(documents),
    evidence: Type.Optional(evidence),
    /** Judge the instrument now, on record, and name that judgement as evidence. */
    judge: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type OpenCaseRequest = Static<typeof OpenCaseRequest>;

/** `POST /api/cases/:id/steps` */
export const CaseStepRequest = Type.Object(
  {
    key: identifier,
    name: CaseStepName,
    /** `last` of the case that was looked at: a step decided on an older state is refused. */
    basis: Type.Integer({ minimum: 0 }),
    at: Type.Optional(moment),
    documents: Type.Optional(documents),
    evidence: Type.Optional(evidence),
    reason: Type.Optional(reason),
    /** Identifier of the verification record. */
    measurement: Type.Optional(identifier),
    seals: Type.Optional(Type.Array(word, { minItems: 1, maxItems: 50 })),
    source: Type.Optional(SuspicionSource),
    inspectors: Type.Optional(Type.Array(word, { minItems: 1, maxItems: 20 })),
    removal: Type.Optional(
      Type.Object(
        {
          kid: Type.String({ pattern: '^[0-9a-f]{16}$' }),
          retireFrom: Type.Integer({ minimum: 0, maximum: 0xffffffff }),
        },
        { additionalProperties: false },
      ),
    ),
    /** An instrument that is enrolled already. */
    replacement: Type.Optional(
      Type.Object(
        { instrument: Type.String({ pattern: '^[0-9a-f]{34}$' }), kid: Type.String({ pattern: '^[0-9a-f]{16}$' }) },
        { additionalProperties: false },
      ),
    ),
    destination: Type.Optional(Type.Object({ authority: word, region: word }, { additionalProperties: false })),
    level: Type.Optional(Type.Integer({ minimum: 0, maximum: 9 })),
  },
  { additionalProperties: false },
);
export type CaseStepRequest = Static<typeof CaseStepRequest>;

/** 200 and 201: taken, or taken before. A step that lacks something is refused with 409 and all that it lacks. */
export const CaseTaken = Type.Object({
  outcome: Type.Enum(['taken', 'repeated']),
  id: Type.String(),
  phase: CasePhase,
  entry: Type.Integer(),
});
export type CaseTaken = Static<typeof CaseTaken>;

/** 409: an error of the API; where the case does not take a step, with every reason. */
export const CaseRefused = Type.Object({
  ...ErrorBody.properties,
  refusals: Type.Optional(Type.Array(CaseRefusal)),
});
export type CaseRefused = Static<typeof CaseRefused>;

export const CaseParams = Type.Object({ id: identifier });
export const AttachmentParams = Type.Object({ sha256 });

/** `POST /api/attachments?sha256=…`: the bytes as the body with their media type. Up to 32 MiB. The same bytes again change nothing. */
export const AttachmentQuery = Type.Object(
  { /** What the sender computed: the bytes are refused when they are others. */ sha256: Type.Optional(sha256) },
  { additionalProperties: false },
);
export const AttachmentAnswer = Type.Object({
  sha256: Type.String(),
  mediaType: Type.String(),
  size: Type.Integer(),
  addedAt: Type.Integer(),
});
export type AttachmentAnswer = Static<typeof AttachmentAnswer>;
export const largestAttachment = 2 ** 25;
