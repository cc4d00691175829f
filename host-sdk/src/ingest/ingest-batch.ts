import { equalBytes, fromHex } from '../bytes.js';
import { evaluateStatus } from '../evaluation/evaluate-status.js';
import { reportsOfKey } from '../evaluation/reports-of-key.js';
import { frameId } from '../frames/frame-id.js';
import type { EnrolledKey } from '../registry/records.js';
import { RegistrySql } from '../registry/registry-sql.js';
import type { StatusRules } from '../rules/status-rules.js';
import type { SqlTransaction } from '../store/sql.js';
import { BatchWrites } from './batch-writes.js';
import { type Candidate, candidate, find } from './candidate.js';
import type { ChainState } from './chain-state.js';
import { keysConcerned, keysNamed } from './concerned-keys.js';
import type { PacketBatch } from './decode-packets.js';
import { type HeldChain, HeldChains } from './held-chains.js';
import { addIncident } from './incident-totals.js';
import type { IngestMemory } from './ingest-memory.js';
import { IngestSql } from './ingest-sql.js';
import type { KnownKey } from './known-keys.js';
import type { IngestOutcome } from './outcome.js';
import { refusals } from './outcome.js';
import { PacketRefusals } from './packet-refusals.js';
import { placeFrames } from './place-frames.js';
import { digestOf } from './prove.js';
import { statementsSent } from './statements-sent.js';
import { StoredFrames } from './stored-frames.js';

/** One batch on its way into the store, inside one transaction that holds the keys concerned. */
export class IngestBatch {
  readonly #sql: IngestSql;
  readonly #registry: RegistrySql;
  readonly #stored: StoredFrames;
  readonly #writes = new BatchWrites();
  readonly #chains: HeldChains;
  readonly #refusals: PacketRefusals;
  readonly #isRemote: boolean;

  constructor(
    transaction: SqlTransaction,
    private readonly memory: IngestMemory,
    private readonly rules: StatusRules,
    /** ms since 1970. */
    private readonly now: number,
    /** False: a batch that went on from what was remembered of its chains has failed. */
    mayRemember: boolean,
  ) {
    this.#isRemote = transaction.dialect === 'postgresql';
    this.#sql = new IngestSql(transaction);
    this.#registry = new RegistrySql(transaction);
    this.#stored = new StoredFrames(transaction);
    this.#chains = new HeldChains(this.#sql, memory, { isRemote: this.#isRemote, mayRemember });
    this.#refusals = new PacketRefusals(this.#sql, memory, this.#chains, this.#writes, now);
  }

