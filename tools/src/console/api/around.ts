import Type, { type Static } from 'typebox';
import { Bilingual, KeyState, Level, Time, Ueid } from './common.js';

/** What the radio of this machine does. */
export const Adapter = Type.Object({
  /**
   * `disabled`: the console was started without radio; `absent`: no Bluetooth here, or its software is not installed; `off`; `unauthorized`;
   * `starting`; `scanning`; `lost`: it was there, and is taken up again by itself when it is back.
   */
  state: Type.Enum(['disabled', 'absent', 'off', 'unauthorized', 'starting', 'scanning', 'lost']),
  /** What that means and what to do. */
  text: Bilingual,
});
export type Adapter = Static<typeof Adapter>;

/** The beacon of an instrument: a hint that nothing proves. */
export const AroundBeacon = Type.Object({
  /** 1 scale, 2 dispenser; others are kinds that this version does not know. */
  kind: Type.Integer(),
  /** 0..3: normal, attention, alarm, inoperative: its own word. */
  selfState: Type.Integer(),
  locked: Type.Boolean(),
  /** A central is connected to it, or it cannot serve one now. */
  busy: Type.Boolean(),
  /** 0 unsealed, 1 sealed, 2 broken. */
  sealState: Type.Integer(),
  /** Low 32 bits of the sequence of its newest signed frame. */
  sequence: Type.Integer(),
  /** Hexadecimal, 16 digits; absent: it has no key yet. */
  kid: Type.Optional(Type.String()),
  /** Low 16 bits each. */
  bootcount: Type.Integer(),
  logLength: Type.Integer(),
});
export type AroundBeacon = Static<typeof AroundBeacon>;

/** Why something in range may not be what it says: a reason to connect and challenge it, and no verdict. */
export const Suspicion = Type.Object({
  /**
   * `clone-present`: one key from two addresses at once; `counter-backwards`; `sequence-forked`: one number, two digests; `key-changed`; `key-none`;
   * `key-unknown`; `key-revoked`; `key-retired`; `behind-store`: its sequence is behind what is stored; `fork-of-store`; `beacon-refused`.
   */
  code: Type.String(),
  severity: Type.Enum(['information', 'warning', 'alarm']),
  text: Bilingual,
});
export type Suspicion = Static<typeof Suspicion>;

/** What the register knows of the key that a beacon names. */
export const AroundInstrument = Type.Object({
  id: Ueid,
  serialNumber: Type.String(),
  maker: Type.String(),
  model: Type.String(),
  place: Type.Optional(Type.String()),
  region: Type.Optional(Type.String()),
  keyState: KeyState,
  /** As stored, before this visit. */
  level: Level,
  /** When a frame of it was received last; absent: never. */
  lastReceived: Type.Optional(Time),
});
export type AroundInstrument = Static<typeof AroundInstrument>;

/** Something in range. */
export const AroundItem = Type.Object({
  address: Type.String(),
  name: Type.Optional(Type.String()),
  /** dBm, smoothed; absent: not known. */
  rssi: Type.Optional(Type.Integer()),
  lastSeen: Time,
  /** Nothing was heard of it for some seconds. */
  faded: Type.Boolean(),
  connectable: Type.Boolean(),
  beacon: Type.Optional(AroundBeacon),
  instrument: Type.Optional(AroundInstrument),
  suspicions: Type.Array(Suspicion),
  /** What the row is to be coloured by: the level stored, and never `normal` while something is suspected or nothing was proved. */
  shown: Level,
  /** The job that visits it now. */
  job: Type.Optional(Type.String()),
});
export type AroundItem = Static<typeof AroundItem>;

/** `GET /api/around`: everything in range, the strongest signal first. */
export const Around = Type.Object({
  at: Time,
  adapter: Adapter,
  items: Type.Array(AroundItem),
});
export type Around = Static<typeof Around>;

/** `:address` of a route. */
export const AddressParams = Type.Object({ address: Type.String({ minLength: 1, maxLength: 100 }) });
