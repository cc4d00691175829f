import Type, { type Static } from 'typebox';
import { Bilingual, ErrorBody, Time } from './common.js';

/** A step of a job, in the order in which they come. */
export const JobStep = Type.Object({
  name: Type.String(),
  title: Bilingual,
  state: Type.Enum(['waiting', 'running', 'done', 'failed', 'skipped']),
  /** Of a step that judges: `bad` is a finding against the instrument, and no failure of the step. */
  verdict: Type.Optional(Type.Enum(['good', 'attention', 'bad'])),
  /** What it came to, or why it failed. */
  text: Type.Optional(Bilingual),
  /** Share of the step that is done, 0..1, where it is known. */
  share: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
});
export type JobStep = Static<typeof JobStep>;

/** Long work: `GET /api/jobs/:id`, and the event `job` whenever it changes. */
export const Job = Type.Object({
  id: Type.String(),
  /** `visit`, `refresh`, `import`, … */
  kind: Type.String(),
  /** What it is about: an address, a port, an instrument. */
  subject: Type.String(),
  state: Type.Enum(['running', 'done', 'failed', 'cancelled']),
  steps: Type.Array(JobStep),
  startedAt: Time,
  endedAt: Type.Optional(Time),
  /** What it came to; its form depends on the kind. */
  result: Type.Optional(Type.Unknown()),
  /** Why it failed. */
  error: Type.Optional(ErrorBody),
});
export type Job = Static<typeof Job>;
