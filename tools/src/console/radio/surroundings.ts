import type { Clock, Instrument, Store } from '@hengzhun/host-sdk';
import { sentenceOf } from '../../language/foreign.js';
import type { Adapter, Around, AroundBeacon, AroundInstrument, AroundItem, Suspicion } from '../api/around.js';
import type { Level } from '../api/common.js';
import type { EventHub } from '../event-hub.js';
import { both } from '../words.js';
import type { Nearby, Radio } from './radio.js';

/** ms without an advertisement: instruments advertise every half second to second. */
const fadesAfter = 5000;
/** ms between two pieces of news: eyes do not follow more. */
const newsEvery = 500;
/** ms for which the register's answer to a key identifier is taken for true. */
const knownFor = 5000;
const mostKnown = 4096;

interface Known {
  readonly at: number;
  readonly instrument: AroundInstrument | undefined;
}

/** What the radio hears, put beside the register, and told to whoever listens. */
export class Surroundings {
  readonly #store: Store;
  readonly #radio: Radio;
  readonly #clock: Clock;
  readonly #events: EventHub;
  /** By key identifier. */
  readonly #known = new Map<string, Known>();
  /** Jobs that visit, by address. */
  readonly #visits = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;
  #telling: Promise<void> = Promise.resolve();
  #closed = false;
  readonly #fault: (error: unknown) => void;

  constructor(parts: {
    readonly store: Store;
    readonly radio: Radio;
    readonly clock: Clock;
    readonly events: EventHub;
    readonly fault: (error: unknown) => void;
  }) {
    this.#store = parts.store;
    this.#radio = parts.radio;
    this.#clock = parts.clock;
    this.#events = parts.events;
    this.#fault = parts.fault;
    parts.radio.onChange(() => this.changed());
  }

  /** How things stand now. */
  async around(): Promise<Around> {
    const nearby = this.#radio.snapshot();
    await this.#look(nearby);
    const at = this.#clock.now();
    return { at, adapter: adapterOf(this.#radio.adapter), items: nearby.map((one) => this.#item(one, at)) };
  }

  find(address: string): Nearby | undefined {
    return this.#radio.snapshot().find((one) => one.address === address);
  }

  /** Something is to be told, soon. */
  changed(): void {
    if (this.#timer !== undefined || this.#closed || !this.#events.isHeard) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#telling = this.#tell();
    }, newsEvery);
  }

  visiting(address: string, job: string): void {
    this.#visits.set(address, job);
    this.changed();
  }

  visited(address: string): void {
    this.#visits.delete(address);
    // What the visit brought is asked for at once.
    this.#known.clear();
    this.changed();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#telling;
  }

  async #tell(): Promise<void> {
    try {
      this.#events.publish('around', await this.around());
    } catch (error) {
      this.#fault(error);
    }
  }

  /** Asks the register about keys that were not asked for lately. */
  async #look(nearby: readonly Nearby[]): Promise<void> {
    const now = this.#clock.now();
    for (const kid of new Set(nearby.flatMap((one) => one.kid ?? []))) {
      const known = this.#known.get(kid);
      if (known !== undefined && now - known.at < knownFor) continue;
      const instrument = await this.#store.registry.find(kid);
      this.#known.set(kid, { at: now, instrument: instrument && (await this.#described(instrument, kid)) });
    }
    while (this.#known.size > mostKnown) this.#known.delete(this.#known.keys().next().value!);
  }

  async #described(instrument: Instrument, kid: string): Promise<AroundInstrument> {
    const { chain, evaluation, key } = await this.#store.evaluate(kid);
    const { place } = instrument;
    return {
      id: instrument.ueid,
      serialNumber: instrument.serialNumber,
      maker: instrument.maker,
      model: instrument.model,
      ...(place && { place: place.name, region: place.region }),
      keyState: key.status,
      level: evaluation.level,
      ...(chain.lastReceived > 0 && { lastReceived: chain.lastReceived }),
    };
  }

  #item(one: Nearby, now: number): AroundItem {
    const { address, name, rssi, lastSeen, connectable, beacon, kid } = one;
    const instrument = kid === undefined ? undefined : this.#known.get(kid)?.instrument;
    const suspicions = suspicionsOf(one);
    const job = this.#visits.get(address);
    return {
      address,
      ...(name !== undefined && { name }),
      ...(rssi !== undefined && { rssi: Math.round(rssi) }),
      lastSeen,
      faded: now - lastSeen >= fadesAfter,
      connectable,
      ...(beacon && { beacon: beaconOf(beacon, kid) }),
      ...(instrument && { instrument }),
      suspicions,
      shown: shownLevel(beacon?.selfState, instrument, suspicions),
      ...(job !== undefined && { job }),
    };
  }
}

function beaconOf(beacon: NonNullable<Nearby['beacon']>, kid: string | undefined): AroundBeacon {
  return {
    kind: beacon.kind,
    selfState: beacon.selfState,
    locked: beacon.isLocked,
    busy: beacon.isBusy,
    sealState: beacon.sealState,
    sequence: beacon.sequence,
    ...(kid !== undefined && { kid }),
    bootcount: beacon.bootcount,
    logLength: beacon.logLength,
  };
}

const informative = new Set(['key-none', 'key-unknown']);
const alarming = new Set(['clone-present', 'sequence-forked', 'fork-of-store', 'key-revoked']);

function suspicionsOf({ suspicions, refused }: Nearby): Suspicion[] {
  const found: Suspicion[] = suspicions.map(({ code, text }) => ({
    code,
    severity: alarming.has(code) ? 'alarm' : informative.has(code) ? 'information' : 'warning',
    text,
  }));
  if (refused !== undefined) {
    const { code, message } = refused;
    const text = { en: message, zh: sentenceOf('zh', code, message) };
    found.push({ code: 'beacon-refused', severity: 'warning', text });
  }
  return found;
}

const order: readonly Level[] = ['normal', 'unknown', 'attention', 'warning', 'out-of-tolerance'];

/** What a row is coloured by. A beacon is a hint: it can make it worse and never better, and who is suspected is not shown as good. */
function shownLevel(
  selfState: number | undefined,
  instrument: AroundInstrument | undefined,
  suspicions: readonly Suspicion[],
): Level {
  const levels: Level[] = [instrument?.keyState === 'active' ? instrument.level : 'unknown'];
  if (selfState !== undefined)
    levels.push((['normal', 'attention', 'warning', 'warning'] as const)[selfState] ?? 'unknown');
  for (const { severity } of suspicions) levels.push(severity === 'information' ? 'unknown' : 'warning');
  return levels.reduce((worst, one) => (order.indexOf(one) > order.indexOf(worst) ? one : worst));
}

function adapterOf({ state, error }: Radio['adapter']): Adapter {
  if (error === undefined) return { state, text: both(`console.adapter.${state}`) };
  return { state, text: { en: error.message, zh: sentenceOf('zh', error.code, error.message, error.detail) } };
}
