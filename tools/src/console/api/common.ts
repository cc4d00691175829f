import Type, { type Static } from 'typebox';

// The schemas of the console's API: one file for each area, free of Node, so that the page may import their types. They are the single source:
// requests are checked by them, answers are written by them, /api/openapi.json is made of them.

/** A sentence in the two languages of the regime. */
export const Bilingual = Type.Object({ zh: Type.String(), en: Type.String() });
export type Bilingual = Static<typeof Bilingual>;

/** Level of a status evaluation 状态评价. */
export const Level = Type.Enum(['normal', 'attention', 'warning', 'out-of-tolerance', 'unknown']);
export type Level = Static<typeof Level>;

/** How a key stands in the register. */
export const KeyState = Type.Enum(['active', 'retired', 'revoked']);
export type KeyState = Static<typeof KeyState>;

/** ms since 1970, by the clock of the host. */
export const Time = Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 });

/** UEID of an instrument: 17 bytes in hexadecimal. */
export const Ueid = Type.String({ pattern: '^[0-9a-f]{34}$' });

/** Every error of the API. The message says what is wrong and what to do. */
export const ErrorBody = Type.Object({
  /** Stable. */
  code: Type.String(),
  message: Bilingual,
  /** Particulars for programs: a path, a limit. */
  detail: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
});
export type ErrorBody = Static<typeof ErrorBody>;

/** Where the next page of a list begins: opaque, given back as it came. */
export const Cursor = Type.String({ minLength: 1, maxLength: 200 });

/** Long work was begun: see `GET /api/jobs/:id`. */
export const JobAccepted = Type.Object({ job: Type.String() });
export type JobAccepted = Static<typeof JobAccepted>;

/** One reason of an evaluation. */
export const Reason = Type.Object({
  code: Type.String(),
  severity: Type.Enum(['information', 'doubt', 'attention', 'warning', 'out-of-tolerance']),
  text: Bilingual,
  /** Identifiers of stored frames (`kid/sequence/digest`), records, or refused packets (`refused/hash`). */
  evidence: Type.Array(Type.String()),
});
export type Reason = Static<typeof Reason>;
