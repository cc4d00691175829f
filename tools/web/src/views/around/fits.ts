import type { AroundItem } from '../../api/types.js';

/** Whether what a person typed is in the name, address, number, maker, model or place of something in range. */
export function fits(item: AroundItem, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return true;
  const { address, name, instrument, beacon } = item;
  return [address, name, beacon?.kid, instrument?.serialNumber, instrument?.maker, instrument?.model, instrument?.place]
    .filter((one) => one !== undefined)
    .some((one) => one.toLowerCase().includes(wanted));
}
