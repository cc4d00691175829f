import path from 'node:path';
import cookie from '@fastify/cookie';
import swagger from '@fastify/swagger';
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import Fastify from 'fastify';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { version } from '../version.js';
import { guard } from './access/guard.js';
import { ownHosts } from './access/own-hosts.js';
import { securityHeaders } from './access/security-headers.js';
import type { ConsoleApp, ConsoleContext } from './context.js';
import { errorReply } from './error-reply.js';
import { builtPage, sendPage, servePage } from './page.js';
import { consoleRoutes } from './routes/index.js';
import { sessionRoutes } from './routes/session.js';

export interface ConsoleServerOptions {
  readonly address: string;
  /** 0: any that is free. */
  readonly port: number;
  /** PEM; both or none. */
  readonly tls?: { readonly certificate: string; readonly privateKey: string };
  /** Folder of the page. Default: where its build goes. */
  readonly page?: string;
  /** Told of errors that are faults of this program. */
  readonly fault: (error: unknown) => void;
}

/** A console that listens. */
export interface ConsoleServer {
  readonly app: ConsoleApp;
  /** Without a token, such as `http://127.0.0.1:7443`. */
  readonly origin: string;
  close(): Promise<void>;
}

/** Bytes of a body, where a route says nothing else. */
const bodyLimit = 1_000_000;

/**
 * Serves the console. The context stays the caller's to close.
 * @throws {ToolError} `tool-console-cannot-listen`
 */
export async function serveConsole(context: ConsoleContext, options: ConsoleServerOptions): Promise<ConsoleServer> {
  const { address, tls, fault, page = builtPage } = options;
  const app = makeApp(tls);
  // The number is known when it listens; nobody asks before.
  let port = options.port;
  const cookieName = tls === undefined ? 'hengzhun-console' : '__Host-hengzhun-console';
  app.setValidatorCompiler(TypeBoxValidatorCompiler);
  app.setErrorHandler((error, _request, reply) => {
    const { status, body } = errorReply(error);
    if (status === 500) fault(error);
    return reply.code(status).send(body);
  });
  app.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === 'GET' && !request.url.startsWith('/api') && !path.extname(request.url);
    if (wantsPage) return sendPage(reply, path.join(page, 'index.html'));
    throw new ToolError('tool-console-not-found', {}, exitCode.refused);
  });
  securityHeaders(app, tls !== undefined);
  await app.register(cookie, {
    parseOptions: { httpOnly: true, sameSite: 'strict', path: '/', secure: tls !== undefined },
  });
  guard(
    app,
    context.sessions,
    ownHosts(address, () => port, tls?.certificate),
    cookieName,
  );
  await describeApi(app);
  sessionRoutes(app, context, cookieName);
  consoleRoutes(app, context);
  servePage(app, page);
  try {
    await app.listen({ host: address, port });
  } catch (cause) {
    await app.close();
    const { syscall, code: reason = '' } = cause as NodeJS.ErrnoException;
    if (syscall === undefined) throw cause;
    throw new ToolError('tool-console-cannot-listen', { address, port, reason }, exitCode.io, cause);
  }
  const bound = app.server.address();
  if (typeof bound === 'object' && bound !== null) port = bound.port;
  const host = address.includes(':') ? `[${address}]` : address;
  return {
    app,
    origin: `${tls === undefined ? 'http' : 'https'}://${host}:${port}`,
    close: async () => {
      context.events.close();
      await app.close();
    },
  };
}

function makeApp(tls: ConsoleServerOptions['tls']): ConsoleApp {
  const common = {
    bodyLimit,
    // A reader of events has asked long ago: only asking has to be quick.
    requestTimeout: 60_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 300 },
    return503OnClosing: true,
    exposeHeadRoutes: false,
  } as const;
  if (tls === undefined) return Fastify(common).withTypeProvider<TypeBoxTypeProvider>();
  const https = { cert: tls.certificate, key: tls.privateKey, minVersion: 'TLSv1.2' } as const;
  // The same server but for the sockets underneath, which no route looks at.
  return Fastify({ ...common, https }).withTypeProvider<TypeBoxTypeProvider>() as unknown as ConsoleApp;
}

async function describeApi(app: ConsoleApp): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Hengzhun console 衡准控制台',
        version,
        description:
          'Everything but the beginning of a session asks for the cookie of one. What is not a GET asks for the header x-csrf-token, and for an Origin that is the console.',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'hengzhun-console' },
          csrf: { type: 'apiKey', in: 'header', name: 'x-csrf-token' },
        },
      },
      security: [{ session: [], csrf: [] }],
    },
  });
  app.get('/api/openapi.json', { config: { access: 'open' }, schema: { hide: true } }, async () => app.swagger());
}
