import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import { translate } from '../language/translate.js';
import { newNonce, noncePlaceholder, pagePolicy } from './access/security-headers.js';
import type { ConsoleApp } from './context.js';

/** Where the build of the page goes; from the sources and from what is compiled of them alike. */
export const builtPage = fileURLToPath(new URL('../../dist/web', import.meta.url));

/**
 * Serves the page from a folder. Its files carry their digests in their names and may be kept; the page itself is made anew for every answer, since
 * it bears that answer's nonce. Where it is not built, a page says so.
 */
export function servePage(app: ConsoleApp, folder: string): void {
  const page = path.join(folder, 'index.html');
  app.get('/', { schema: { hide: true } }, async (_request, reply) => sendPage(reply, page));
  app.get('/index.html', { schema: { hide: true } }, async (_request, reply) => sendPage(reply, page));
  if (existsSync(folder)) {
    void app.register(fastifyStatic, {
      root: folder,
      index: false,
      dotfiles: 'deny',
      cacheControl: false,
      setHeaders: (reply, file) => {
        const kept = file.startsWith(path.join(folder, 'assets'));
        reply.setHeader('cache-control', kept ? 'private, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
}

/** For any address of the page's own routes as well. */
export function sendPage(reply: FastifyReply, page: string): FastifyReply {
  const nonce = newNonce();
  const isBuilt = existsSync(page);
  const html = isBuilt ? readFileSync(page, 'utf8').replaceAll(noncePlaceholder, nonce) : notBuilt(nonce);
  return reply
    .code(isBuilt ? 200 : 503)
    .headers({ 'content-security-policy': pagePolicy(nonce), 'cache-control': 'no-store' })
    .type('text/html; charset=utf-8')
    .send(html);
}

function notBuilt(nonce: string): string {
  const words = (['zh', 'en'] as const)
    .map((language) => {
      const title = translate(language, 'console.page.not-built');
      const how = translate(language, 'console.page.how');
      return `<section lang="${language === 'zh' ? 'zh-CN' : 'en'}"><h1>${title}</h1><p>${how}</p></section>`;
    })
    .join('');
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><title>衡准 Hengzhun</title><style nonce="${nonce}">
body{font:16px/1.6 system-ui,sans-serif;max-width:40rem;margin:12vh auto;padding:0 1.5rem;color:CanvasText;background:Canvas}
h1{font-size:1.3rem;margin:2rem 0 .3rem}p{margin:0}code{background:color-mix(in srgb,CanvasText 10%,Canvas);padding:.1em .35em;border-radius:.25em}
</style></head><body><main>${words}</main></body></html>`;
}
