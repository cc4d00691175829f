import { type AttachmentInfo, AttachmentStore } from '../case-file/attachment-store.js';
import { type GatherOptions, gatherCaseFile } from '../case-file/gather-case-file.js';
import { writeCaseFile } from '../case-file/write-case-file.js';
import { sheetBytes } from '../check-sheets/sheet-bytes.js';
import { type SheetResult, sheetVerification } from '../check-sheets/sheet-verification.js';
import { type Clock, systemClock } from '../clock.js';
import { SdkError } from '../errors.js';
import { JudgementBook } from '../estimates/judgement-book.js';
import { Ledger } from '../ledger/ledger.js';
import type { Actor } from '../ledger/ledger-entry.js';
import type { LedgerKey } from '../ledger/ledger-key.js';
import { makeCheckpoint, type ProvedCheckpoint } from '../ledger/make-checkpoint.js';
import { proveConsistency } from '../ledger/prove-consistency.js';
import type { EntryQuery } from '../ledger/replay/evidence-source.js';
import { recomputers as ownRecomputers } from '../ledger/replay/recomputers.js';
import type { Replay } from '../ledger/replay/replay.js';
import { StoreEvidence } from '../ledger/replay/store-evidence.js';
import type { PutResult } from '../records/book/record-book.js';
import { CaseBook } from '../replacement/case-book.js';
import type { CaseRules } from '../replacement/case-rules.js';
import type { WorkingCalendar } from '../replacement/working-days.js';
import type { SamplingRules } from '../sampling/book/named-rules.js';
import { SamplingBook } from '../sampling/book/sampling-book.js';
import type { Store } from '../store/store.js';
import { replayEntries } from './replay-entries.js';

export interface SupervisionOptions {
  /** Who signs the ledger (`openLedgerKey`, or a hardware module); absent: everything can be read, and nothing written. */
  readonly key?: LedgerKey;
  readonly clock?: Clock;
  readonly caseRules?: CaseRules;
  /** Working days that deadlines count. */
  readonly calendar?: WorkingCalendar;
  /** Sets of rules that an authority added to those of this program. */
  readonly samplingRules?: SamplingRules;
}

/** What goes into a case file besides its subject. */
export type CaseFileOptions = Pick<GatherOptions, 'by' | 'decision' | 'frames' | 'rules' | 'formerKeys'> & {
  /** ms since 1970; default: now. */
  readonly at?: number;
};

/** A check sheet that was kept. */
export interface KeptSheet {
  readonly record: PutResult<'verification'>;
  readonly attachment: AttachmentInfo;
}

/** Opens the supervision of a store: see {@link Supervision}. The store stays the caller's to close. */
export function openSupervision(store: Store, options: SupervisionOptions = {}): Supervision {
  return new Supervision(store, options);
}

/**
 * What an authority does with the instruments of a store, on record: cases 案件, sampling verification 抽样检定, judgements 状态评价, and the ledger
 * 台账 that holds every step of them.
 */
export class Supervision {
  readonly ledger: Ledger;
  /** Cases of out-of-tolerance replacement 失准更换; they find their measurements in `store.records`. */
  readonly cases: CaseBook;
  /** Lots of sampling verification 抽样检定. */
  readonly lots: SamplingBook;
  /** Photographs, papers and check sheets that steps name by their SHA-256. */
  readonly attachments: AttachmentStore;
  /** What entries rest on. */
  readonly evidence: StoreEvidence;
  readonly #store: Store;
  readonly #key: LedgerKey | undefined;
  readonly #clock: Clock;

  /** Use `openSupervision`. */
  constructor(store: Store, options: SupervisionOptions) {
    const { database, registry, records: verifications } = store;
    const { key, clock = systemClock, caseRules, calendar, samplingRules } = options;
    this.#store = store;
    this.#key = key;
    this.#clock = clock;
    const ledger = new Ledger({ database, ...(key && { key }) });
    const attachments = new AttachmentStore(database, { clock });
    this.ledger = ledger;
    this.attachments = attachments;
    const evidence = new StoreEvidence({ database, registry, ledger });
    this.evidence = evidence;
    this.cases = new CaseBook({
      ...{ database, ledger, registry, attachments, verifications, evidence, clock },
      ...(caseRules && { rules: caseRules }),
      ...(calendar && { calendar }),
    });
    this.lots = new SamplingBook({ database, ledger, verifications, ...(samplingRules && { rules: samplingRules }) });
  }

  /** Judgements that go into the ledger. @param actor who judges: the software, in the name of an authority */
  judgements(actor: Actor): JudgementBook {
    return new JudgementBook({ estimates: this.#store.estimates, ledger: this.ledger, actor });
  }

  /**
   * Recomputes entries 重算 from the stored bytes, subject by subject in the order of their first entries; within a subject by number.
   * @param query which; absent: all
   * @throws {SdkError} `ledger-broken`, and those of the store
   */
  replay(query: EntryQuery = {}, recomputers = ownRecomputers): AsyncGenerator<Replay> {
    return replayEntries(query, this.evidence, recomputers);
  }

  /**
   * Signs how the ledger stands, for publishing.
   * @param numbers entries to prove in it
   * @throws {SdkError} `ledger-key-missing`; `ledger-bad-checkpoint`: the ledger is empty, or has no such entry
   */
  async checkpoint(at: number = this.#clock.now(), numbers: readonly number[] = []): Promise<ProvedCheckpoint> {
    return makeCheckpoint(this.#store.database, this.#signer(), at, numbers);
  }

  /**
   * Proves that the ledger of a newer checkpoint is that of an older one with entries added: `provesConsistency` checks it.
   * @param first, second numbers of the two checkpoints
   */
  async consistency(first: number, second: number): Promise<Uint8Array[]> {
    return proveConsistency(this.#store.database, first, second);
  }

  /**
   * The case file 案卷 on a subject, as an archive that anyone checks offline with `verifyCaseFile`.
   * @param subject as in the ledger: `case/<id>`, `lot/<id>`, `instrument/<ueid>`
   * @throws {SdkError} `ledger-key-missing`, and as `gatherCaseFile` and `writeCaseFile`
   */
  async caseFile(subject: string, { at = this.#clock.now(), ...options }: CaseFileOptions): Promise<Uint8Array> {
    const key = this.#signer();
    const file = await gatherCaseFile(subject, { store: this.#store, ledger: this.ledger, key, at, ...options });
    return writeCaseFile(file, key);
  }

  /**
   * Keeps a computed check sheet 现场检查表: its raw readings as an attachment, from which anyone computes the result again, and its result as a
   * verification record; both or neither. A step then names them by `measurementOf` and as a document of the kind `check-sheet`.
   * @param certificate number of the certificate, where one is given
   * @throws {SdkError} `sheet-incomplete`, and as `RecordBook.put`
   */
  async keepSheet(result: SheetResult, certificate?: string): Promise<KeptSheet> {
    const verification = sheetVerification(result, certificate);
    return this.#store.database.transaction(async (transaction) => {
      const record = await this.#store.records.put('verification', verification, transaction);
      const attachment = await this.attachments.put(sheetBytes(result), 'application/json', transaction);
      return { record, attachment };
    });
  }

  #signer(): LedgerKey {
    if (this.#key !== undefined) return this.#key;
    throw new SdkError('ledger-key-missing', 'This needs the key that signs the ledger: open the supervision with it.');
  }
}
