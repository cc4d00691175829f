import { ToolError } from '../../errors.js';
import type { Radio } from './radio.js';

/** Where the console was started without radio. */
export function noRadio(): Radio {
  return {
    adapter: { state: 'disabled' },
    snapshot: () => [],
    presentAt: () => 0,
    onChange: () => undefined,
    open: () => {
      throw new ToolError('tool-console-radio');
    },
    close: async () => undefined,
  };
}
