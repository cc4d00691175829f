import { Around } from '../api/around.js';
import type { ConsoleApp, ConsoleContext } from '../context.js';
import { answers } from './answers.js';

/** What is in range. */
export function aroundRoutes(app: ConsoleApp, { surroundings }: ConsoleContext): void {
  app.get(
    '/api/around',
    {
      schema: {
        tags: ['around'],
        summary: 'Everything in range, the strongest signal first',
        response: answers(Around),
      },
    },
    async () => surroundings.around(),
  );
}
