import Type, { type Static } from 'typebox';
import { Bilingual, Cursor, KeyState, Level, Reason, Time, Ueid } from './common.js';

/** How the register calls an instrument. */
const named = {
  id: Ueid,
  serialNumber: Type.String(),
  maker: Type.String(),
  model: Type.String(),
  /** 1 scale, 2 dispenser; absent: not known. */
  kind: Type.Optional(Type.Integer()),
  region: Type.Optional(Type.String()),
  place: Type.Optional(Type.String()),
};

/** A row of the list. */
export const InstrumentRow = Type.Object({
  ...named,
  /** The worse of the last judgement and of what its reports since then say. */
  level: Level,
  keyState: Type.Optional(KeyState),
  /** When a frame of it was received last; absent: never. */
  lastReceived: Type.Optional(Time),
});
export type InstrumentRow = Static<typeof InstrumentRow>;

/** `GET /api/instruments`, in the order of enrolment, or the worst first. */
export const InstrumentPage = Type.Object({
  items: Type.Array(InstrumentRow),
  next: Type.Optional(Cursor),
  /** With the first page only: how many there are for this query, and how many of them at each level. */
  total: Type.Optional(Type.Integer()),
  levels: Type.Optional(Type.Record(Type.String(), Type.Integer())),
});
export type InstrumentPage = Static<typeof InstrumentPage>;

export const InstrumentQuery = Type.Object(
  {
    /** In serial number, maker, model, UEID or place. */
    text: Type.Optional(Type.String({ maxLength: 100 })),
    level: Type.Optional(Level),
    kind: Type.Optional(Type.Integer({ minimum: 1, maximum: 255 })),
    /** Code of a province, prefecture or district: its first digits. */
    region: Type.Optional(Type.String({ maxLength: 20 })),
    order: Type.Optional(Type.Enum(['enrolled', 'worst'])),
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  },
  { additionalProperties: false },
);
export type InstrumentQuery = Static<typeof InstrumentQuery>;

export const InstrumentParams = Type.Object({ id: Ueid });
export const FrameParams = Type.Object({ id: Ueid, sequence: Type.Integer({ minimum: 0, maximum: 0xffffffff }) });

/** A key of an instrument. */
export const InstrumentKey = Type.Object({
  kid: Type.String(),
  state: KeyState,
  assurance: Type.Enum(['low', 'secure-element']),
  certifiedBy: Type.Optional(Type.String()),
  enrolledAt: Time,
  /** First sequence number that it may no longer sign (retired) or that no longer counts (revoked). */
  endsAt: Type.Optional(Type.Integer()),
  endedAt: Type.Optional(Time),
  endedWhy: Type.Optional(Type.String()),
});

/** A named fact in words, ready to be shown. */
export const Fact = Type.Object({ name: Bilingual, value: Bilingual });
export type Fact = Static<typeof Fact>;

/** A measured error at a test point. */
export const MeasuredPoint = Type.Object({
  /** Such as `3 kg` or `0# 20 L 40 L/min`. */
  point: Bilingual,
  quantity: Type.Enum(['mass', 'volume']),
  /** mg or mL, as the next ones. */
  nominal: Type.Number(),
  nozzle: Type.Optional(Type.Integer()),
  flow: Type.Optional(Type.Number()),
  error: Type.Number(),
  uncertainty: Type.Number(),
  limit: Type.Number(),
  how: Bilingual,
  at: Time,
  /** Identifier of the record. */
  source: Type.String(),
});
export type MeasuredPoint = Static<typeof MeasuredPoint>;

/** `GET /api/instruments/:id`. What is known is kept apart by its kind. */
export const InstrumentDetail = Type.Object({
  ...named,
  enrolledAt: Time,
  /** Newest first. */
  keys: Type.Array(InstrumentKey),
  /** From the register: class, capacity, intervals, nozzles, type approval, batch, trader. */
  register: Type.Array(Fact),
  /** What its newest identity frame signs: software, life stage, key epochs, what it does not observe. */
  signed: Type.Array(Fact),
  /** The judgement of now 状态评价: preliminary; a person confirms on site. */
  judgement: Type.Object({
    at: Time,
    level: Level,
    reasons: Type.Array(Reason),
    probability: Type.Number(),
    horizonDays: Type.Integer(),
    horizonProbability: Type.Number(),
    /** ISO 8601 date; absent: not within the horizon that is searched. */
    crossing: Type.Optional(Type.String()),
    conformity: Type.String(),
    rules: Type.Array(Type.String()),
    priors: Type.Integer(),
  }),
  /** Measured error 实测误差: the only direct knowledge. */
  measured: Type.Array(MeasuredPoint),
  /** Self-evidence 自证信息: what it reports of itself. */
  selfEvidence: Type.Object({
    level: Level,
    selfState: Type.Optional(Bilingual),
    fresh: Type.Boolean(),
    /** Absent: it has never seen its own span. */
    spanLastObserved: Type.Optional(Time),
    symptoms: Type.Array(Bilingual),
  }),
  /** Population forecast 群体预测. */
  forecast: Type.Object({ population: Type.String(), apart: Type.Boolean(), probability: Type.Number() }),
  /** What is stored of the chain of its newest key. */
  chain: Type.Object({
    frames: Type.Integer(),
    lowest: Type.Integer(),
    highest: Type.Integer(),
    missing: Type.Integer(),
    lastReceived: Type.Optional(Time),
    incidents: Type.Array(Type.Object({ code: Type.String(), count: Type.Integer(), lastAt: Time })),
  }),
});
export type InstrumentDetail = Static<typeof InstrumentDetail>;

