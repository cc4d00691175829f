import { exitCode } from '../../../exit-codes.js';
import { readSupervision } from '../../../stores/with-supervision.js';
import { casePage } from '../../case-page.js';
import type { Output } from '../../output.js';
import { recordNames } from '../../record-names.js';

/** Shows a case: how it stands, what was done, and which steps may come next. */
export async function showCase(output: Output, options: { readonly data: string }, id: string): Promise<number> {
  return readSupervision(options.data, async ({ store, supervision: { cases } }) => {
    const state = await cases.get(id);
    const history = await cases.history(id);
    const instrument = await store.registry.find(state.instrument);
    output.object({ type: 'case', ...state });
    for (const { entry, step } of history)
      output.object({ type: 'step', entry: entry.number, hash: entry.hash, ...step });
    const people = [...history.map(({ step }) => step.actor.person), ...state.inspectors];
    const names = await recordNames(store.records, people, [state.jurisdiction.authority]);
    for (const line of casePage(output, state, history, instrument, names)) output.line(line);
    return exitCode.ok;
  });
}
