import { type Static, Type } from 'typebox';
import { bilingual } from './bilingual.js';

const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

/** What a file turned out to be, by its content. */
export const verifiedKind = Type.Enum(['frames', 'case-file', 'certificate', 'record']);
export type VerifiedKind = Static<typeof verifiedKind>;

/** One thing that was found. */
export const verifyFinding = Type.Object({
  /** Stable. */
  code: Type.String(),
  /** `good`: proved. `bad`: does not hold. `note`: to be known, such as what is not proved. */
  verdict: Type.Enum(['good', 'bad', 'note']),
  /** Frame, entry, key or member that it is about; empty: the whole file. */
  about: Type.String(),
  text: bilingual,
});
export type VerifyFinding = Static<typeof verifyFinding>;

/**
 * `good`: everything holds. `bad`: something does not. `unproved`: nothing is wrong, and nothing proves it: no signature, or no key that is
 * trusted here.
 */
export const verdict = Type.Object({
  verdict: Type.Enum(['good', 'bad', 'unproved']),
  text: bilingual,
  findings: Type.Array(verifyFinding),
  /** Findings that were left out of the list. */
  left: Type.Integer(),
});
export type Verdict = Static<typeof verdict>;

/** What the frames of one key are. */
export const verifiedChain = Type.Object({
  /** Key identifier, hex, and the UEID that it is registered for here; null: it is not. */
  kid: Type.String(),
  instrument: nullable(Type.String()),
  serialNumber: nullable(Type.String()),
  keyStatus: nullable(Type.Enum(['active', 'retired', 'revoked'])),
  frames: Type.Integer(),
  valid: Type.Integer(),
  covered: Type.Integer(),
  refused: Type.Integer(),
  first: nullable(Type.Integer()),
  last: nullable(Type.Integer()),
  gaps: Type.Integer(),
  forks: Type.Array(Type.Integer()),
});
export type VerifiedChain = Static<typeof verifiedChain>;

/**
 * `POST /api/verify?name=…`: the file as the body, whatever its content type; up to 64 MiB. Nothing is stored. A file that is none of the kinds is
 * refused with 422 (`console-file-unknown`), a hostile archive with the code of the SDK that says why.
 */
export const verifyQuery = Type.Object(
  { name: Type.Optional(Type.String({ maxLength: 255 })) },
  { additionalProperties: false },
);
export const largestVerifiedFile = 2 ** 26;

export const verifyAnswer = Type.Object({
  kind: verifiedKind,
  kindText: bilingual,
  name: nullable(Type.String()),
  size: Type.Integer(),
  /** Of the file's bytes, hex. */
  sha256: Type.String(),
  /** Whether those signed it who it says, and nothing was changed since. */
  signature: verdict,
  /** Whether what it says follows from its evidence by the rules that it names, and fits what is registered here. */
  rules: verdict,
  /** What it is about, in a line. */
  subject: bilingual,
  chains: Type.Array(verifiedChain),
  /** Facts of the file as it states them. */
  facts: Type.Array(Type.Object({ name: bilingual, value: Type.String() })),
});
export type VerifyAnswer = Static<typeof verifyAnswer>;
