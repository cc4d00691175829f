import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@hengzhun/host-sdk';
import type { SessionActor } from '../api/session.js';

/** A session: a browser that showed a one-time token. */
export interface ConsoleSession {
  readonly csrfToken: string;
  /** Ends whatever happens, ms since 1970. */
  readonly endsAt: number;
  /** Ends when nothing is asked until then. */
  expiresAt: number;
  person: SessionActor | undefined;
  /** Called when the session is over: its event streams end. */
  readonly onEnd: Set<() => void>;
}

/** ms. A working day with its breaks, and never longer than a day. */
const idle = 4 * 3_600_000;
const longest = 24 * 3_600_000;
const tokenLife = 3_600_000;
const mostSessions = 32;
const mostTokens = 16;

const digest = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const secret = (): string => randomBytes(32).toString('base64url');

/**
 * Sessions and the one-time tokens that begin them. Only digests of tokens and cookies are kept, so that looking one up tells nothing by its
 * time. All of it lives in memory: when the console ends, so do the sessions.
 */
export class SessionBook {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #tokens = new Map<string, number>();
  readonly #sessions = new Map<string, ConsoleSession>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** A token that begins one session within an hour. */
  newToken(): string {
    const token = secret();
    this.#tokens.set(digest(token), this.#clock.now() + tokenLife);
    while (this.#tokens.size > mostTokens) this.#tokens.delete(this.#tokens.keys().next().value!);
    return token;
  }

  /** Takes a token, which is used up by it. @returns the cookie's value; undefined: no such token, or not any more */
  open(token: string): { readonly cookie: string; readonly session: ConsoleSession } | undefined {
    const name = digest(token);
    const until = this.#tokens.get(name);
    const now = this.#clock.now();
    this.#tokens.delete(name);
    if (until === undefined || now >= until) return undefined;
    this.#forget();
    const cookie = secret();
    const session: ConsoleSession = {
      csrfToken: secret(),
      endsAt: now + longest,
      expiresAt: now + idle,
      person: undefined,
      onEnd: new Set(),
    };
    this.#sessions.set(digest(cookie), session);
    while (this.#sessions.size > mostSessions) this.#end(this.#sessions.keys().next().value!);
    return { cookie, session };
  }

  /** The session of a cookie, put off by being asked for; undefined: there is none, or it is over. */
  find(cookie: string | undefined): ConsoleSession | undefined {
    if (cookie === undefined) return undefined;
    const name = digest(cookie);
    const session = this.#sessions.get(name);
    if (session === undefined) return undefined;
    const now = this.#clock.now();
    if (now >= session.expiresAt) {
      this.#end(name);
      return undefined;
    }
    session.expiresAt = Math.min(session.endsAt, now + idle);
    return session;
  }

  /** Ends a session. */
  close(session: ConsoleSession): void {
    for (const [name, one] of this.#sessions) if (one === session) this.#end(name);
  }

  #forget(): void {
    const now = this.#clock.now();
    for (const [name, { expiresAt }] of this.#sessions) if (now >= expiresAt) this.#end(name);
  }

  #end(name: string): void {
    const session = this.#sessions.get(name);
    this.#sessions.delete(name);
    for (const listener of session?.onEnd ?? []) listener();
  }
}

/** Whether a header bears the session's token; takes as long for a wrong one. */
export function bearsCsrfToken(session: ConsoleSession, header: unknown): boolean {
  if (typeof header !== 'string') return false;
  const [given, wanted] = [header, session.csrfToken].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(given!, wanted!);
}
