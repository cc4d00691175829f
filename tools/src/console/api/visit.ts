import Type, { type Static } from 'typebox';
import { Bilingual, Level, Reason, Time, Ueid } from './common.js';
import { JobStep } from './jobs.js';

/** `GET /api/ports`. */
export const Port = Type.Object({
  path: Type.String(),
  manufacturer: Type.Optional(Type.String()),
  serialNumber: Type.Optional(Type.String()),
  /** The job that visits it now. */
  job: Type.Optional(Type.String()),
});
export const Ports = Type.Object({ ports: Type.Array(Port) });
export type Ports = Static<typeof Ports>;

/** `POST /api/ports/visit`. */
export const PortVisitRequest = Type.Object(
  {
    path: Type.String({ minLength: 1, maxLength: 1000 }),
    baud: Type.Optional(Type.Integer({ minimum: 300, maximum: 4_000_000 })),
  },
  { additionalProperties: false },
);
export type PortVisitRequest = Static<typeof PortVisitRequest>;

/** A fact that the instrument signs, beside what the register says. */
export const Comparison = Type.Object({
  what: Bilingual,
  register: Type.Optional(Type.String()),
  instrument: Type.Optional(Type.String()),
  same: Type.Boolean(),
});
export type Comparison = Static<typeof Comparison>;

/** A channel in the answer to the challenge. */
export const VisitChannel = Type.Object({
  channel: Type.Integer(),
  nozzle: Type.Optional(Type.Integer()),
  name: Bilingual,
  unit: Type.String(),
  value: Type.Optional(Type.Number()),
  uncertainty: Type.Optional(Type.Number()),
  /** 0..3: the instrument's own word on this channel. */
  selfState: Type.Integer(),
});
export type VisitChannel = Static<typeof VisitChannel>;

/**
 * The result of a job of the kind `visit`. Its steps are `connect`, `identify`, `key`, `challenge`, `nozzles`, `time`, `log`, `history`, `judgement`: those
 * of the SDK's fresh proof.
 */
export const VisitResult = Type.Object({
  /** Identifier of the visit: also its job's. */
  id: Type.String(),
  link: Type.Enum(['ble', 'serial']),
  /** Address or path. */
  address: Type.String(),
  startedAt: Time,
  endedAt: Time,
  steps: Type.Array(JobStep),
  /**
   * `proved`: a fresh answer verifies under the enrolled, active key, and nothing contradicts what is stored; `contradicted`: a step is bad;
   * `unproved`: nobody here has enrolled the key; `incomplete`: a step could not be carried out.
   */
  verdict: Type.Enum(['proved', 'contradicted', 'unproved', 'incomplete']),
  text: Bilingual,
  /** What the identity frame says. */
  identity: Type.Optional(
    Type.Object({
      id: Ueid,
      kid: Type.String(),
      serialNumber: Type.String(),
      kind: Type.Integer(),
      software: Type.String(),
      softwareMeasurement: Type.String(),
      life: Bilingual,
      enrolled: Type.Boolean(),
    }),
  ),
  /** The fresh proof. */
  challenge: Type.Optional(
    Type.Object({
      /** ms from asking to the answer. */
      milliseconds: Type.Number(),
      /** The answer was made between these, by the clock of this host. */
      earliest: Time,
      latest: Time,
      /** Hexadecimal. */
      nonce: Type.String(),
      sequence: Type.Integer(),
      bootcount: Type.Integer(),
      /** Seconds. */
      uptime: Type.Integer(),
      selfState: Type.Integer(),
      flags: Type.Array(Bilingual),
      sealState: Type.Integer(),
      /** `kid/sequence/digest`; absent: refused. */
      frameId: Type.Optional(Type.String()),
      channels: Type.Array(VisitChannel),
    }),
  ),
  log: Type.Optional(
    Type.Object({
      /** Entries, all of them proved by the signed head. */
      length: Type.Integer(),
      /** Read in this visit. */
      added: Type.Integer(),
    }),
  ),
  comparison: Type.Array(Comparison),
  judgement: Type.Optional(Type.Object({ level: Level, reasons: Type.Array(Reason) })),
  /** What the store made of everything that came in this visit: how many by code (`frame-accepted`, …). */
  frames: Type.Record(Type.String(), Type.Integer()),
  /** Identifiers of the frames that were stored. */
  frameIds: Type.Array(Type.String()),
});
export type VisitResult = Static<typeof VisitResult>;
