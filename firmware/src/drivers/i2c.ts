import type { ByteString } from '@hengzhun/protocol/device';

/**
 * Opens a bus: 1 to 3 is the hardware's, 0 software on any two pins. Opening one again for another chip on it does no harm. On a
 * hardware bus a transfer that nobody acknowledges throws; software looks at no acknowledge, so that an absent chip reads as ones.
 */
export function openI2c(bus: number, sda: ByteString, scl: ByteString): EspruinoI2c {
  const i2c = bus === 1 ? I2C1 : bus === 2 ? I2C2 : bus === 3 ? I2C3 : new I2C();
  // 100 kHz: what every chip can, and slow enough for a zero address to wake an ATECC608
  i2c.setup({ sda: new Pin(sda), scl: new Pin(scl), bitrate: 100000 });
  return i2c;
}
