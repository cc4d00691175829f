import type { KeyObject } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { Clock, LedgerKey, Store, Supervision } from '@hengzhun/host-sdk';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { Language } from '../language/translate.js';
import type { SessionBook } from './access/session-book.js';
import type { EventHub } from './event-hub.js';
import type { JobBook } from './job-book.js';
import type { Radio } from './radio/radio.js';
import type { Surroundings } from './radio/surroundings.js';
import type { SerialPorts } from './visit/ports.js';
import type { VisitBook } from './visit/visit-book.js';

/** The server, with types of requests and answers taken from the schemas of its routes. */
export type ConsoleApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** What every route works with. */
export interface ConsoleContext {
  readonly store: Store;
  /** With the ledger's key where there is one. */
  readonly supervision: Supervision;
  /** Whether there is a key: without it everything is for reading. */
  readonly canSign: boolean;
  /** Signs ledger and records. */
  readonly key: LedgerKey | undefined;
  /** Public keys of the ledger that files are checked against. */
  readonly ledgerKeys: readonly KeyObject[];
  /** What messages may show of the place of the store. */
  readonly storeShown: string;
  readonly language: Language;
  readonly clock: Clock;
  readonly sessions: SessionBook;
  readonly jobs: JobBook;
  readonly events: EventHub;
  readonly radio: Radio;
  readonly ports: SerialPorts;
  readonly visits: VisitBook;
  /** What the radio hears, put beside the register. */
  readonly surroundings: Surroundings;
  /** Fresh random bytes for challenges. */
  readonly random: (size: number) => Uint8Array;
}

/** The routes of one area. */
export type ConsoleRoutes = (app: ConsoleApp, context: ConsoleContext) => void;
