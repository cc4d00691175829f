import { FRAME_KIND_IDENTITY, type Frame, sha256 } from '@hengzhun/protocol';
import { equalBytes, fromHex, toHex } from '../bytes.js';
import { evaluateStatus } from '../evaluation/evaluate-status.js';
import { reportsOfKey } from '../evaluation/reports-of-key.js';
import { frameId } from '../frames/frame-id.js';
import type { EnrolledKey } from '../registry/records.js';
import { RegistrySql } from '../registry/registry-sql.js';
import type { StatusRules } from '../rules/status-rules.js';
import { longestList } from '../store/in-list.js';
import type { SqlTransaction } from '../store/sql.js';
import { BatchWrites } from './batch-writes.js';
import { type Candidate, candidate, find } from './candidate.js';
import { type ChainState, emptyChainState } from './chain-state.js';
import type { Connections } from './connections.js';
import type { DecodedPacket, PacketBatch } from './decode-packets.js';
import { addIncident } from './incident-totals.js';
import { IngestSql } from './ingest-sql.js';
import type { KnownKey, KnownKeys } from './known-keys.js';
import type { IngestCode, IngestOutcome, ReceivedPacket } from './outcome.js';
import { refusals } from './outcome.js';
import { placeFrames } from './place-frames.js';
import { digestOf } from './prove.js';
import type { RefusalQuota } from './refusal-quota.js';
import { refusalText } from './refusal-text.js';
import { StoredFrames } from './stored-frames.js';
import type { WrittenChains } from './written-chains.js';

/** What outlives a batch. */
export interface IngestMemory {
  readonly keys: KnownKeys;
  readonly connections: Connections;
  readonly quota: RefusalQuota;
  readonly chains: WrittenChains;
}

interface Group {
  readonly known: KnownKey;
  readonly state: ChainState;
  readonly candidates: Candidate[];
}

/** One batch on its way into the store, inside one transaction that holds the keys concerned. */
export class IngestBatch {
  readonly #sql: IngestSql;
  readonly #registry: RegistrySql;
  readonly #stored: StoredFrames;
  readonly #writes = new BatchWrites();
  readonly #groups = new Map<number, Group>();
  readonly #held = new Set<number>();
  #states = new Map<number, string>();
  /** Behind a connection: its answers take time that is of use. */
  readonly #isRemote: boolean;

