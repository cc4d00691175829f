import { type Static, Type } from 'typebox';
import { Bilingual } from './common.js';

/**
 * `r76`: a scale by OIML R 76-1 annex A / JJG 539. `jjg443`: a dispenser by JJG 443 / OIML R 117-1.
 */
export const ProcedureName = Type.Enum(['r76', 'jjg443']);
export type ProcedureName = Static<typeof ProcedureName>;

/** One value that a person writes down. Values go over the API in `unit`; a page may show them in `shown`. */
export const SheetField = Type.Object({
  /** Name in the object of its step. */
  name: Type.String(),
  label: Bilingual,
  kind: Type.Enum(['number', 'whole', 'text', 'identifier', 'choice', 'moment', 'flag']),
  /** Of the value in the API: `mg`, `mL`, `mL/min`, `mm`, `°C`, `%`, `hPa`, `1/°C`, `mL/mm`; empty: none. */
  unit: Type.String(),
  /** How people write it: another unit and by what the API's value is divided for it, such as g and 1000. */
  shown: Type.Optional(Type.Object({ unit: Type.String(), divisor: Type.Number() })),
  minimum: Type.Optional(Type.Number()),
  maximum: Type.Optional(Type.Number()),
  optional: Type.Boolean(),
  choices: Type.Optional(
    Type.Array(Type.Object({ value: Type.Union([Type.String(), Type.Number()]), label: Bilingual })),
  ),
  /** The server sets it: from the register, or from who is signed in. The page shows it and does not ask. */
  given: Type.Optional(Type.Enum(['register', 'session'])),
});
export type SheetField = Static<typeof SheetField>;

/** One step of the guided sheet. */
export const SheetStep = Type.Object({
  id: Type.String(),
  title: Bilingual,
  /** What to do, in one or two sentences. */
  guidance: Bilingual,
  /** Clause that asks for it, such as `R 76-1 A.4.7`; empty: none. */
  clause: Type.String(),
  /**
   * Where its values stand in the sheet. `shape` `fields`: in the sheet itself, or in the object `at`. `list`: in objects of the list `at`.
   * `readings`: the object `at` with the fields `shared`, and `fields` in the objects of its list `list`.
   */
  place: Type.Union([
    Type.Object({ shape: Type.Literal('fields'), at: Type.Optional(Type.String()) }),
    Type.Object({ shape: Type.Literal('list'), at: Type.String() }),
    Type.Object({ shape: Type.Literal('readings'), at: Type.String(), list: Type.String() }),
  ]),
  fields: Type.Array(SheetField),
  /** Fields that all readings of a step have in common. */
  shared: Type.Optional(Type.Array(SheetField)),
  /** How many entries: at verification and on site by the rules in force, and the most that are taken. */
  count: Type.Optional(
    Type.Object({ verification: Type.Integer(), site: Type.Integer(), most: Type.Integer(), says: Bilingual }),
  ),
  /** Whether a sheet is complete without it. */
  optional: Type.Object({ verification: Type.Boolean(), site: Type.Boolean() }),
});
export type SheetStep = Static<typeof SheetStep>;

/** A procedure with its steps in the order in which a person goes through them. */
export const Procedure = Type.Object({
  name: ProcedureName,
  title: Bilingual,
  basis: Bilingual,
  quantity: Type.Enum(['mass', 'volume']),
  /** Kind of instrument: 1 scale, 2 dispenser. */
  instrumentKind: Type.Integer(),
  /** `<id>@<version>` of the rules in force. */
  rules: Type.String(),
  steps: Type.Array(SheetStep),
});
export type Procedure = Static<typeof Procedure>;

/** `GET /api/sheets` */
export const ProceduresAnswer = Type.Object({ procedures: Type.Array(Procedure) });
export type ProceduresAnswer = Static<typeof ProceduresAnswer>;

/** `GET /api/sheets/draft?instrument=…`: a sheet with what the register says of the instrument already in it. */
export const DraftQuery = Type.Object({ instrument: Type.String({ minLength: 1, maxLength: 100 }) });
export const DraftAnswer = Type.Object({
  procedure: ProcedureName,
  /** UEID, hex. */
  instrument: Type.String(),
  readings: Type.Record(Type.String(), Type.Unknown()),
  /** Loads in mg, or flows, that this instrument is to be tested at: on site and at verification. */
  suggestions: Type.Object({
    loads: Type.Optional(Type.Object({ verification: Type.Array(Type.Number()), site: Type.Array(Type.Number()) })),
    /** Eccentricity load and repeatability load, mg. */
    eccentricity: Type.Optional(Type.Number()),
    repeatability: Type.Optional(Type.Number()),
    /** Additional weight for discrimination, mg. */
    discrimination: Type.Optional(Type.Number()),
  }),
});
export type DraftAnswer = Static<typeof DraftAnswer>;

/**
 * `POST /api/sheets/compute`: what the readings so far come to. `readings` is a sheet of the procedure of which anything may be absent or `null`:
 * a whole field, a list, a value in a reading. What is there has to be right: a field that is unknown or out of its range is refused.
 */
export const ComputeRequest = Type.Object(
  { procedure: ProcedureName, readings: Type.Record(Type.String(), Type.Unknown()) },
  { additionalProperties: false },
);
export type ComputeRequest = Static<typeof ComputeRequest>;

