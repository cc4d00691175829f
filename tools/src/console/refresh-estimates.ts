import type { Job } from './api/jobs.js';
import type { ConsoleContext } from './context.js';
import { both } from './words.js';

/**
 * Brings the stored estimates up to date with everything that came since: the levels of the list are taken from them. One at a time; who asks
 * meanwhile is given the one that runs, and it looks again when it is done.
 */
export function refreshEstimates(context: ConsoleContext): Job {
  const { jobs, store, events } = context;
  const running = jobs.running().find(({ kind }) => kind === 'refresh');
  if (running !== undefined) {
    again.add(context);
    return running;
  }
  const steps = [{ name: 'refresh', title: both('console.refresh') }];
  return jobs.start({ kind: 'refresh', subject: '', steps }, async ({ step, signal }) => {
    let written = 0;
    do {
      again.delete(context);
      step('refresh', { state: 'running', share: 0 });
      written += await store.estimates.refresh(undefined, (done, all) => {
        signal.throwIfAborted();
        step('refresh', { share: all === 0 ? 1 : done / all });
      });
    } while (again.has(context));
    step('refresh', { state: 'done', share: 1 });
    events.publish('instruments', { changed: written });
    return { written };
  });
}

/** Consoles that were asked for a refresh while one ran. */
const again = new WeakSet<ConsoleContext>();
