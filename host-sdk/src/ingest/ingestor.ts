import { decodeFrame, FRAME_KIND_IDENTITY, type Frame, sha256 } from '@hengzhun/protocol';
import { equalBytes, fromHex, toHex } from '../bytes.js';
import { type Clock, systemClock } from '../clock.js';
import { evaluateStatus } from '../evaluation/evaluate-status.js';
import { frameId } from '../frames/frame-id.js';
import type { EnrolledKey } from '../registry/records.js';
import { RegistrySql } from '../registry/registry-sql.js';
import { type StatusRules, statusRules } from '../rules/status-rules.js';
import type { SqlDatabase } from '../store/database.js';
import { type Candidate, candidate, find } from './candidate.js';
import { type ChainState, copyChainState } from './chain-state.js';
import { Connections } from './connections.js';
import { addIncident } from './incident-totals.js';
import { type Incident, IngestSql } from './ingest-sql.js';
import { type KnownKey, KnownKeys } from './known-keys.js';
import type { IngestCode, IngestOutcome, ReceivedPacket } from './outcome.js';
import { refusals } from './outcome.js';
import { placeFrames } from './place-frames.js';
import { digestOf } from './prove.js';
import { RefusalQuota } from './refusal-quota.js';
import { refusalText } from './refusal-text.js';
import { StoredFrames } from './stored-frames.js';

export interface IngestOptions {
  readonly clock?: Clock;
  readonly rules?: StatusRules;
  /** Refused packets kept per day (UTC); beyond it they are only counted. Default 100 000: nobody may fill the disk from outside. */
  readonly refusedPerDay?: number;
}

interface Group {
  readonly known: KnownKey;
  readonly state: ChainState;
  readonly candidates: Candidate[];
}

/**
 * Takes packets in: decodes, proves, places, evaluates and stores them, a batch in one durable transaction. Nothing of a batch is
 * acknowledged before all of it is on disk; when the store fails, nothing of it was taken and the caller still has the packets.
 */
export class Ingestor {
  readonly #database: SqlDatabase;
  readonly #sql: IngestSql;
  readonly #stored: StoredFrames;
  readonly #keys: KnownKeys;
  readonly #connections: Connections;
  readonly #quota: RefusalQuota;
  readonly #clock: Clock;
  readonly #rules: StatusRules;
  #version = -1;

  constructor(database: SqlDatabase, options: IngestOptions = {}) {
    this.#database = database;
    this.#sql = new IngestSql(database);
    this.#stored = new StoredFrames(database);
    this.#keys = new KnownKeys(new RegistrySql(database), this.#sql);
    this.#connections = new Connections(this.#sql);
    this.#quota = new RefusalQuota(this.#sql, options.refusedPerDay ?? 100_000);
    this.#clock = options.clock ?? systemClock;
    this.#rules = options.rules ?? statusRules;
  }

  /** Forgets cached keys and chains: the registry or the store was changed by someone else. */
  forget(): void {
    this.#keys.forget();
    this.#stored.forget();
  }

  /** @returns one outcome per packet, in the same order. @throws {SdkError} `store-*`; then nothing was taken */
  ingest(packets: readonly ReceivedPacket[]): IngestOutcome[] {
    if (packets.length === 0) return [];
    const restore = this.#connections.mark();
    try {
      return this.#database.transaction(() => this.#take(packets));
    } catch (error) {
      // The transaction is undone; so must be what we remember of it.
      this.forget();
      this.#quota.forget();
      restore();
      throw error;
    }
  }

