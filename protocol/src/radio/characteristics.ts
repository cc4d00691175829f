import { RADIO_COMMANDS, RADIO_FLOW, RADIO_SERVICE, RADIO_STREAM } from '../device/radio.js';

/** A part of the GATT service. */
export type RadioCharacteristic = 'stream' | 'commands' | 'flow';

const plain = (uuid: string): string => uuid.replaceAll('-', '').toLowerCase();
/** Bluetooth base UUID behind its first 16 bits (Core Specification, volume 3, part B, 2.5.1). */
const BASE = '00001000800000805f9b34fb';
const PARTS = new Map<string, RadioCharacteristic>(
  (
    [
      [RADIO_STREAM, 'stream'],
      [RADIO_COMMANDS, 'commands'],
      [RADIO_FLOW, 'flow'],
    ] as const
  ).flatMap(([uuid, part]) => {
    const short = uuid.slice(4, 8);
    return [
      [plain(uuid), part],
      [short, part],
      [`0000${short}${BASE}`, part],
    ];
  }),
);

/** Whether a UUID, with or without hyphens, is that of an instrument's service. */
export function isRadioService(uuid: string): boolean {
  return plain(uuid) === plain(RADIO_SERVICE);
}

/**
 * The part of the service that a characteristic inside it is; undefined: none of ours. Boards with an ESP32 name it by the 16 bits that
 * tell ours apart (`0002` for the stream), because their platform keeps no more of a characteristic's UUID.
 *
 * @param uuid 16 or 128 bits in hexadecimal, with or without hyphens
 */
export function radioCharacteristic(uuid: string): RadioCharacteristic | undefined {
  return PARTS.get(plain(uuid));
}
