import { levelRank } from '../../components/codes.js';

export type AroundOrder = 'signal' | 'level';

interface Ordered {
  readonly address: string;
  /** dBm, where the radio tells it. */
  readonly rssi?: number;
  readonly shown: string;
  readonly suspicions: readonly { readonly severity: string }[];
}

/** What a radio says nothing of stands after what it hardly hears. */
const weakest = -128;

const suspicionRank = (item: Ordered) =>
  item.suspicions.some(({ severity }) => severity === 'alarm') ? 2 : item.suspicions.length > 0 ? 1 : 0;

/**
 * The addresses in the order in which they are shown. By signal in steps of 6 dB, and a row leaves its step only when it is 4 dB beyond it: a list
 * that jumps twice a second cannot be clicked. While `hold` (somebody points at the list or is in it) rows keep their places and new ones come
 * last.
 */
export function orderItems(
  items: readonly Ordered[],
  order: AroundOrder,
  before: readonly { readonly address: string; readonly step: number }[],
  hold: boolean,
): { address: string; step: number }[] {
  const places = new Map(before.map(({ address, step }, place) => [address, { step, place }]));
  const stepOf = ({ address, rssi = weakest }: Ordered) => {
    const step = Math.round(rssi / 6);
    const last = places.get(address)?.step;
    return last !== undefined && Math.abs(rssi - last * 6) < 7 ? last : step;
  };
  const rows = items.map((item) => ({ item, address: item.address, step: stepOf(item) }));
  const end = Number.MAX_SAFE_INTEGER;
  rows.sort((a, b) => {
    if (hold && (places.has(a.address) || places.has(b.address)))
      return (places.get(a.address)?.place ?? end) - (places.get(b.address)?.place ?? end);
    if (order === 'level') {
      const worse = suspicionRank(b.item) - suspicionRank(a.item) || levelRank(b.item.shown) - levelRank(a.item.shown);
      if (worse !== 0) return worse;
    }
    return b.step - a.step || (a.address < b.address ? -1 : 1);
  });
  return rows.map(({ address, step }) => ({ address, step }));
}
