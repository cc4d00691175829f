import { ToolError } from '../../errors.js';
import { exitCode } from '../../exit-codes.js';
import { openDataIfThere } from '../../stores/open-data.js';
import type { MadeElement } from './make-element.js';

/**
 * Refuses an element whose key is an instrument's in the register of a data folder already: a key that two instruments sign with is
 * no evidence of either.
 * @throws {ToolError} `tool-element-enrolled`; {SdkError} `store-*`
 */
export async function refuseEnrolled(data: string, element: MadeElement): Promise<void> {
  const store = await openDataIfThere(data);
  if (store === undefined) return;
  try {
    const known = (await store.registry.keys()).find(({ kid }) => kid === element.kid);
    if (!known) return;
    const owner = (await store.registry.instruments()).find(({ id }) => id === known.instrumentId);
    const values = {
      serial: element.serial,
      kid: element.kid,
      instrument: owner?.serialNumber || (owner?.ueid ?? '–'),
    };
    throw new ToolError('tool-element-enrolled', values, exitCode.refused);
  } finally {
    await store.close();
  }
}
