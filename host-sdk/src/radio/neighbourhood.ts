import { type Beacon, beaconOf, decodeBeacon, ProtocolError, RADIO_SERVICE } from '@hengzhun/protocol';
import { toHex } from '../bytes.js';
import type { KnownNearby, NearbyInstrument, SuspicionCode } from './nearby.js';
import { comparedWithBefore, comparedWithStore, haveOverlapped } from './suspicions.js';

/** One advertisement as it was heard. */
export interface Advertised {
  readonly address: string;
  readonly name?: string | undefined;
  readonly rssi: number;
  readonly connectable: boolean;
  readonly manufacturerData?: Uint8Array | undefined;
  readonly serviceUuids?: readonly string[] | undefined;
}

export interface NeighbourhoodOptions {
  /** Nothing heard for so long: gone, ms. */
  readonly goneAfter: number;
  /** Addresses kept. */
  readonly limit: number;
  /** Company identifier of the beacons. */
  readonly company?: number;
}

/** Something worth telling about an instrument. */
export interface Told {
  readonly type: 'seen' | 'changed' | 'gone';
  readonly instrument: NearbyInstrument;
}

interface Entry {
  instrument: NearbyInstrument;
  /** As it was told last. */
  told: { at: number; rssi: number | undefined };
  readonly sticky: Set<SuspicionCode>;
}

const service = RADIO_SERVICE.replaceAll('-', '');
/** Time constant of the smoothing of signal strength, ms. */
const smoothing = 3000;
/** A change of signal that is worth telling, dB; and what is heard is told again after so long, ms. */
const tellRssi = 3;
const tellAfter = 2000;
/** Advertisements after which an address is not displaced by one that was heard once. */
const settled = 3;
const longestName = 32;

/**
 * Who is around, by what was heard. Pure: the caller hands in advertisements and the time. Whatever they say, it holds at most `limit`
 * addresses and does not throw.
 */
export class Neighbourhood {
  readonly #options: NeighbourhoodOptions;
  readonly #entries = new Map<string, Entry>();
  /** Addresses at which a key identifier is. */
  readonly #addresses = new Map<string, Set<string>>();
  #crowded = 0;
  /** Advertisements of others. */
  foreign = 0;

  constructor(options: NeighbourhoodOptions) {
    this.#options = options;
  }

  /** Takes one advertisement; returns what is worth telling. */
  take(advertised: Advertised, now: number): Told | undefined {
    const heard = this.#read(advertised);
    const before = this.#entries.get(advertised.address);
    if (heard === undefined) {
      this.foreign++;
      return undefined;
    }
    const rssi = advertised.rssi > -128 && advertised.rssi < 21 ? advertised.rssi : undefined;
    if (before === undefined) return this.#add(advertised, heard, rssi, now);
    const last = before.instrument;
    if (heard.beacon !== undefined && last.beacon !== undefined) {
      for (const code of comparedWithBefore(last.beacon, heard.beacon)) before.sticky.add(code);
    }
    this.#index(last.kid, heard.kid, last.address);
    before.instrument = {
      ...last,
      ...heard,
      name: nameOf(advertised.name) ?? last.name,
      rssi: smoothed(last, rssi, now),
      lastSeen: now,
      reports: last.reports + 1,
      connectable: advertised.connectable,
      known: heard.kid === last.kid ? last.known : undefined,
    };
    this.#suspect(before);
    return this.#tell(before, last, now);
  }

