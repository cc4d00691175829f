import { longestList } from '../store/in-list.js';
import type { Candidate } from './candidate.js';
import { type ChainState, emptyChainState } from './chain-state.js';
import type { IngestMemory } from './ingest-memory.js';
import type { IngestSql } from './ingest-sql.js';
import type { KnownKey } from './known-keys.js';
import { statementsSent } from './statements-sent.js';

/** The chain of one key, and what a batch brings to it. */
export interface HeldChain {
  readonly known: KnownKey;
  readonly state: ChainState;
  readonly candidates: Candidate[];
}

/** How the states of chains are read. */
export interface HoldingOptions {
  /** The database is behind a connection: its answers take time that is of use. */
  readonly isRemote: boolean;
  /** False: a batch that went on from what was remembered of its chains has failed. */
  readonly mayRemember: boolean;
}

/** The chains that a batch concerns: nobody else changes them until its transaction ends. */
export class HeldChains {
  readonly #held = new Set<number>();
  readonly #chains = new Map<number, HeldChain>();
  #states = new Map<number, string>();

  constructor(
    private readonly sql: IngestSql,
    private readonly memory: IngestMemory,
    private readonly options: HoldingOptions,
  ) {}

  /**
   * Holds the keys that `concerned` names, and reads the states of their chains; all of it again if the registry has changed meanwhile.
   * @param meanwhile is done while a database behind a connection does its part
   */
  async hold(concerned: () => Promise<readonly number[]>, meanwhile?: () => unknown): Promise<void> {
    const { keys, chains } = this.memory;
    const { isRemote, mayRemember } = this.options;
    for (;;) {
      const ids = await concerned();
      const more = ids.filter((id) => !this.#held.has(id)).sort((a, b) => a - b);
      for (const id of more) this.#held.add(id);
      const locking = this.sql.lock(more);
      const remembered = isRemote && mayRemember ? chains.of(ids) : undefined;
      if (remembered !== undefined && ids.length > 0 && ids.length === this.#held.size && keys.revision >= 0) {
        // Nothing is waited for: what fails is met at the end, and everything leaves in one go.
        locking.catch(() => {});
        await this.sql.insist(keys.revision, remembered);
        this.#states = remembered;
        return;
      }
      // One list of keys is read without waiting in between: the server does it after the locking, and sees what was there then.
      if (this.#held.size > longestList) await locking;
      const reading = Promise.all([this.sql.chains([...this.#held]), locking]);
      if (meanwhile !== undefined) {
        // What fails is met below.
        reading.catch(() => {});
        await statementsSent();
        meanwhile();
      }
      const [{ revision, states }] = await reading;
      this.#states = states;
      for (const [key, text] of states) chains.found(key, text);
      if (keys.isAt(revision)) return;
    }
  }

  has(key: number): boolean {
    return this.#held.has(key);
  }

  /** The chain of a key that is held, as the batch leaves it so far. */
  of(known: KnownKey): HeldChain {
    let chain = this.#chains.get(known.key.id);
    if (chain === undefined) {
      const text = this.#states.get(known.key.id);
      const state = text === undefined ? emptyChainState() : (JSON.parse(text) as ChainState);
      chain = { known, state, candidates: [] };
      this.#chains.set(known.key.id, chain);
    }
    return chain;
  }

  /** Those that were asked for. */
  all(): HeldChain[] {
    return [...this.#chains.values()];
  }
}
