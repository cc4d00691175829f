/** A packet on an advertising channel. */
export interface Transmission {
  from: object;
  /** 37, 38 or 39. */
  channel: number;
  /** ms of air time. */
  start: number;
  end: number;
}

/** Kept for so long after their end: no packet lasts that long, ms. */
const KEPT_MS = 20;

/** What is in the air on the three advertising channels. */
export class AdvertisingChannels {
  #transmissions: Transmission[] = [];

  add(transmission: Transmission): void {
    const oldest = transmission.start - KEPT_MS;
    if (this.#transmissions.length > 0 && this.#transmissions[0]!.end < oldest) {
      this.#transmissions = this.#transmissions.filter((other) => other.end >= oldest);
    }
    this.#transmissions.push(transmission);
  }

  /** Packets of others on the same channel at the same time. */
  overlapping(packet: Transmission): Transmission[] {
    return this.#transmissions.filter(
      (other) =>
        other.from !== packet.from &&
        other.channel === packet.channel &&
        other.start < packet.end &&
        other.end > packet.start,
    );
  }
}