  /** What the register and the store say of a key identifier; undefined: nobody here knows it. */
  learn(kid: string, known: KnownNearby | undefined, now: number): Told[] {
    return this.#at(kid).flatMap((entry) => {
      const last = entry.instrument;
      if (known === undefined) entry.sticky.add('key-unknown');
      else entry.sticky.delete('key-unknown');
      entry.instrument = { ...last, known };
      this.#suspect(entry);
      return this.#tell(entry, last, now) ?? [];
    });
  }

  /** Takes out whom nobody has heard for `goneAfter`. */
  expire(now: number): Told[] {
    const gone = [...this.#entries.values()].filter(
      ({ instrument }) => now - instrument.lastSeen >= this.#options.goneAfter,
    );
    return gone.map(({ instrument }) => {
      this.#remove(instrument);
      return { type: 'gone', instrument };
    });
  }

  /** Everybody in range, the strongest signal first. */
  snapshot(): NearbyInstrument[] {
    const all = [...this.#entries.values()].map(({ instrument }) => instrument);
    return all.sort((a, b) => (b.rssi ?? -200) - (a.rssi ?? -200) || a.address.localeCompare(b.address));
  }

  /** Addresses at which this key identifier (hex) was heard at the same time. */
  presentAt(kid: string): number {
    return this.#at(kid).filter(({ instrument: a }, _, all) => {
      return all.length === 1 || all.some(({ instrument: b }) => a !== b && haveOverlapped(a, b));
    }).length;
  }

  /** Whether somebody with this key identifier is around. */
  has(kid: string): boolean {
    return this.#addresses.has(kid);
  }

  /** Addresses that were not taken since this was asked last. */
  takeCrowded(): number {
    const count = this.#crowded;
    this.#crowded = 0;
    return count;
  }

  /** undefined: not one of ours. */
  #read({
    manufacturerData,
    serviceUuids,
  }: Advertised): Pick<NearbyInstrument, 'beacon' | 'kid' | 'refused'> | undefined {
    const bytes = manufacturerData && beaconOf(manufacturerData, this.#options.company);
    if (bytes === undefined) {
      const named = serviceUuids?.some((uuid) => uuid.replaceAll('-', '').toLowerCase() === service);
      const message = 'It names the service of an instrument, and has no beacon.';
      return named ? { beacon: undefined, kid: undefined, refused: { code: 'beacon-absent', message } } : undefined;
    }
    try {
      const beacon = decodeBeacon(bytes);
      return { beacon, kid: beacon.kid && toHex(beacon.kid), refused: undefined };
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      return { beacon: undefined, kid: undefined, refused: { code: error.code, message: error.message } };
    }
  }

  #add(
    { address, name, connectable }: Advertised,
    heard: Pick<NearbyInstrument, 'beacon' | 'kid' | 'refused'>,
    rssi: number | undefined,
    now: number,
  ): Told | undefined {
    if (!this.#makeRoom()) {
      this.#crowded++;
      return undefined;
    }
    const entry: Entry = {
      instrument: {
        ...heard,
        address,
        name: nameOf(name),
        rssi,
        firstSeen: now,
        lastSeen: now,
        reports: 1,
        connectable,
        known: undefined,
        suspicions: [],
      },
      told: { at: now, rssi },
      sticky: new Set(),
    };
    this.#entries.set(address, entry);
    this.#index(undefined, heard.kid, address);
    this.#suspect(entry);
    return { type: 'seen', instrument: entry.instrument };
  }

  /** Who was heard once or twice gives way first: addresses that are made up do not come again. */
  #makeRoom(): boolean {
    if (this.#entries.size < this.#options.limit) return true;
    let weakest: NearbyInstrument | undefined;
    for (const { instrument } of this.#entries.values()) {
      if (instrument.reports >= settled) continue;
      if (weakest === undefined || instrument.lastSeen < weakest.lastSeen) weakest = instrument;
    }
    if (weakest === undefined) return false;
    this.#crowded++;
    this.#remove(weakest);
    return true;
  }

  #remove({ address, kid }: NearbyInstrument): void {
    this.#entries.delete(address);
    this.#index(kid, undefined, address);
  }

  #index(before: string | undefined, now: string | undefined, address: string): void {
    if (before === now) return;
    const old = before === undefined ? undefined : this.#addresses.get(before);
    old?.delete(address);
    if (old?.size === 0) this.#addresses.delete(before!);
    if (now === undefined) return;
    const places = this.#addresses.get(now) ?? new Set();
    places.add(address);
    this.#addresses.set(now, places);
  }

  #at(kid: string): Entry[] {
    return [...(this.#addresses.get(kid) ?? [])].flatMap((address) => this.#entries.get(address) ?? []);
  }

  /** Brings the suspicions of an entry up to date, and those of whoever shows the same key. */
  #suspect(entry: Entry): void {
    const mine = entry.instrument;
    const { kid, beacon, known } = mine;
    if (kid !== undefined) {
      for (const other of this.#at(kid)) {
        if (other === entry || !haveOverlapped(mine, other.instrument)) continue;
        const forked = beacon !== undefined && isFork(beacon, other.instrument.beacon);
        for (const one of [entry, other]) {
          one.sticky.add('clone-present');
          if (forked) one.sticky.add('sequence-forked');
        }
        other.instrument = { ...other.instrument, suspicions: [...other.sticky] };
      }
    }
    const passing: SuspicionCode[] = beacon === undefined ? [] : comparedWithStore(beacon, known);
    entry.instrument = { ...mine, suspicions: [...new Set([...entry.sticky, ...passing])] };
  }

  #tell(entry: Entry, last: NearbyInstrument, now: number): Told | undefined {
    const { instrument, told } = entry;
    const moved = Math.abs((instrument.rssi ?? -200) - (told.rssi ?? -200)) >= tellRssi;
    if (!moved && now - told.at < tellAfter && !differs(instrument, last)) return undefined;
    entry.told = { at: now, rssi: instrument.rssi };
    return { type: 'changed', instrument };
  }
}

function isFork(a: Beacon, b: Beacon | undefined): boolean {
  return b !== undefined && a.sequence === b.sequence && toHex(a.previous) !== toHex(b.previous);
}

function smoothed(last: NearbyInstrument, rssi: number | undefined, now: number): number | undefined {
  if (rssi === undefined || last.rssi === undefined) return rssi ?? last.rssi;
  const weight = 1 - Math.exp(-Math.max(0, now - last.lastSeen) / smoothing);
  return last.rssi + weight * (rssi - last.rssi);
}

/** What is shown of a name: no control characters, no end-less text. */
function nameOf(name: string | undefined): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const clean = name?.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '');
  return clean ? clean.slice(0, longestName) : undefined;
}

function differs(a: NearbyInstrument, b: NearbyInstrument): boolean {
  return fingerprint(a) !== fingerprint(b);
}

function fingerprint({ beacon, refused, name, connectable, suspicions, known }: NearbyInstrument): string {
  const said = beacon && { ...beacon, kid: beacon.kid && toHex(beacon.kid), previous: toHex(beacon.previous) };
  return JSON.stringify([said, refused?.code, name, connectable, suspicions, known]);
}
