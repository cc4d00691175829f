import http from 'node:http';
import { describe, expect, it } from 'vitest';
import { isLoopback, ownHosts } from '../../src/console/access/own-hosts.js';
import { codeOf, movableClock, startConsole, visit } from '../helpers/console.js';

/** A request as no browser makes it: with any headers. */
function raw(url: string, options: http.RequestOptions & { body?: string }): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode!, text }));
    });
    request.on('error', reject);
    request.end(options.body);
  });
}

describe('a session', () => {
  it('begins with a one-time token, and the token is used up by it', async () => {
    const { console } = await startConsole();
    const token = new URL(console.newAddress()).hash.slice(7);
    const begin = (origin = console.origin) =>
      fetch(`${console.origin}/api/session`, {
        method: 'POST',
        headers: { origin, 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      });
    expect(await codeOf(await begin('http://evil.example'))).toBe('403 tool-console-origin');
    const first = await begin();
    expect(first.status).toBe(200);
    // RFC 6265bis: not readable by scripts, not sent with what other sites cause.
    expect(first.headers.getSetCookie()[0]).toMatch(/^hengzhun-console=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(await codeOf(await begin())).toBe('401 tool-console-token-bad');
  });

  it('is asked for by everything but its beginning and the description of the API', async () => {
    const { console } = await startConsole();
    for (const path of [
      '/api/session',
      '/api/around',
      '/api/instruments',
      '/api/events',
      '/api/jobs',
      '/api/nothing',
    ]) {
      expect(await codeOf(await fetch(console.origin + path)), path).toBe('401 tool-console-session-needed');
    }
    const strange = { cookie: 'hengzhun-console=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' };
    expect(await codeOf(await fetch(`${console.origin}/api/session`, { headers: strange }))).toBe(
      '401 tool-console-session-needed',
    );
    const description = (await (await fetch(`${console.origin}/api/openapi.json`)).json()) as {
      openapi: string;
      paths: object;
    };
    expect(description.openapi).toBe('3.1.0');
    expect(Object.keys(description.paths)).toContain('/api/session/person');
  });

  it('ends when it was not used for four hours, or after a day, or when it is ended', async () => {
    const clock = movableClock();
    const { console } = await startConsole({ clock });
    const idle = await visit(console);
    clock.advance(3 * 3_600_000);
    expect((await idle.get('/api/session')).status).toBe(200);
    clock.advance(4 * 3_600_000);
    expect(await codeOf(await idle.get('/api/session'))).toBe('401 tool-console-session-needed');
    const busy = await visit(console);
    for (let hour = 1; hour < 24; hour++) {
      clock.advance(3_600_000);
      expect((await busy.get('/api/session')).status).toBe(200);
    }
    clock.advance(3_600_000);
    expect(await codeOf(await busy.get('/api/session'))).toBe('401 tool-console-session-needed');
    const ended = await visit(console);
    expect((await ended.send('DELETE', '/api/session')).status).toBe(204);
    expect(await codeOf(await ended.get('/api/session'))).toBe('401 tool-console-session-needed');
  });

  it('does not begin with a token that is an hour old', async () => {
    const clock = movableClock();
    const { console } = await startConsole({ clock });
    const token = new URL(console.newAddress()).hash.slice(7);
    clock.advance(3_600_000);
    const late = await fetch(`${console.origin}/api/session`, {
      method: 'POST',
      headers: { origin: console.origin, 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    expect(await codeOf(late)).toBe('401 tool-console-token-bad');
  });
});

describe('what changes something', () => {
  it('bears the token of its session, and comes from the page itself', async () => {
    const { console } = await startConsole();
    const { cookie, session } = await visit(console);
    const choose = (headers: Record<string, string>) =>
      fetch(`${console.origin}/api/session/person`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ person: 'P-1' }),
      });
    const { origin } = console;
    const good = { origin, 'x-csrf-token': session.csrfToken };
    expect(await codeOf(await choose({ origin }))).toBe('403 tool-console-csrf');
    expect(await codeOf(await choose({ origin, 'x-csrf-token': `${session.csrfToken}A` }))).toBe(
      '403 tool-console-csrf',
    );
    const another = await visit(console);
    expect(await codeOf(await choose({ origin, 'x-csrf-token': another.session.csrfToken }))).toBe(
      '403 tool-console-csrf',
    );
    expect(await codeOf(await choose({ 'x-csrf-token': session.csrfToken }))).toBe('403 tool-console-origin');
    for (const foreign of ['null', 'http://localhost', 'http://evil.example', `${origin}.evil.example`, `${origin}/`]) {
      expect(await codeOf(await choose({ ...good, origin: foreign })), foreign).toBe('403 tool-console-origin');
    }
    expect(await codeOf(await choose({ ...good, 'sec-fetch-site': 'cross-site' }))).toBe('403 tool-console-origin');
    expect((await choose(good)).status).toBe(200);
  });

  it('is done by a person on record, in a role that the person holds', async () => {
    const { console } = await startConsole();
    const visitor = await visit(console);
    expect(visitor.session.people.map(({ id, authorityName }) => [id, authorityName])).toContainEqual([
      'P-1',
      '上海市计量院',
    ]);
    expect(visitor.session.person).toBeUndefined();
    const choose = (body: object) => visitor.send('POST', '/api/session/person', body);
    expect(await codeOf(await choose({ person: 'P-9' }))).toBe('404 tool-console-person-unknown');
    expect(await codeOf(await choose({ person: 'P-1', role: 'supervisor' }))).toBe('403 tool-console-role-not-held');
    expect(await (await choose({ person: 'P-1' })).json()).toMatchObject({
      person: { id: 'P-1', role: 'inspector', authority: 'SH-1' },
    });
  });
});

describe('names that were made to point here (DNS rebinding)', () => {
  it('are not answered, whatever they ask for', async () => {
    const { console } = await startConsole();
    const { port } = new URL(console.origin);
    const hosts = [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1',
      '127.0.0.1:1',
      `127.0.0.1.nip.io:${port}`,
      'a b',
    ];
    for (const host of hosts) {
      for (const path of ['/', '/api/openapi.json', '/api/session']) {
        const { status, text } = await raw(console.origin + path, { headers: { host } });
        expect([status, (JSON.parse(text) as { code: string }).code], host + path).toEqual([421, 'tool-console-host']);
      }
    }
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`, `LOCALHOST:${port}`]) {
      expect((await raw(`${console.origin}/api/openapi.json`, { headers: { host } })).status, host).toBe(200);
    }
  });

  it('are told apart from the console’s own', () => {
    const hosts = ownHosts('127.0.0.1', () => 7443);
    expect(hosts.isOrigin('http://127.0.0.1:7443')).toBe(true);
    expect(hosts.isOrigin('http://localhost:7443')).toBe(true);
    for (const other of [
      'https://127.0.0.1:7443',
      'http://127.0.0.1',
      'http://127.0.0.1:7443/x',
      'null',
      '',
      undefined,
    ]) {
      expect(hosts.isOrigin(other), other).toBe(false);
    }
    expect(['127.0.0.1', '127.9.9.9', '::1', 'localhost'].every(isLoopback)).toBe(true);
    expect(['0.0.0.0', '::', '192.0.2.7', 'example.org', '::ffff:192.0.2.7'].some(isLoopback)).toBe(false);
  });
});

describe('hostile requests', () => {
  it('are bounded in size and strict in form', async () => {
    const { console } = await startConsole();
    const visitor = await visit(console);
    const choose = (body: unknown) => visitor.send('POST', '/api/session/person', body);
    expect(await codeOf(await choose({ person: 'x'.repeat(1_100_000) }))).toBe('413 tool-console-too-large');
    for (const body of [{}, { person: 1 }, { person: '' }, { person: 'P-1', more: 1 }, [], null, 'text']) {
      expect(await codeOf(await choose(body)), JSON.stringify(body)).toBe('400 tool-console-bad-request');
    }
    expect(await codeOf(await choose(new Uint8Array(4)))).toBe('415 tool-console-media-type');
    const { cookie, session } = visitor;
    const broken = await fetch(`${console.origin}/api/session/person`, {
      method: 'POST',
      headers: {
        ...{ cookie, origin: console.origin, 'x-csrf-token': session.csrfToken },
        'content-type': 'application/json',
      },
      body: '{"person":',
    });
    expect(await codeOf(broken)).toBe('400 tool-console-bad-request');
    expect(await codeOf(await visitor.get('/api/nothing'))).toBe('404 tool-console-not-found');
  });

  it('get answers that no browser makes a page, a frame or a script of', async () => {
    const { console } = await startConsole();
    const { headers } = await fetch(`${console.origin}/api/session`);
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});
