import type { ByteString } from '@hengzhun/protocol/device';
import { bytesOf } from '../platform/espruino.js';

/**
 * CRC-16 of the ATECC608 (polynomial 0x8005, bytes least significant bit first, register 0 at first), two bytes as they stand
 * on the wire. The chip shifts its register the other way round, so its CRC is the reversed one of what is worked out here.
 *
 * A byte at a time by its parity (the polynomial is divisible by x + 1), without a table in memory.
 * @unpacked
 */
export function crc16(data: ByteString): ByteString {
  let crc = 0;
  for (const byte of bytesOf(data)) {
    const low = (crc ^ byte) & 255;
    crc = (crc >> 8) ^ (low << 6) ^ (low << 7) ^ ((27030 >> ((low ^ (low >> 4)) & 15)) & 1 ? 49153 : 0);
  }
  // the bits of each byte reversed; the bytes change places as they are written
  crc = ((crc & 21845) << 1) | ((crc >> 1) & 21845);
  crc = ((crc & 13107) << 2) | ((crc >> 2) & 13107);
  crc = ((crc & 3855) << 4) | ((crc >> 4) & 3855);
  return String.fromCharCode(crc >> 8, crc & 255);
}
