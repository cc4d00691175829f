import type { Actor } from '@hengzhun/host-sdk';
import type { FastifyRequest } from 'fastify';
import { ToolError } from '../../errors.js';
import { exitCode } from '../../exit-codes.js';
import type { Role } from '../api/session.js';
import type { ConsoleApp } from '../context.js';
import type { OwnHosts } from './own-hosts.js';
import { bearsCsrfToken, type ConsoleSession, type SessionBook } from './session-book.js';

/**
 * Who may use a route. `open`: everybody who reaches it; `session`: who has a session; `roles`: who has a session and chose a person who acts in one
 * of these roles. What says nothing asks for a session to read, and for a person in any role to do anything else.
 */
export type Access = 'open' | 'session' | { readonly roles: readonly Role[] };

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    /** The session of the request; undefined: none. */
    session: ConsoleSession | undefined;
  }
}

const anyRole: Access = { roles: ['inspector', 'reviewer', 'supervisor', 'repairer', 'arbitrator'] };
const reads = new Set(['GET', 'HEAD']);

/** Checks every request before anything of it is read: whom it names as host, where it comes from, who asks. */
export function guard(app: ConsoleApp, sessions: SessionBook, hosts: OwnHosts, cookieName: string): void {
  app.decorateRequest('session', undefined);
  app.addHook('onRequest', async (request) => {
    if (!hosts.isHost(request.headers.host)) throw refusal('tool-console-host');
    // The page itself and its files hold nothing that is anybody's.
    if (!/^\/api(\/|$|\?)/.test(request.url)) return;
    const changes = !reads.has(request.method);
    checkOrigin(request, hosts, changes);
    request.session = sessions.find(request.cookies[cookieName]);
    const access = request.routeOptions.config.access ?? (changes ? anyRole : 'session');
    if (access === 'open') return;
    const { session } = request;
    if (session === undefined) throw refusal('tool-console-session-needed');
    if (changes && !bearsCsrfToken(session, request.headers['x-csrf-token'])) throw refusal('tool-console-csrf');
    if (access !== 'session') checkRole(session, access.roles);
  });
}

/** Another site's page may make a browser ask, and may not make it be answered. */
function checkOrigin({ headers }: FastifyRequest, hosts: OwnHosts, changes: boolean): void {
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  const foreign = site !== undefined && site !== 'same-origin' && site !== 'none';
  if (foreign || (origin !== undefined && !hosts.isOrigin(origin)) || (changes && origin === undefined)) {
    throw refusal('tool-console-origin');
  }
}

function checkRole({ person }: ConsoleSession, roles: readonly Role[]): void {
  if (person === undefined) throw refusal('tool-console-person-needed');
  if (roles.includes(person.role)) return;
  throw refusal('tool-console-role', { roles: roles.join(', '), role: person.role, person: person.name });
}

function refusal(code: ConstructorParameters<typeof ToolError>[0], values: Record<string, string> = {}): ToolError {
  return new ToolError(code, values, exitCode.refused);
}

/**
 * Who answers for what a request does, as the ledger wants it.
 * @throws {ToolError} `tool-console-person-needed`
 */
export function actorOfRequest({ session }: FastifyRequest): Actor {
  const person = session?.person;
  if (person === undefined) throw refusal('tool-console-person-needed');
  return { person: person.id, role: person.role, authority: person.authority };
}

/** The session of a request on a route that asks for one. */
export function sessionOf({ session }: FastifyRequest): ConsoleSession {
  if (session === undefined) throw refusal('tool-console-session-needed');
  return session;
}
