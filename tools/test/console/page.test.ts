import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { codeOf, startConsole } from '../helpers/console.js';

function builtPage(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hengzhun-page-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(path.join(folder, 'assets'));
  writeFileSync(
    path.join(folder, 'index.html'),
    '<!doctype html><meta property="csp-nonce" nonce="hengzhun-csp-nonce"><script src="/assets/a-1.js"></script>',
  );
  writeFileSync(path.join(folder, 'assets', 'a-1.js'), 'export {};');
  writeFileSync(path.join(folder, '.hidden'), 'secret');
  return folder;
}

describe('the page', () => {
  it('is served with a policy whose nonce is new each time, at every address of its own', async () => {
    const { console } = await startConsole({ page: builtPage() });
    const nonces = new Set<string>();
    for (const address of ['/', '/index.html', '/instruments/0123', '/around?x=1']) {
      const answer = await fetch(console.origin + address);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      const [, nonce] = /nonce="([^"]+)"/.exec(await answer.text())!;
      const policy = answer.headers.get('content-security-policy')!;
      expect(policy).toContain(`script-src 'self' 'nonce-${nonce}'`);
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe-eval');
      nonces.add(nonce!);
    }
    expect(nonces.size).toBe(4);
  });

  it('has files that may be kept, and none outside its folder', async () => {
    const { console } = await startConsole({ page: builtPage() });
    const script = await fetch(`${console.origin}/assets/a-1.js`);
    expect([script.status, script.headers.get('cache-control')]).toEqual([200, 'private, max-age=31536000, immutable']);
    expect(script.headers.get('content-type')).toMatch(/javascript/);
    for (const outside of [
      '/assets/none.js',
      '/.hidden',
      '/%2e%2e/%2e%2e/etc/passwd.x',
      '/assets/..%2f..%2fetc%2fpasswd.x',
    ]) {
      const answer = await fetch(console.origin + outside);
      expect(answer.status, outside).toBeGreaterThanOrEqual(400);
    }
    expect(await codeOf(await fetch(`${console.origin}/none.js`))).toBe('404 tool-console-not-found');
  });

  it('says in both languages what to do when it is not built', async () => {
    const { console } = await startConsole();
    const answer = await fetch(console.origin);
    const text = await answer.text();
    expect(answer.status).toBe(503);
    expect(text).toContain('npm run build');
    expect(text).toContain('lang="zh-CN"');
    expect(text).toContain('lang="en"');
  });
});
