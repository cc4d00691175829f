import { networkInterfaces } from 'node:os';
import type { Person, PersonRole, StoredRecord } from '@hengzhun/host-sdk';
import { ToolError } from '../../errors.js';
import { exitCode } from '../../exit-codes.js';
import { version } from '../../version.js';
import { sessionOf } from '../access/guard.js';
import type { ConsoleSession } from '../access/session-book.js';
import { PersonRequest, Session, type SessionActor, type SessionPerson, SessionRequest } from '../api/session.js';
import type { ConsoleApp, ConsoleContext } from '../context.js';
import { answers, emptied } from './answers.js';

const mostPeople = 1000;

/** Who uses the console: a session by a one-time token, and in it a person on record. */
export function sessionRoutes(app: ConsoleApp, context: ConsoleContext, cookieName: string): void {
  const { sessions } = context;
  const tags = ['session'];
  app.get('/api/session', { schema: { tags, summary: 'Who acts', response: answers(Session) } }, async (request) =>
    describe(context, sessionOf(request)),
  );
  app.post(
    '/api/session',
    {
      config: { access: 'open' },
      schema: { tags, summary: 'Begins a session', body: SessionRequest, response: answers(Session) },
    },
    async (request, reply) => {
      const opened = sessions.open(request.body.token);
      if (opened === undefined) throw new ToolError('tool-console-token-bad', {}, exitCode.refused);
      if (request.session !== undefined) sessions.close(request.session);
      reply.setCookie(cookieName, opened.cookie);
      return describe(context, opened.session);
    },
  );
  app.post(
    '/api/session/person',
    {
      config: { access: 'session' },
      schema: { tags, summary: 'Chooses who acts', body: PersonRequest, response: answers(Session) },
    },
    async (request) => {
      const session = sessionOf(request);
      session.person = await actorOnRecord(context, request.body.person, request.body.role);
      return describe(context, session);
    },
  );
  app.delete(
    '/api/session',
    {
      config: { access: 'session' },
      schema: {
        tags,
        summary: 'Ends the session',
        response: emptied,
      },
    },
    async (request, reply) => {
      sessions.close(sessionOf(request));
      reply.clearCookie(cookieName);
      return reply.code(204).send(null);
    },
  );
}

async function describe(context: ConsoleContext, session: ConsoleSession): Promise<Session> {
  const { person, csrfToken, expiresAt } = session;
  return {
    csrfToken,
    expiresAt,
    ...(person && { person }),
    people: await peopleOnRecord(context),
    language: context.language,
    version,
    canSign: context.canSign,
    offline: isOffline(),
    store: context.storeShown,
  };
}

function isOffline(): boolean {
  return Object.values(networkInterfaces()).every((addresses) => (addresses ?? []).every(({ internal }) => internal));
}

async function peopleOnRecord({ store }: ConsoleContext): Promise<SessionPerson[]> {
  const { records } = await store.records.list({ kind: 'person', limit: mostPeople });
  const people = records.map(({ data }: StoredRecord<'person'>) => data);
  const names = new Map<string, string | undefined>();
  for (const { authority } of people) {
    if (!names.has(authority)) names.set(authority, (await store.records.get('authority', authority))?.data.name);
  }
  return people
    .map((person) => personOf(person, names.get(person.authority)))
    .sort((a, b) => a.name.localeCompare(b.name, 'zh'));
}

function personOf({ id, name, roles, authority }: Person, authorityName: string | undefined): SessionPerson {
  return { id, name, roles: [...roles], authority, ...(authorityName !== undefined && { authorityName }) };
}

/** @throws {ToolError} `tool-console-person-unknown`, `tool-console-role-not-held` */
async function actorOnRecord({ store }: ConsoleContext, id: string, wanted?: PersonRole): Promise<SessionActor> {
  const found = (await store.records.get('person', id))?.data;
  if (found === undefined) throw new ToolError('tool-console-person-unknown', { person: id }, exitCode.refused);
  const role = wanted ?? found.roles[0];
  if (role === undefined || !found.roles.includes(role)) {
    throw new ToolError('tool-console-role-not-held', { person: found.name, role: role ?? '' }, exitCode.refused);
  }
  const authorityName = (await store.records.get('authority', found.authority))?.data.name;
  return { ...personOf(found, authorityName), role };
}