/** A moment of a channel: the receipt of the frame that says it. */
export const ChannelPoint = Type.Object({
  at: Time,
  sequence: Type.Integer(),
  value: Type.Number(),
  uncertainty: Type.Optional(Type.Number()),
});

/** A channel's history, thinned out so that every least and greatest value of a stretch stays. */
export const ChannelSeries = Type.Object({
  channel: Type.Integer(),
  nozzle: Type.Optional(Type.Integer()),
  name: Bilingual,
  unit: Type.String(),
  /** ± in `unit`, where a rule gives one, and which. */
  limit: Type.Optional(Type.Number()),
  limitSource: Type.Optional(Type.String()),
  /** How many readings there are in all. */
  readings: Type.Integer(),
  points: Type.Array(ChannelPoint),
  /** Where the instrument's own word on this channel changed. 0..3. */
  alarms: Type.Array(Type.Object({ at: Time, sequence: Type.Integer(), selfState: Type.Integer() })),
});
export type ChannelSeries = Static<typeof ChannelSeries>;

/** `GET /api/instruments/:id/channels`. */
export const Channels = Type.Object({
  series: Type.Array(ChannelSeries),
  /** Frames looked at, and whether there were more than are looked at in one go (the newest count). */
  frames: Type.Integer(),
  truncated: Type.Boolean(),
});
export type Channels = Static<typeof Channels>;

export const ChannelsQuery = Type.Object(
  {
    from: Type.Optional(Time),
    to: Type.Optional(Time),
    /** Most points of one series. */
    points: Type.Optional(Type.Integer({ minimum: 10, maximum: 5000 })),
  },
  { additionalProperties: false },
);

/** `GET /api/instruments/:id/estimate`. */
export const Estimate = Type.Object({
  at: Time,
  /** ISO 8601 date of the predicted crossing 预计失准日期. */
  crossing: Type.Optional(Type.String()),
  /** The probability that crossing is about. */
  crossingProbability: Type.Number(),
  /** Coverage factor of the band: error ± coverage · uncertainty. */
  coverage: Type.Number(),
  /** Probability of being out of tolerance at some point, over the same days. */
  probability: Type.Array(Type.Object({ at: Time, value: Type.Number() })),
  points: Type.Array(
    Type.Object({
      point: Bilingual,
      quantity: Type.Enum(['mass', 'volume']),
      nominal: Type.Number(),
      nozzle: Type.Optional(Type.Integer()),
      flow: Type.Optional(Type.Number()),
      /** Maximum permissible error in service, ± mg or mL. */
      limit: Type.Number(),
      measured: Type.Array(Type.Object({ at: Time, error: Type.Number(), uncertainty: Type.Number() })),
      /** From now on. mg or mL; `uncertainty` is the standard uncertainty. */
      outlook: Type.Array(
        Type.Object({ at: Time, error: Type.Number(), uncertainty: Type.Number(), probability: Type.Number() }),
      ),
    }),
  ),
});
export type Estimate = Static<typeof Estimate>;

/** `GET /api/instruments/:id/log`, newest first. */
export const LogPage = Type.Object({
  /** Entries that are proved. */
  length: Type.Integer(),
  items: Type.Array(
    Type.Object({
      number: Type.Integer(),
      bootcount: Type.Integer(),
      /** Seconds since that boot. */
      uptime: Type.Integer(),
      kind: Type.Integer(),
      text: Bilingual,
    }),
  ),
  next: Type.Optional(Cursor),
});
export type LogPage = Static<typeof LogPage>;

export const PageQuery = Type.Object(
  {
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  },
  { additionalProperties: false },
);

/** How a stored frame is proved. */
export const FrameProof = Type.Object({
  how: Type.Enum(['signature-valid', 'covered']),
  /** Sequence of the frame whose signature covers it. */
  by: Type.Optional(Type.Integer()),
});

/** A stored frame in a list. */
export const FrameRow = Type.Object({
  id: Type.String(),
  sequence: Type.Integer(),
  kind: Bilingual,
  earliest: Time,
  latest: Time,
  link: Type.String(),
  source: Type.Enum(['live', 'import']),
  forked: Type.Boolean(),
  proof: FrameProof,
  bytes: Type.Integer(),
  selfState: Type.Optional(Type.Integer()),
});
export type FrameRow = Static<typeof FrameRow>;

/** `GET /api/instruments/:id/frames`, newest first. */
export const FramePage = Type.Object({ items: Type.Array(FrameRow), next: Type.Optional(Cursor) });
export type FramePage = Static<typeof FramePage>;

/** `GET /api/instruments/:id/frames/:sequence`: every frame with this number; more than one is a fork. */
export const FrameDetail = Type.Object({
  frames: Type.Array(
    Type.Object({
      ...FrameRow.properties,
      kid: Type.String(),
      hex: Type.String(),
      /** Diagnostic notation (RFC 8949 section 8), with the names of claims as comments (RFC 8610 appendix G). */
      diagnostic: Type.String(),
      /** The signature verified again, now, under the enrolled key. */
      signature: Type.Object({ valid: Type.Boolean(), text: Bilingual }),
    }),
  ),
});
export type FrameDetail = Static<typeof FrameDetail>;