  /** Records what a link discarded or dropped. @throws {SdkError} `store-*` */
  recordLosses(
    link: string,
    connection: number,
    losses: { discarded?: number; bytes?: number; dropped?: number },
  ): void {
    this.#database.transaction(() => {
      const id = this.#connectionId({ link, connection, source: 'live' });
      this.#sql.addLosses(id, losses.discarded ?? 0, losses.bytes ?? 0, losses.dropped ?? 0);
    });
  }

  /** Records an incident that was found outside the ingest (a log that does not fit its head). */
  recordIncident(kid: string, code: string, sequence: number, detail: string, evidence: string): void {
    this.#database.transaction(() => {
      this.#checkVersion();
      const known = this.#keys.byKid(kid);
      if (known === undefined) return;
      const at = this.#clock.now();
      const state = copyChainState(known.state);
      this.#sql.writeIncident({
        key: known.key.id,
        code,
        sequence,
        digest: new Uint8Array(16),
        connection: 0,
        at,
        detail,
      });
      addIncident(state, code, sequence, at, evidence);
      this.#write(known, state);
    });
  }

  #take(packets: readonly ReceivedPacket[]): IngestOutcome[] {
    this.#checkVersion();
    const now = this.#clock.now();
    const outcomes = new Array<IngestOutcome>(packets.length);
    const groups = new Map<number, Group>();
    let last: Group | undefined;
    for (let index = 0; index < packets.length; index++) {
      const packet = packets[index]!;
      let frame: Frame;
      try {
        frame = decodeFrame(packet.bytes);
      } catch (cause) {
        const { code, message } = cause as { code?: string; message: string };
        if (code === undefined) throw cause;
        outcomes[index] = this.#refuse(packet, 'frame-malformed', code, message, undefined, undefined, now, groups);
        continue;
      }
      let group: Group | undefined = last;
      if (group === undefined || !equalBytes(group.known.kidBytes, frame.kid)) {
        const known = this.#keys.byKid(toHex(frame.kid));
        group = known && this.#group(known, groups);
      }
      if (group === undefined) {
        const victim = frame.kind === FRAME_KIND_IDENTITY ? this.#keys.ofInstrument(frame.claims.ueid) : undefined;
        const code = victim === undefined ? 'frame-unknown-instrument' : 'frame-wrong-key';
        outcomes[index] = this.#refuse(packet, code, undefined, undefined, frame, victim, now, groups);
        continue;
      }
      last = group;
      group.candidates.push(candidate(index, packet, frame));
    }
    for (const group of [...groups.values()])
      if (group.candidates.length > 0) this.#place(group, outcomes, now, groups);
    for (const { known, state } of groups.values()) this.#write(known, state);
    return outcomes;
  }

  #place(group: Group, outcomes: IngestOutcome[], now: number, groups: Map<number, Group>): void {
    const { known, state } = group;
    const { key, instrument } = known;
    const before = state.highest;
    const lastReceived = state.lastReceived;
    let open = group.candidates;
    if (key.status !== 'active') {
      open = open.filter((found) => this.#mayStillCount(found, key));
    }
    const connectionOf = ({ packet }: Candidate) => this.#connectionId(packet);
    const at = (sequence: number) => this.#stored.at(key.id, sequence);
    const segments = placeFrames(open, { key, ueid: instrument.ueid, state, at, connectionOf });
    for (const segment of segments) this.#sql.insertSegment(key.id, segment);
    if (segments.length > 0) this.#stored.forget();
    let highest = before;
    for (const found of group.candidates.sort((a, b) => a.index - b.index)) {
      if (refusals.has(found.code)) {
        const { packet, code, protocolCode, frame } = found;
        outcomes[found.index] = this.#refuse(packet, code, protocolCode, undefined, frame, known, now, groups);
        continue;
      }
      this.#anchor(found, key, before, lastReceived);
      if (found.code === 'frame-accepted' && found.sequence < highest) found.code = 'frame-reordered';
      if (found.code !== 'frame-forked') highest = Math.max(highest, found.sequence);
      const connection = this.#connectionId(found.packet);
      this.#connections.heard(connection, key.id);
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
    const at = found.packet.latest;
    const digest = fromHex(digestOf(found))!;
    const incident: Incident = {
      key: known.key.id,
      code,
      sequence: found.sequence,
      digest,
      connection,
      at,
      detail: id,
    };
    this.#sql.writeIncident(incident);
    addIncident(state, code, found.sequence, at, id);
  }

  /** A frame that answers our nonce was made after we sent it; a low number then means that the instrument was turned back. */
  #anchor(found: Candidate, key: EnrolledKey, highest: number, lastReceived: number): void {
    const { challenge, latest } = found.packet;
    const nonce = found.frame.claims.nonce;
    if (challenge === undefined || nonce === undefined || !equalBytes(nonce, challenge.nonce)) return;
    if (found.proof?.how !== 'signature-valid' && found.proof?.how !== 'covered') return;
    this.#sql.writeAnchor(key.id, found.sequence, challenge.sentAt, latest, challenge.nonce);
    if (found.sequence < highest && lastReceived <= challenge.sentAt) find(found, 'sequence-rollback');
  }

  #mayStillCount(found: Candidate, key: EnrolledKey): boolean {
    if (key.status === 'revoked') {
      // What was receipted before stays a replay; anything else could be the thief's.
      const known = this.#stored.at(key.id, found.sequence).some(({ bytes }) => equalBytes(bytes, found.frame.bytes));
      if (!known) found.code = 'frame-key-revoked';
      return known;
    }
    if (found.sequence < (key.endsAt ?? 0)) return true;
    found.code = 'frame-key-retired';
    return false;
  }

  #refuse(
    packet: ReceivedPacket,
    code: IngestCode,
    protocolCode: string | undefined,
    detail: string | undefined,
    frame: Frame | undefined,
    attributed: KnownKey | undefined,
    now: number,
    groups: Map<number, Group>,
  ): IngestOutcome {
    const connection = this.#connectionId(packet);
    const known = attributed ?? this.#keys.byId(this.#connections.speaker(connection));
    const hash = sha256(packet.bytes).subarray(0, 16);
    const reason = refusalText(code, detail) ?? code;
    const text = protocolCode === undefined ? reason : `${protocolCode}: ${reason}`;
    const key = known?.key.id ?? 0;
    const at = packet.latest;
    if (this.#quota.take(now)) {
      this.#sql.writeRefused({ hash, code, detail: text, key: key || null, connection, at, bytes: packet.bytes });
    } else {
      const digest = new Uint8Array(16);
      this.#sql.writeIncident({ key: 0, code: 'refused-not-kept', sequence: 0, digest, connection, at, detail: code });
    }
    const sequence = frame?.claims.sequence ?? 0;
    if (known !== undefined) {
      const { state } = this.#group(known, groups);
      addIncident(state, code, sequence, at, `refused/${toHex(hash)}`);
    }
    this.#sql.writeIncident({ key, code, sequence: 0, digest: new Uint8Array(16), connection, at, detail: text });
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

  #group(known: KnownKey, groups: Map<number, Group>): Group {
    let group = groups.get(known.key.id);
    if (group === undefined) {
      group = { known, state: copyChainState(known.state), candidates: [] };
      groups.set(known.key.id, group);
    }
    return group;
  }

  #write(known: KnownKey, state: ChainState): void {
    const { key, instrument } = known;
    const { kid, assurance, status: keyStatus, endsAt } = key;
    const evaluation = evaluateStatus({
      kid,
      chain: state,
      data: instrument.data,
      assurance,
      keyStatus,
      ...(endsAt === undefined ? {} : { keyEndsAt: endsAt }),
      now: this.#clock.now(),
      rules: this.#rules,
    });
    this.#sql.writeChain(key.id, state, evaluation.level);
    known.state = state;
  }

  #connectionId(packet: Pick<ReceivedPacket, 'link' | 'connection' | 'source'>): number {
    return this.#connections.idOf(packet, this.#clock.now());
  }

  /** Two programs may write one store; whoever finds that the other has written starts from what is on disk. */
  #checkVersion(): void {
    const version = this.#sql.dataVersion();
    if (version !== this.#version) this.forget();
    this.#version = version;
  }
}
