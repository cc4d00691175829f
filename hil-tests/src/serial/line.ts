/** What a serial line does to the bytes on it. Everything is off by default. */
export interface LineFaults {
  /** Probability per byte that one of its bits arrives turned. */
  bitFlips?: number;
  /** Probability per byte that it does not arrive. */
  drops?: number;
  /** Probability per byte that a random byte is heard before it. */
  noise?: number;
  /** Last word on a chunk as it travels: returns what arrives instead. For whoever tampers with the line. */
  tamper?: (bytes: Uint8Array) => Uint8Array;
}

/** Random numbers 0..1 from a seed, so that a fault can be repeated (mulberry32, Tommy Ettinger, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The chunk as it arrives at the other end. */
export function disturb(bytes: Uint8Array, faults: LineFaults, random: () => number): Uint8Array {
  const { bitFlips = 0, drops = 0, noise = 0, tamper } = faults;
  let result = bytes;
  if (bitFlips > 0 || drops > 0 || noise > 0) {
    const out: number[] = [];
    for (const byte of bytes) {
      if (noise > 0 && random() < noise) out.push(Math.floor(random() * 256));
      if (drops > 0 && random() < drops) continue;
      const flipped = bitFlips > 0 && random() < bitFlips;
      out.push(flipped ? byte ^ (1 << Math.floor(random() * 8)) : byte);
    }
    result = Uint8Array.from(out);
  }
  return tamper ? tamper(result) : result;
}
