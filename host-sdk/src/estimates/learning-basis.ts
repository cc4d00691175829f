import { SdkError } from '../errors.js';
import type { Evidence } from '../estimation/evidence.js';
import { asJson } from '../ledger/as-json.js';
import { canonicalJson, readCanonicalJson } from '../ledger/canonical-json.js';
import type { JsonValue } from '../ledger/ledger-entry.js';
import type { EstimateBasis } from './build-estimate.js';
import type { History } from './learn-from-histories.js';

/** What was learned from one instrument: with the evidence that is named, anyone learns the same. */
export interface LearningBasis extends EstimateBasis {
  readonly ueid: string;
  /** Identifiers of evidence and when each counts, ms since 1970, in the order in which it was taken in. */
  readonly taken: readonly (readonly [source: string, at: number])[];
}

export const learningMediaType = 'application/json';
/** Bytes of one attachment, about: a region has many. */
const partBytes = 4 << 20;

/** Lists what priors are learned from, in attachments (canonical JSON, RFC 8785) of some megabytes each. */
export class LearningBasisWriter {
  readonly #put: (bytes: Uint8Array) => Promise<string>;
  readonly #identifiers: string[] = [];
  #part: string[] = [];
  #size = 0;

  /** @param put keeps an attachment. @returns its identifier */
  constructor(put: (bytes: Uint8Array) => Promise<string>) {
    this.#put = put;
  }

  async add({ ueid, type, batch, data, enrolledAt }: History, taken: readonly Evidence[]): Promise<void> {
    // A frame is a report and may hold a reading of the span: which of them counts, whoever learns decides again.
    const sources = new Map(taken.map(({ source, at }) => [source, [source, at] as const]));
    const one: LearningBasis = { ueid, type, batch, data, enrolledAt, taken: [...sources.values()] };
    const text = canonicalJson(asJson(one));
    this.#part.push(text);
    this.#size += text.length;
    if (this.#size >= partBytes) await this.#flush();
  }

  /** @returns identifiers of the attachments, in order */
  async end(): Promise<readonly string[]> {
    if (this.#part.length > 0) await this.#flush();
    return this.#identifiers;
  }

  async #flush(): Promise<void> {
    this.#identifiers.push(await this.#put(Buffer.from(`[${this.#part.join(',')}]`)));
    this.#part = [];
    this.#size = 0;
  }
}

/** Reads one attachment of a list. @throws {SdkError} `judgement-entry-unreadable` */
export function readLearningBasis(bytes: Uint8Array): readonly LearningBasis[] {
  let list: JsonValue;
  try {
    list = readCanonicalJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw unreadable((cause as Error).message, cause);
  }
  if (!Array.isArray(list) || !list.every(isBasis))
    throw unreadable('it is no list of instruments with their evidence');
  return list as unknown as LearningBasis[];
}

function isBasis(value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { ueid, type, batch, data, enrolledAt, taken } = value as Record<string, JsonValue>;
  const texts = [ueid, type, batch].every((one) => typeof one === 'string');
  if (!texts || typeof data !== 'object' || data === null || Array.isArray(data)) return false;
  if (typeof enrolledAt !== 'number' || !Array.isArray(taken)) return false;
  return taken.every(
    (one) => Array.isArray(one) && one.length === 2 && typeof one[0] === 'string' && typeof one[1] === 'number',
  );
}

function unreadable(why: string, cause?: unknown): SdkError {
  const text = `What the priors were learned from cannot be read: ${why}. It was not written by this product, or it was changed.`;
  return new SdkError('judgement-entry-unreadable', text, {}, cause);
}
