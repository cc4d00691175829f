import { type Frame, sha256 } from '@hengzhun/protocol';
import { toHex } from '../bytes.js';
import type { BatchWrites } from './batch-writes.js';
import type { HeldChains } from './held-chains.js';
import { addIncident } from './incident-totals.js';
import type { IngestMemory } from './ingest-memory.js';
import type { IngestSql } from './ingest-sql.js';
import type { KnownKey } from './known-keys.js';
import type { IngestCode, IngestOutcome, ReceivedPacket } from './outcome.js';
import { refusalText } from './refusal-text.js';

/** Why a packet is refused. */
export interface Refusal {
  readonly code: IngestCode;
  /** The protocol's code for what is wrong with its bytes. */
  readonly protocolCode?: string | undefined;
  readonly detail?: string | undefined;
  readonly frame?: Frame | undefined;
  /** Whose frame it claims to be; undefined: whoever was heard on its connection. */
  readonly attributed?: KnownKey | undefined;
}

/** Refuses packets of a batch: they are kept as received as long as the quota lasts, and counted against whom they are attributed to. */
export class PacketRefusals {
  constructor(
    private readonly sql: IngestSql,
    private readonly memory: IngestMemory,
    private readonly chains: HeldChains,
    private readonly writes: BatchWrites,
    /** ms since 1970. */
    private readonly now: number,
  ) {}

  async refuse(
    packet: ReceivedPacket,
    { code, protocolCode, detail, frame, attributed }: Refusal,
  ): Promise<IngestOutcome> {
    const { keys, connections, quota } = this.memory;
    const connection = connections.idOf(packet);
    const speaker = connections.speaker(connection);
    // Heard on this connection only within this batch: its chain is not held, so nothing is attributed to it yet.
    const known = attributed ?? (this.chains.has(speaker) ? keys.byId(speaker) : undefined);
    const hash = sha256(packet.bytes).subarray(0, 16);
    const reason = refusalText(code, detail) ?? code;
    const text = protocolCode === undefined ? reason : `${protocolCode}: ${reason}`;
    const key = known?.key.id ?? 0;
    const at = packet.latest;
    const incident = { sequence: 0, digest: new Uint8Array(16), connection, at };
    if (await quota.take(this.now, this.sql)) {
      this.writes.refused({ hash, code, detail: text, key: key || null, connection, at, bytes: packet.bytes });
    } else {
      this.writes.incident({ ...incident, key: 0, code: 'refused-not-kept', detail: code });
    }
    const sequence = frame?.claims.sequence ?? 0;
    if (known !== undefined) addIncident(this.chains.of(known).state, code, sequence, at, `refused/${toHex(hash)}`);
    this.writes.incident({ ...incident, key, code, detail: text });
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
}
