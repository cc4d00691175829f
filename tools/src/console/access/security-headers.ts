import { randomBytes } from 'node:crypto';
import type { ConsoleApp } from '../context.js';

/** Takes the place of the nonce in the page as it is built (`html.cspNonce` of Vite). */
export const noncePlaceholder = 'hengzhun-csp-nonce';

/**
 * Content security policy (CSP level 3) of the page: everything from the console itself, nothing from anywhere else, no script or style that bears
 * not the nonce of this very answer.
 */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Tooltips of charts are made with style attributes; what those might load has rules of its own below.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export const newNonce = (): string => randomBytes(18).toString('base64');

/** Headers of every answer. The page sets its own policy; nothing else may do anything in a browser. */
export function securityHeaders(app: ConsoleApp, overTls: boolean): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    if (overTls) reply.header('strict-transport-security', 'max-age=31536000');
    if (request.url.startsWith('/api')) reply.header('cache-control', 'no-store');
  });
}