  constructor(
    transaction: SqlTransaction,
    private readonly memory: IngestMemory,
    private readonly rules: StatusRules,
    /** ms since 1970. */
    private readonly now: number,
    /** False: a batch that went on from what was remembered of its chains has failed. */
    private readonly mayRemember: boolean,
  ) {
    this.#isRemote = transaction.dialect === 'postgresql';
    this.#sql = new IngestSql(transaction);
    this.#registry = new RegistrySql(transaction);
    this.#stored = new StoredFrames(transaction);
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
    await this.#hold(
      async () => (await this.#named(batch)) ?? this.#concerned(batch.decoded, victims),
      () => batch.decoded,
    );
    const packets = batch.decoded;
    const outcomes = new Array<IngestOutcome>(packets.length);
    for (let index = 0; index < packets.length; index++) {
      const decoded = packets[index]!;
      const { packet, frame } = decoded;
      if (frame === undefined) {
        const { code, message } = decoded;
        outcomes[index] = await this.#refuse(packet, 'frame-malformed', code, message, undefined, undefined);
        continue;
      }
      const known = keys.byKid(decoded.kid);
      if (known === undefined) {
        const victim = victims.get(index);
        const code = victim === undefined ? 'frame-unknown-instrument' : 'frame-wrong-key';
        outcomes[index] = await this.#refuse(packet, code, undefined, undefined, frame, victim);
        continue;
      }
      this.#group(known).candidates.push(candidate(index, packet, frame));
    }
    for (const group of [...this.#groups.values()]) {
      if (group.candidates.length > 0) await this.#place(group, outcomes);
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
    await this.#hold(async () => {
      known = await this.memory.keys.load(kid, this.#registry);
      return known === undefined ? [] : [known.key.id];
    });
    if (known === undefined) return;
    const key = known.key.id;
    this.#writes.incident({ key, code, sequence, digest: new Uint8Array(16), connection: 0, at: this.now, detail });
    addIncident(this.#group(known).state, code, sequence, this.now, evidence);
    await this.#write();
  }

  /**
   * Holds the keys that `concerned` names, and reads the states of their chains; all of it again if the registry has changed meanwhile.
   * @param meanwhile is done while a database behind a connection does its part
   */
  async #hold(concerned: () => Promise<readonly number[]>, meanwhile?: () => unknown): Promise<void> {
    const { keys } = this.memory;
    for (;;) {
      const ids = await concerned();
      const more = ids.filter((id) => !this.#held.has(id)).sort((a, b) => a - b);
      for (const id of more) this.#held.add(id);
      const locking = this.#sql.lock(more);
      const remembered = this.#isRemote && this.mayRemember ? this.memory.chains.of(ids) : undefined;
      if (remembered !== undefined && ids.length > 0 && ids.length === this.#held.size && keys.revision >= 0) {
        // Nothing is waited for: what fails is met at the end, and everything leaves in one go.
        locking.catch(() => {});
        await this.#sql.insist(keys.revision, remembered);
        this.#states = remembered;
        return;
      }
      // One list of keys is read without waiting in between: the server does it after the locking, and sees what was there then.
      if (this.#held.size > longestList) await locking;
      const reading = Promise.all([this.#sql.chains([...this.#held]), locking]);
      if (meanwhile !== undefined) {
        // What fails is met below.
        reading.catch(() => {});
        await this.#sent();
        meanwhile();
      }
      const [{ revision, states }] = await reading;
      this.#states = states;
      for (const [key, text] of states) this.memory.chains.found(key, text);
      if (keys.isAt(revision)) return;
    }
  }

  /**
   * The same as `concerned` (and perhaps more) without decoding, for packets that look like frames of enrolled keys; undefined: one does not,
   * and only its content tells whom it concerns.
   */
  async #named({ named, packets }: PacketBatch): Promise<number[] | undefined> {
    if (named === undefined) return undefined;
    const { keys, connections } = this.memory;
    const ids = new Set<number>();
    for (const kid of named) {
      const known = await keys.load(kid, this.#registry);
      if (known === undefined) return undefined;
      ids.add(known.key.id);
    }
    // What turns out to be no frame is attributed to whom was heard on its connection.
    for (const speaker of new Set(packets.map((packet) => connections.speaker(connections.idOf(packet))))) {
      const known = speaker === 0 ? undefined : await keys.loadId(speaker, this.#registry);
      if (known !== undefined) ids.add(known.key.id);
    }
    return [...ids];
  }

  /** Keys that the packets are of, or will be attributed to. @param victims by the packet's index: whom a stranger claims to be */
  async #concerned(packets: readonly DecodedPacket[], victims: Map<number, KnownKey | undefined>): Promise<number[]> {
    const { keys, connections } = this.memory;
    const ids = new Set<number>();
    let last = '';
    for (let index = 0; index < packets.length; index++) {
      const decoded = packets[index]!;
      if (decoded.frame !== undefined && decoded.kid === last) continue;
      let known = decoded.frame && (await keys.load(decoded.kid, this.#registry));
      if (known !== undefined) {
        last = decoded.frame === undefined ? '' : decoded.kid;
        ids.add(known.key.id);
        continue;
      }
      if (decoded.frame?.kind === FRAME_KIND_IDENTITY) {
        known = await keys.loadInstrument(decoded.frame.claims.ueid, this.#registry);
        victims.set(index, known);
      }
      known ??= await keys.loadId(connections.speaker(connections.idOf(decoded.packet)), this.#registry);
      if (known !== undefined) ids.add(known.key.id);
    }
    return [...ids];
  }

  async #place(group: Group, outcomes: IngestOutcome[]): Promise<void> {
    const { known, state } = group;
    const { key, instrument } = known;
    const { connections } = this.memory;
    const before = state.highest;
    const lastReceived = state.lastReceived;
    let open = group.candidates;
    if (key.status !== 'active') {
      const counting: Candidate[] = [];
      for (const found of open) if (await this.#mayStillCount(found, key)) counting.push(found);
      open = counting;
    }
    const connectionOf = ({ packet }: Candidate) => connections.idOf(packet);
    const at = (sequence: number) => this.#stored.at(key.id, sequence);
    this.#writes.segments(key.id, await placeFrames(open, { key, ueid: instrument.ueid, state, at, connectionOf }));
    let highest = before;
    for (const found of group.candidates.sort((a, b) => a.index - b.index)) {
      if (refusals.has(found.code)) {
        const { packet, code, protocolCode, frame } = found;
        outcomes[found.index] = await this.#refuse(packet, code, protocolCode, undefined, frame, known);
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

  async #refuse(
    packet: ReceivedPacket,
    code: IngestCode,
    protocolCode: string | undefined,
    detail: string | undefined,
    frame: Frame | undefined,
    attributed: KnownKey | undefined,
  ): Promise<IngestOutcome> {
    const { keys, connections, quota } = this.memory;
    const connection = connections.idOf(packet);
    const speaker = connections.speaker(connection);
    // Heard on this connection only within this batch: its chain is not held, so nothing is attributed to it yet.
    const known = attributed ?? (this.#held.has(speaker) ? keys.byId(speaker) : undefined);
    const hash = sha256(packet.bytes).subarray(0, 16);
    const reason = refusalText(code, detail) ?? code;
    const text = protocolCode === undefined ? reason : `${protocolCode}: ${reason}`;
    const key = known?.key.id ?? 0;
    const at = packet.latest;
    if (await quota.take(this.now, this.#sql)) {
      this.#writes.refused({ hash, code, detail: text, key: key || null, connection, at, bytes: packet.bytes });
    } else {
      const digest = new Uint8Array(16);
      this.#writes.incident({
        key: 0,
        code: 'refused-not-kept',
        sequence: 0,
        digest,
        connection,
        at,
        detail: code,
      });
    }
    const sequence = frame?.claims.sequence ?? 0;
    if (known !== undefined) addIncident(this.#group(known).state, code, sequence, at, `refused/${toHex(hash)}`);
    this.#writes.incident({ key, code, sequence: 0, digest: new Uint8Array(16), connection, at, detail: text });
    return {
      code,
      packet,
      reason: text,
      protocolCode,
      frame,
      kid: known?.key.kid,
      instrumentId: known?.instrument.id,
      frameId: undefined,
      proof: undefined,
      findings: [],
    };
  }

  #group(known: KnownKey): Group {
    let group = this.#groups.get(known.key.id);
    if (group === undefined) {
      const text = this.#states.get(known.key.id);
      const state = text === undefined ? emptyChainState() : (JSON.parse(text) as ChainState);
      group = { known, state, candidates: [] };
      this.#groups.set(known.key.id, group);
    }
    return group;
  }

  async #write(): Promise<void> {
    const writing = this.#writes.write(this.#sql);
    if (this.#isRemote) {
      // The frames are on their way while the instruments are judged; what fails is met below.
      writing.catch(() => {});
      await this.#sent();
    }
    const chains = [...this.#groups.values()].map(({ known, state }) => {
      const { key, instrument } = known;
      const reports = reportsOfKey(key, state);
      const { level } = evaluateStatus({ ...reports, data: instrument.data, now: this.now, rules: this.rules });
      const text = JSON.stringify(state);
      this.memory.chains.write(key.id, text);
      return { key: key.id, state, text, level };
    });
    await Promise.all([writing, this.#sql.writeChains(chains)]);
  }

  /** Statements leave at the end of the turn in which they were made. */
  #sent(): Promise<void> {
    return new Promise((resolve) => process.nextTick(resolve));
  }
}
