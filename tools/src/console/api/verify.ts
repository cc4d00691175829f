import { type Static, Type } from 'typebox';
import { Bilingual } from './common.js';

const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

/** What a file turned out to be, by its content. `record`: the PDF of a visit. `statement`: the text of its QR code. */
export const VerifiedKind = Type.Enum(['frames', 'case-file', 'certificate', 'record', 'statement']);
export type VerifiedKind = Static<typeof VerifiedKind>;

/** One thing that was found. */
export const VerifyFinding = Type.Object({
  /** Stable. */
  code: Type.String(),
  /** `good`: proved. `bad`: does not hold. `note`: to be known, such as what is not proved. */
  verdict: Type.Enum(['good', 'bad', 'note']),
  /** Frame, entry, key or member that it is about; empty: the whole file. */
  about: Type.String(),
  text: Bilingual,
});
export type VerifyFinding = Static<typeof VerifyFinding>;

/**
 * `good`: everything holds. `bad`: something does not. `unproved`: nothing is wrong, and nothing proves it: no signature, or no key that is
 * trusted here.
 */
export const Verdict = Type.Object({
  verdict: Type.Enum(['good', 'bad', 'unproved']),
  text: Bilingual,
  findings: Type.Array(VerifyFinding),
  /** Findings that were left out of the list. */
  left: Type.Integer(),
});
export type Verdict = Static<typeof Verdict>;

/** What the frames of one key are. */
export const VerifiedChain = Type.Object({
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
export type VerifiedChain = Static<typeof VerifiedChain>;

/**
 * `POST /api/verify?name=…`: the file as the body, whatever its content type; up to 64 MiB. Nothing is stored. A file that is none of the kinds is
 * refused with 422 (`tool-console-file-unknown`), a hostile archive with the code of the SDK that says why.
 */
export const VerifyQuery = Type.Object(
  { name: Type.Optional(Type.String({ maxLength: 255 })) },
  { additionalProperties: false },
);
export const largestVerifiedFile = 2 ** 26;

export const VerifyAnswer = Type.Object({
  kind: VerifiedKind,
  kindText: Bilingual,
  name: nullable(Type.String()),
  size: Type.Integer(),
  /** Of the file's bytes, hex. */
  sha256: Type.String(),
  /** Whether those signed it who it says, and nothing was changed since. */
  signature: Verdict,
  /** Whether what it says follows from its evidence by the rules that it names, and fits what is registered here. */
  rules: Verdict,
  /** What it is about, in a line. */
  subject: Bilingual,
  chains: Type.Array(VerifiedChain),
  /** Facts of the file as it states them. */
  facts: Type.Array(Type.Object({ name: Bilingual, value: Type.String() })),
});
export type VerifyAnswer = Static<typeof VerifyAnswer>;