  /**
   * Takes the packets in. @param alongside writes something of the caller's together with them
   * @returns one outcome per packet, in the same order
   */
  async take(
    batch: PacketBatch,
    alongside?: (outcomes: readonly IngestOutcome[]) => Promise<void>,
  ): Promise<IngestOutcome[]> {
    const { keys, connections } = this.memory;
    for (const packet of batch.packets) {
      if (connections.idOf(packet) === 0) await connections.open(packet, this.#sql, this.now);
    }
    const victims = new Map<number, KnownKey | undefined>();
    await this.#chains.hold(
      async () =>
        (await keysNamed(batch, this.memory, this.#registry)) ??
        keysConcerned(batch.decoded, victims, this.memory, this.#registry),
      () => batch.decoded,
    );
    const packets = batch.decoded;
    const outcomes = new Array<IngestOutcome>(packets.length);
    for (let index = 0; index < packets.length; index++) {
      const decoded = packets[index]!;
      const { packet, frame } = decoded;
      if (frame === undefined) {
        const { code: protocolCode, message: detail } = decoded;
        outcomes[index] = await this.#refusals.refuse(packet, { code: 'frame-malformed', protocolCode, detail });
        continue;
      }
      const known = keys.byKid(decoded.kid);
      if (known === undefined) {
        const attributed = victims.get(index);
        const code = attributed === undefined ? 'frame-unknown-instrument' : 'frame-wrong-key';
        outcomes[index] = await this.#refusals.refuse(packet, { code, frame, attributed });
        continue;
      }
      this.#chains.of(known).candidates.push(candidate(index, packet, frame));
    }
    for (const chain of this.#chains.all()) {
      if (chain.candidates.length > 0) await this.#place(chain, outcomes);
    }
    await Promise.all([this.#write(), alongside?.(outcomes)]);
    return outcomes;
  }

  /** Records what a link discarded or dropped. */
  async recordLosses(
    link: string,
    connection: number,
    losses: { discarded?: number; bytes?: number; dropped?: number },
  ): Promise<void> {
    const id = await this.memory.connections.open({ link, connection, source: 'live' }, this.#sql, this.now);
    await this.#sql.addLosses(id, losses.discarded ?? 0, losses.bytes ?? 0, losses.dropped ?? 0);
  }

  /** Records an incident that was found outside the ingest. */
  async recordIncident(kid: string, code: string, sequence: number, detail: string, evidence: string): Promise<void> {
    let known: KnownKey | undefined;
    await this.#chains.hold(async () => {
      known = await this.memory.keys.load(kid, this.#registry);
      return known === undefined ? [] : [known.key.id];
    });
    if (known === undefined) return;
    const key = known.key.id;
    this.#writes.incident({ key, code, sequence, digest: new Uint8Array(16), connection: 0, at: this.now, detail });
    addIncident(this.#chains.of(known).state, code, sequence, this.now, evidence);
    await this.#write();
  }

  async #place({ known, state, candidates }: HeldChain, outcomes: IngestOutcome[]): Promise<void> {
    const { key, instrument } = known;
    const { connections } = this.memory;
    const before = state.highest;
    const lastReceived = state.lastReceived;
    let open = candidates;
    if (key.status !== 'active') {
      const counting: Candidate[] = [];
      for (const found of open) if (await this.#mayStillCount(found, key)) counting.push(found);
      open = counting;
    }
    const connectionOf = ({ packet }: Candidate) => connections.idOf(packet);
    const at = (sequence: number) => this.#stored.at(key.id, sequence);
    this.#writes.segments(key.id, await placeFrames(open, { key, ueid: instrument.ueid, state, at, connectionOf }));
    let highest = before;
    for (const found of candidates.sort((a, b) => a.index - b.index)) {
      if (refusals.has(found.code)) {
        const { packet, code, protocolCode, frame } = found;
        outcomes[found.index] = await this.#refusals.refuse(packet, { code, protocolCode, frame, attributed: known });
        continue;
      }
      this.#anchor(found, key, before, lastReceived);
      if (found.code === 'frame-accepted' && found.sequence < highest) found.code = 'frame-reordered';
      if (found.code !== 'frame-forked') highest = Math.max(highest, found.sequence);
      const connection = connectionOf(found);
      connections.heard(connection, key.id);
      const id = frameId(key.kid, found.sequence, digestOf(found));
      const codes =
        found.code === 'frame-replayed' || found.code === 'frame-forked'
          ? [found.code, ...found.findings]
          : found.findings;
      for (const code of codes) this.#incident(found, code, known, state, connection, id);
      outcomes[found.index] = {
        code: found.code,
        packet: found.packet,
        reason: undefined,
        protocolCode: undefined,
        frame: found.frame,
        kid: key.kid,
        instrumentId: instrument.id,
        frameId: id,
        proof: found.proof,
        findings: found.findings,
      };
    }
  }

  #incident(found: Candidate, code: string, known: KnownKey, state: ChainState, connection: number, id: string): void {
    const { sequence } = found;
    const at = found.packet.latest;
    const digest = fromHex(digestOf(found))!;
    this.#writes.incident({ key: known.key.id, code, sequence, digest, connection, at, detail: id });
    addIncident(state, code, sequence, at, id);
  }

  /** A frame that answers our nonce was made after we sent it; a low number then means that the instrument was turned back. */
  #anchor(found: Candidate, key: EnrolledKey, highest: number, lastReceived: number): void {
    const { challenge, latest } = found.packet;
    const nonce = found.frame.claims.nonce;
    if (challenge === undefined || nonce === undefined || !equalBytes(nonce, challenge.nonce)) return;
    if (found.proof?.how !== 'signature-valid' && found.proof?.how !== 'covered') return;
    const { sentAt } = challenge;
    this.#writes.anchor({
      key: key.id,
      sequence: found.sequence,
      sentAt,
      receivedAt: latest,
      nonce: challenge.nonce,
    });
    if (found.sequence < highest && lastReceived <= sentAt) find(found, 'sequence-rollback');
  }

  async #mayStillCount(found: Candidate, key: EnrolledKey): Promise<boolean> {
    if (key.status === 'revoked') {
      // What was receipted before stays a replay; anything else could be the thief's.
      const stored = await this.#stored.at(key.id, found.sequence);
      const known = stored.some(({ bytes }) => equalBytes(bytes, found.frame.bytes));
      if (!known) found.code = 'frame-key-revoked';
      return known;
    }
    if (found.sequence < (key.endsAt ?? 0)) return true;
    found.code = 'frame-key-retired';
    return false;
  }

  async #write(): Promise<void> {
    const writing = this.#writes.write(this.#sql);
    if (this.#isRemote) {
      // The frames are on their way while the instruments are judged; what fails is met below.
      writing.catch(() => {});
      await statementsSent();
    }
    const chains = this.#chains.all().map(({ known, state }) => {
      const { key, instrument } = known;
      const reports = reportsOfKey(key, state);
      const { level } = evaluateStatus({ ...reports, data: instrument.data, now: this.now, rules: this.rules });
      const text = JSON.stringify(state);
      this.memory.chains.write(key.id, text);
      return { key: key.id, state, text, level };
    });
    await Promise.all([writing, this.#sql.writeChains(chains)]);
  }
}
