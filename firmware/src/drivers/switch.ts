import type { ByteString } from '@hengzhun/protocol/device';

/**
 * Watches a switch: tells at once whether the pin is at `level`, and at every change that lasts for `debounce` ms.
 */
export function watchSwitch(
  pinName: ByteString,
  level: number,
  debounce: number,
  onChange: (active: boolean) => void,
): void {
  const pin = new Pin(pinName);
  // open contacts and cut wires read as high
  pin.mode('input_pullup');
  const wanted = level > 0;
  let shown = pin.read() === wanted;
  onChange(shown);
  setWatch(
    () => {
      const active = pin.read() === wanted;
      if (active === shown) return;
      shown = active;
      onChange(active);
    },
    pin,
    { repeat: true, edge: 'both', debounce: debounce },
  );
}
