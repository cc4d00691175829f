/** Where a radio is, m. */
export interface Position {
  x: number;
  y: number;
  z?: number;
}

/** How power fades on the way. The defaults are those of a hall full of people and shelves. */
export interface Propagation {
  /** Loss over the first metre, dB. */
  firstMetre: number;
  /** Exponent: 2 in free space. */
  exponent: number;
  /** Standard deviation of what each packet meets besides, dB. */
  fading: number;
  /** Power at which half of the packets are lost, dBm. */
  sensitivity: number;
}

export const HALL: Propagation = { firstMetre: 40, exponent: 2.5, fading: 2, sensitivity: -95 };

/** Within so many dB above the sensitivity packets still get lost. */
const EDGE_DB = 5;
/** Antennas are never closer than this, m: no received power above that sent. */
const NEAREST_M = 0.05;

/** Distance between two radios, m. */
export function distanceOf(a: Position, b: Position): number {
  return Math.hypot(a.x - b.x, a.y - b.y, (a.z ?? 0) - (b.z ?? 0));
}

/** Power that arrives on the average, dBm: log-distance path loss. */
export function meanPower(transmitted: number, distance: number, propagation: Propagation): number {
  const metres = Math.max(distance, NEAREST_M);
  return transmitted - propagation.firstMetre - 10 * propagation.exponent * Math.log10(metres);
}

/** Probability that a packet of that power is lost to noise: a straight edge of ±5 dB about the sensitivity. */
export function lossByPower(power: number, propagation: Propagation): number {
  const above = power - propagation.sensitivity;
  return Math.min(1, Math.max(0, 0.5 - above / (2 * EDGE_DB)));
}

/** A number of the standard normal distribution out of two uniform ones (Box and Muller). */
export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
