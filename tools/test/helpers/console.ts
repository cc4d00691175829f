import { type Clock, openStore, type Store, systemClock } from '@hengzhun/host-sdk';
import { expect, onTestFinished } from 'vitest';
import type { Session } from '../../src/console/api/session.js';
import { type Console, type ConsoleOptions, openConsole } from '../../src/console/open-console.js';
import { noRadio } from '../../src/console/radio/no-radio.js';
import { records } from './supervised-market.js';

/** A browser's side of a session: what the page keeps of it. */
export interface Visitor {
  readonly session: Session;
  readonly cookie: string;
  get(path: string): Promise<Response>;
  send(method: string, path: string, body?: unknown): Promise<Response>;
}

/** A clock that can be put on. */
export function movableClock(): Clock & { advance(milliseconds: number): void } {
  let ahead = 0;
  return {
    ...systemClock,
    now: () => Date.now() + ahead,
    advance: (milliseconds) => {
      ahead += milliseconds;
    },
  };
}

/** A console that listens on a port of this machine, with authorities and people on record. Faults of the program fail the test. */
export async function startConsole(
  options: Partial<ConsoleOptions> = {},
): Promise<{ readonly console: Console; readonly store: Store; readonly faults: unknown[] }> {
  const store = options.store ?? (await openStore(':memory:', options.clock ? { clock: options.clock } : {}));
  await store.records.importJson(JSON.stringify({ authority: records.authority, person: records.person }));
  const faults: unknown[] = [];
  const console = await openConsole({
    address: '127.0.0.1',
    port: 0,
    storeShown: 'memory',
    language: 'en',
    radio: noRadio(),
    page: '/nowhere',
    fault: (error) => faults.push(error),
    ...options,
    store,
  });
  onTestFinished(async () => {
    await console.close();
    if (options.store === undefined) await store.close();
    expect(faults).toEqual([]);
  });
  return { console, store, faults };
}

/** Begins a session with the printed address, as a browser does that stands at the console's page. */
export async function visit({ origin, newAddress }: Console, person?: string, role?: string): Promise<Visitor> {
  const token = new URL(newAddress()).hash.slice('#token='.length);
  const begun = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  expect(begun.status).toBe(200);
  const session = (await begun.json()) as Session;
  const cookie = begun.headers.getSetCookie()[0]!.split(';')[0]!;
  const visitor: Visitor = {
    session,
    cookie,
    get: (path) => fetch(`${origin}${path}`, { headers: { cookie } }),
    send: (method, path, body) => {
      const headers: Record<string, string> = { cookie, origin, 'x-csrf-token': session.csrfToken };
      if (body === undefined) return fetch(`${origin}${path}`, { method, headers });
      if (body instanceof Uint8Array) {
        headers['content-type'] = 'application/octet-stream';
        return fetch(`${origin}${path}`, { method, headers, body: body.slice() });
      }
      headers['content-type'] = 'application/json';
      return fetch(`${origin}${path}`, { method, headers, body: JSON.stringify(body) });
    },
  };
  if (person !== undefined) {
    const chosen = await visitor.send('POST', '/api/session/person', { person, ...(role && { role }) });
    expect(chosen.status, await chosen.clone().text()).toBe(200);
  }
  return visitor;
}

/** The code of an error of the API; that it has words in both languages goes without saying, and is checked. */
export async function codeOf(response: Response): Promise<string> {
  const body = (await response.json()) as { code: string; message: { zh: string; en: string }; detail: object };
  expect(body.message.zh).toMatch(/[\u4e00-\u9fff]/);
  expect(body.message.en).not.toBe('');
  expect(body.detail).toBeTypeOf('object');
  return `${response.status} ${body.code}`;
}
