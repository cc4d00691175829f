import { randomBytes } from 'node:crypto';
import { type Clock, type LedgerKey, openSupervision, type Store, systemClock } from '@hengzhun/host-sdk';
import type { Language } from '../language/translate.js';
import { SessionBook } from './access/session-book.js';
import type { ConsoleContext } from './context.js';
import { EventHub } from './event-hub.js';
import { JobBook } from './job-book.js';
import type { Radio } from './radio/radio.js';
import { Surroundings } from './radio/surroundings.js';
import { type ConsoleServer, type ConsoleServerOptions, serveConsole } from './server.js';
import { type SerialPorts, systemPorts } from './visit/ports.js';
import { VisitBook } from './visit/visit-book.js';

export interface ConsoleOptions extends ConsoleServerOptions {
  /** Stays the caller's to close. */
  readonly store: Store;
  /** What messages may show of its place. */
  readonly storeShown: string;
  /** Who signs the ledger; absent: cases, lots and judgements are for reading. */
  readonly key?: LedgerKey;
  readonly language: Language;
  /** Closed with the console. */
  readonly radio: Radio;
  /** Default: those of this machine. */
  readonly ports?: SerialPorts;
  readonly clock?: Clock;
  readonly random?: (size: number) => Uint8Array;
}

/** A console that runs. */
export interface Console extends ConsoleServer {
  readonly context: ConsoleContext;
  /** An address with a fresh one-time token in its fragment, which browsers do not send to anybody. */
  newAddress(): string;
}

/** Opens the console of a store. @throws {ToolError} `tool-console-cannot-listen` */
export async function openConsole(options: ConsoleOptions): Promise<Console> {
  const { store, radio, key, clock = systemClock, fault } = options;
  const events = new EventHub();
  const jobs = new JobBook(clock, (job) => events.publish('job', job), fault);
  const surroundings = new Surroundings({ store, radio, clock, events, fault });
  const context: ConsoleContext = {
    store,
    supervision: openSupervision(store, { clock, ...(key && { key }) }),
    canSign: key !== undefined,
    key,
    ledgerKeys: key === undefined ? [] : [key.publicKey],
    storeShown: options.storeShown,
    language: options.language,
    clock,
    sessions: new SessionBook(clock),
    jobs,
    events,
    radio,
    ports: options.ports ?? systemPorts,
    visits: new VisitBook(),
    surroundings,
    random: options.random ?? randomBytes,
  };
  events.beginWith(() => jobs.running().map((job) => ['job', job] as const));
  events.beginWith(() => {
    // Told by the next piece of news: it asks the register first.
    surroundings.changed();
    return [];
  });
  const server = await serveConsole(context, options);
  return {
    ...server,
    context,
    newAddress: () => `${server.origin}/#token=${context.sessions.newToken()}`,
    close: async () => {
      await server.close();
      await jobs.close();
      await surroundings.close();
      await radio.close();
    },
  };
}
