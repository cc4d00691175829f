import Type, { type Static } from 'typebox';
import { Time } from './common.js';

/** Roles of people on record; entries of the ledger use the same words. */
export const Role = Type.Enum(['inspector', 'reviewer', 'supervisor', 'repairer', 'arbitrator']);
export type Role = Static<typeof Role>;

/** A person on record who may be chosen. */
export const SessionPerson = Type.Object({
  id: Type.String(),
  name: Type.String(),
  roles: Type.Array(Role),
  /** Identifier of the authority, and its name where it is on record. */
  authority: Type.String(),
  authorityName: Type.Optional(Type.String()),
});
export type SessionPerson = Static<typeof SessionPerson>;

/** Who acts: the person chosen, in one of the roles on record. */
export const SessionActor = Type.Object({
  id: Type.String(),
  name: Type.String(),
  role: Role,
  roles: Type.Array(Role),
  authority: Type.String(),
  authorityName: Type.Optional(Type.String()),
});
export type SessionActor = Static<typeof SessionActor>;

/** `GET /api/session`. */
export const Session = Type.Object({
  /** Goes into the header `x-csrf-token` of everything that is not a GET. */
  csrfToken: Type.String(),
  /** The session ends then; every request puts it off, at most to the end of a day. */
  expiresAt: Time,
  /** Who acts; absent: nobody was chosen, and only what asks for no role is allowed. */
  person: Type.Optional(SessionActor),
  /** Who may be chosen, by name; the first thousand. */
  people: Type.Array(SessionPerson),
  /** The language that `hengzhun console` was started in. */
  language: Type.Enum(['zh', 'en']),
  version: Type.String(),
  /** Whether the ledger's key is there: without it cases, lots and judgements are for reading. */
  canSign: Type.Boolean(),
  /** Whether this machine has no network but itself. Everything works without one. */
  offline: Type.Boolean(),
  /** Where the store is, without a password. */
  store: Type.String(),
});
export type Session = Static<typeof Session>;

/** `POST /api/session`. */
export const SessionRequest = Type.Object(
  {
    /** One-time token from the fragment of the printed address. */
    token: Type.String({ minLength: 1, maxLength: 100 }),
  },
  { additionalProperties: false },
);
export type SessionRequest = Static<typeof SessionRequest>;

/** `POST /api/session/person`. */
export const PersonRequest = Type.Object(
  {
    person: Type.String({ minLength: 1, maxLength: 100 }),
    /** One of the person's roles; default: the first on record. */
    role: Type.Optional(Role),
  },
  { additionalProperties: false },
);
export type PersonRequest = Static<typeof PersonRequest>;
