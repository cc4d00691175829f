import type { Frame } from '@hengzhun/protocol';
import type { FindingCode, IngestCode, Proof, ReceivedPacket } from './outcome.js';

/** A decoded frame on its way through the ingest, with what was found out about it so far. */
export interface Candidate {
  readonly index: number;
  readonly packet: ReceivedPacket;
  readonly frame: Frame;
  readonly sequence: number;
  code: IngestCode;
  protocolCode: string | undefined;
  proof: Proof | undefined;
  /** First 16 bytes of the frame's digest, hex; empty until it is needed. */
  digest: string;
  findings: FindingCode[];
}

export const noFindings: FindingCode[] = [];

export function candidate(index: number, packet: ReceivedPacket, frame: Frame): Candidate {
  return {
    index,
    packet,
    frame,
    sequence: frame.claims.sequence,
    code: 'frame-accepted',
    protocolCode: undefined,
    proof: undefined,
    digest: '',
    findings: noFindings,
  };
}

/** Adds a finding without touching the shared empty list. */
export function find(found: Candidate, code: FindingCode): void {
  found.findings = [...found.findings, code];
}
