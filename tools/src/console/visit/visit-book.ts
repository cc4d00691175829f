import type { FreshProof } from '@hengzhun/host-sdk';

/** As many as there are jobs. */
const most = 200;

/** The proofs of the visits of this console, for the records that are taken away of them. What was received is in the store and stays there. */
export class VisitBook {
  readonly #proofs = new Map<string, FreshProof>();

  keep(id: string, proof: FreshProof): void {
    this.#proofs.set(id, proof);
    if (this.#proofs.size > most) this.#proofs.delete(this.#proofs.keys().next().value!);
  }

  get(id: string): FreshProof | undefined {
    return this.#proofs.get(id);
  }
}