const judgement = Type.Enum(['pass', 'conditional-pass', 'conditional-fail', 'fail']);
const budget = Type.Object({
  contributions: Type.Array(
    Type.Object({
      source: Type.String(),
      text: Bilingual,
      evaluation: Type.Enum(['A', 'B']),
      distribution: Type.Enum(['normal', 'rectangular']),
      contribution: Type.Number(),
    }),
  ),
  combined: Type.Number(),
});

/** A load or a series of runs, judged. Masses in mg; errors of dispensers as shares. */
export const SheetPoint = Type.Object({
  test: Type.Enum(['weighing', 'eccentricity', 'tare', 'runs']),
  /** Place in the list of its step, from 0; of `runs`: places of all runs of the series. */
  entries: Type.Array(Type.Integer()),
  /** mg, or mL of the prover. */
  nominal: Type.Number(),
  direction: Type.Optional(Type.Enum(['up', 'down'])),
  position: Type.Optional(Type.Integer()),
  nozzle: Type.Optional(Type.Integer()),
  at: Type.Optional(Type.Enum(['high', 'low'])),
  /** P, mg: indication prior to rounding. */
  value: Type.Optional(Type.Number()),
  /** E, mg; of a dispenser the mean, a share. */
  error: Type.Number(),
  /** Ec = E − E0, mg; of a dispenser the same as `error`. */
  corrected: Type.Number(),
  /** E_n of a dispenser, a share, and its limit. */
  repeatability: Type.Optional(Type.Object({ value: Type.Number(), limit: Type.Number(), met: Type.Boolean() })),
  /** ±. */
  limit: Type.Number(),
  /** U. */
  expanded: Type.Number(),
  judgement,
  budget,
});
export type SheetPoint = Static<typeof SheetPoint>;

/** Something that is missing or wrong, and the step where it is mended. */
export const SheetNote = Type.Object({
  code: Type.String(),
  /** `missing`: to be measured or written still. `blocks`: to be mended before anything is judged. `doubt`: to be known. */
  severity: Type.Enum(['missing', 'blocks', 'doubt']),
  step: Type.String(),
  /** Path in the readings, such as `weighings[2].indication`; empty: the step as a whole. */
  path: Type.String(),
  text: Bilingual,
});
export type SheetNote = Static<typeof SheetNote>;

const cell = Type.Union([Type.String(), Bilingual]);
/** The sheet as people read it. */
export const SheetTable = Type.Object({
  title: Bilingual,
  facts: Type.Array(Type.Object({ name: Bilingual, value: Type.String() })),
  tables: Type.Array(
    Type.Object({ title: Bilingual, columns: Type.Array(Bilingual), rows: Type.Array(Type.Array(cell)) }),
  ),
  findings: Type.Array(Bilingual),
  conclusion: Bilingual,
});

export const ComputeAnswer = Type.Object({
  procedure: ProcedureName,
  /**
   * `needs-data`: without class, Max, Min and e (or a nozzle and a prover) nothing can be computed. `incomplete`: computed so far, no conclusion.
   */
  outcome: Type.Enum(['needs-data', 'incomplete', 'pass', 'fail']),
  outcomeText: Bilingual,
  /** No point lies within U of its limit on the side that the outcome rests on. */
  certain: Type.Boolean(),
  /** Everything that a record needs is there: `POST /api/sheets` would take it. */
  complete: Type.Boolean(),
  rules: Type.String(),
  /** E0, mg. */
  zeroError: Type.Optional(Type.Number()),
  points: Type.Array(SheetPoint),
  /** Single runs of a dispenser, shown and not judged: error as a share. */
  single: Type.Array(Type.Object({ entry: Type.Integer(), standard: Type.Number(), error: Type.Number() })),
  requirements: Type.Array(
    Type.Object({
      code: Type.Enum(['repeatability', 'discrimination', 'zero-setting']),
      text: Bilingual,
      clause: Type.String(),
      /** mg. */
      value: Type.Number(),
      limit: Type.Number(),
      met: Type.Boolean(),
    }),
  ),
  notes: Type.Array(SheetNote),
  /** State of each step of the guide, for its progress. */
  steps: Type.Array(
    Type.Object({ id: Type.String(), state: Type.Enum(['empty', 'part', 'done', 'wrong']), entries: Type.Integer() }),
  ),
  /** The first step that something is missing in; null: none. */
  next: Type.Union([Type.String(), Type.Null()]),
  table: Type.Union([SheetTable, Type.Null()]),
});
export type ComputeAnswer = Static<typeof ComputeAnswer>;

/**
 * `POST /api/sheets`: keeps a complete sheet, its raw readings as an attachment and its result as a verification record. Person and authority are
 * those of the session. The answer's names go into the step `record-check` of a case.
 */
export const KeepSheetRequest = Type.Object(
  {
    procedure: ProcedureName,
    readings: Type.Record(Type.String(), Type.Unknown()),
    certificate: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  },
  { additionalProperties: false },
);
export type KeepSheetRequest = Static<typeof KeepSheetRequest>;
export const KeepSheetAnswer = Type.Object({
  /** Identifier of the verification record, and whether it was there already. */
  verification: Type.String(),
  repeated: Type.Boolean(),
  outcome: Type.Enum(['pass', 'fail']),
  /** SHA-256 of the raw readings: the document of the kind `check-sheet`. */
  sha256: Type.String(),
});
export type KeepSheetAnswer = Static<typeof KeepSheetAnswer>;
