/** Chains that are remembered at most; a state is some kilobytes of text. */
const limit = 2048;

interface Written {
  readonly text: string;
  /** The next batch found in the store what the last one had written: nobody else writes this chain at present. */
  readonly alone: boolean;
}

/**
 * States of chains (as text) as this program wrote them last. Where nobody else writes a chain, the next batch goes on from what is
 * remembered and lets the database check within the same go that it still stands there: that saves a turn of asking first.
 */
export class WrittenChains {
  readonly #known = new Map<number, Written>();
  #writing = new Map<number, string>();

  /** States of all of these chains (rows of keys); undefined: one of them has to be asked for. */
  of(keys: readonly number[]): Map<number, string> | undefined {
    const texts = new Map<number, string>();
    for (const key of keys) {
      const known = this.#known.get(key);
      if (known?.alone !== true) return undefined;
      texts.set(key, known.text);
    }
    return texts;
  }

  /** What was found in the store. */
  found(key: number, text: string): void {
    this.#known.set(key, { text, alone: this.#known.get(key)?.text === text });
  }

  /** What the present transaction writes. */
  write(key: number, text: string): void {
    this.#writing.set(key, text);
  }

  /** The transaction is on disk. */
  keep(): void {
    if (this.#known.size + this.#writing.size > limit) this.#known.clear();
    for (const [key, text] of this.#writing)
      this.#known.set(key, { text, alone: this.#known.get(key)?.alone ?? false });
    this.#writing = new Map();
  }

  /** The transaction is begun again, or was undone: what is known of its chains is not trusted. */
  undo(): void {
    this.#writing = new Map();
  }

  forget(): void {
    this.#known.clear();
    this.undo();
  }
}
