import Type, { type Static } from 'typebox';
import type { Around } from './around.js';
import { Ueid } from './common.js';
import type { Job } from './jobs.js';

/** A link to an instrument changed. */
export const LinkNews = Type.Object({
  /** Address of a radio, or path of a port. */
  link: Type.String(),
  state: Type.Enum(['connecting', 'connected', 'disconnected', 'retry']),
});
export type LinkNews = Static<typeof LinkNews>;

/** What is stored of an instrument changed: read it again. */
export const InstrumentNews = Type.Object({ id: Ueid });
export type InstrumentNews = Static<typeof InstrumentNews>;

/** The stored levels were brought up to date: so many changed. Read lists again. */
export const InstrumentsNews = Type.Object({ changed: Type.Integer() });
export type InstrumentsNews = Static<typeof InstrumentsNews>;

/**
 * `GET /api/events`, server-sent events (HTML, section 9.2). By the name of the event. `around` and `job` come once at the beginning with how
 * things stand; `around` comes whole, at most twice a second. A comment every 15 s keeps the connection alive.
 */
export interface ConsoleEvents {
  readonly around: Around;
  readonly job: Job;
  readonly instrument: InstrumentNews;
  readonly instruments: InstrumentsNews;
  readonly link: LinkNews;
}
export type ConsoleEventName = keyof ConsoleEvents;
export type { Around, Job };
export type AroundNews = Static<typeof Around>;
