import { HengzhunError } from '@hengzhun/protocol';
import { SdkError } from '../../errors.js';
import type { Bilingual } from '../../evaluation/levels.js';
import type { JsonValue, LedgerEntry } from '../ledger-entry.js';
import { type Difference, differences } from './difference.js';
import { isNamedByContent } from './evidence-identifier.js';
import type { EvidenceSource } from './evidence-source.js';
import { EvidenceMissing, type Recomputer } from './recomputer.js';
import { type ReplayOutcome, replayOutcomeText } from './replay-texts.js';

/** What replaying 重算 one entry gave. */
export interface Replay {
  readonly entry: LedgerEntry;
  readonly outcome: ReplayOutcome;
  readonly text: Bilingual;
  /** Identifiers of the evidence that is not here, or is not what its identifier says. */
  readonly evidence: readonly string[];
  /** Where the bodies differ. */
  readonly differences: readonly Difference[];
  /** Why it could not be recomputed, in the words of whoever refused; empty: it could. */
  readonly reason: string;
}

/**
 * Recomputes one entry from the evidence that it names and the entries of its subject before it, by the rules that it names, and compares.
 *
 * @param known by kind of entry: see `recomputers`
 * @throws {SdkError} those of the source
 */
export async function replay(
  entry: LedgerEntry,
  source: EvidenceSource,
  known: readonly Recomputer[],
): Promise<Replay> {
  const subject = new SubjectStates(known);
  if (subject.of(entry).recomputer?.fold !== undefined && entry.number > 1) {
    const { number, subject: name } = entry;
    for await (const before of source.entries({ subject: name, to: number - 1 })) subject.take(before);
  }
  return judge(entry, subject.of(entry), source);
}

/**
 * Recomputes all entries of a subject in the order of their numbers, each from what was known before it.
 *
 * @throws {SdkError} those of the source
 */
export async function* replaySubject(
  subject: string,
  source: EvidenceSource,
  known: readonly Recomputer[],
): AsyncGenerator<Replay> {
  const states = new SubjectStates(known);
  for await (const entry of source.entries({ subject })) {
    yield await judge(entry, states.of(entry), source);
    states.take(entry);
  }
}

/** What is known before an entry. */
interface Before {
  /** Undefined: nobody knows how to recompute its kind. */
  readonly recomputer: Recomputer | undefined;
  readonly state: unknown;
  /** An earlier entry did not fit: what comes after it rests on nothing. */
  readonly fault: Error | undefined;
}

class SubjectStates {
  readonly #known: readonly Recomputer[];
  readonly #before = new Map<Recomputer, Before>();

  constructor(known: readonly Recomputer[]) {
    this.#known = known;
  }

  of({ kind }: LedgerEntry): Before {
    const recomputer = this.#known.find(({ kinds }) => kinds.includes(kind));
    const before = recomputer && this.#before.get(recomputer);
    return before ?? { recomputer, state: undefined, fault: undefined };
  }

  take(entry: LedgerEntry): void {
    const { recomputer, state, fault } = this.of(entry);
    if (recomputer?.fold === undefined || fault !== undefined) return;
    try {
      this.#before.set(recomputer, { recomputer, state: recomputer.fold(state, entry), fault });
    } catch (cause) {
      if (!isOfEntry(cause)) throw cause;
      this.#before.set(recomputer, { recomputer, state, fault: cause });
    }
  }
}

/**
 * Whether an error is about what an entry or a piece of evidence says, and not about the store that it was read from. A body in which a field is
 * missing or of another type ends as a TypeError or RangeError, a record that is no JSON as a SyntaxError.
 */
function isOfEntry(cause: unknown): cause is Error {
  if (cause instanceof SdkError) return !cause.code.startsWith('store-') && cause.code !== 'ledger-broken';
  const malformed = [TypeError, RangeError, SyntaxError];
  return cause instanceof HengzhunError || malformed.some((kind) => cause instanceof kind);
}

async function judge(
  entry: LedgerEntry,
  { recomputer, state, fault }: Before,
  source: EvidenceSource,
): Promise<Replay> {
  const result = (outcome: ReplayOutcome, more: Partial<Replay> = {}): Replay => {
    return { entry, outcome, text: replayOutcomeText[outcome], evidence: [], differences: [], reason: '', ...more };
  };
  const { missing, changed } = await checkEvidence(entry, source);
  if (changed.length > 0) return result('evidence-changed', { evidence: changed });
  if (recomputer === undefined) {
    return missing.length > 0 ? result('evidence-missing', { evidence: missing }) : result('not-recomputable');
  }
  let recomputed: JsonValue;
  try {
    if (fault !== undefined) throw fault;
    recomputed = await recomputer.recompute(state, entry, source);
  } catch (cause) {
    if (cause instanceof EvidenceMissing) {
      return result('evidence-missing', { evidence: [...new Set([...missing, cause.identifier])] });
    }
    if (!isOfEntry(cause)) throw cause;
    const reason = cause.message;
    if ('code' in cause && String(cause.code).endsWith('rules-unknown'))
      return result('rules-unknown', { reason, evidence: missing });
    if (missing.length > 0) return result('evidence-missing', { reason, evidence: missing });
    return result('not-allowed', { reason });
  }
  const found = differences(entry.body, recomputed);
  if (found.length > 0) return result('different', { differences: found, evidence: missing });
  return missing.length > 0 ? result('evidence-missing', { evidence: missing }) : result('same');
}

async function checkEvidence(entry: LedgerEntry, source: EvidenceSource) {
  const missing: string[] = [];
  const changed: string[] = [];
  for (const identifier of new Set(entry.evidence)) {
    const bytes = await source.find(identifier);
    if (bytes === undefined) missing.push(identifier);
    else if (isNamedByContent(identifier, bytes) === false) changed.push(identifier);
  }
  return { missing, changed };
}
