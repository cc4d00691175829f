/** CRC-16 of the ATECC608 as its data sheet words it: a register shifted bit by bit. Low byte first, as on the wire. */
export function crc16(data: ArrayLike<number>): [number, number] {
  let register = 0;
  for (let i = 0; i < data.length; i++) {
    for (let bit = 0; bit < 8; bit++) {
      const out = register >> 15;
      register = (register << 1) & 0xffff;
      if (((data[i]! >> bit) & 1) !== out) register ^= 0x8005;
    }
  }
  return [register & 0xff, register >> 8];
}

/** A group with its count in front and its CRC behind. */
export function packetOf(data: ArrayLike<number>): Uint8Array {
  const packet = new Uint8Array(data.length + 3);
  packet[0] = packet.length;
  packet.set(data, 1);
  packet.set(crc16(packet.subarray(0, -2)), packet.length - 2);
  return packet;
}
