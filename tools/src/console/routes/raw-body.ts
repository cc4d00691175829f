import type { ConsoleApp } from '../context.js';

/**
 * Routes whose body is a file, whatever its media type says it is: handed over as bytes, and refused (413) as soon as it is larger than `limit`.
 * The routes are added within `add`, in a scope of their own: everywhere else a body is JSON.
 */
export function takesAnyBody(app: ConsoleApp, limit: number, add: (scope: ConsoleApp) => void): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: limit }, (_request, body, done) =>
      done(null, body),
    );
    add(scope as ConsoleApp);
  });
}
