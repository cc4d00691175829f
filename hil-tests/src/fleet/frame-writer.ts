import type { KeyObject } from 'node:crypto';
import {
  byteString,
  type Es256,
  es256,
  eventLogHead,
  type IdentityStatement,
  keyIdentifier,
  packChannel,
  packNozzle,
  sha256,
  TIME_QUALITY_UNKNOWN,
  writeEvent,
  writeIdentityClaims,
  writeProtectedHeader,
  writeSign1,
  writeSignatureStructure,
  writeStatusClaims,
} from '@hengzhun/protocol';
import { identityDigestOf } from './identity.js';
import type { FleetStatus } from './options.js';

/** An event as the log of an instrument holds it. @param event kind, boot, uptime and items */
export function logEntry([kind, boot, uptime, ...items]: readonly number[]): Uint8Array {
  return Buffer.from(writeEvent(kind!, boot!, uptime!, items), 'latin1');
}

/** The signing unit of one instrument: its key, its chain of frames and its event log. */
export class FrameWriter {
  private sequence = 0;
  private previous = '\0'.repeat(16);
  private head: Uint8Array = new Uint8Array(32);
  private logged = 0;
  private readonly header: string;
  private readonly signer: Es256;
  private readonly identityDigest: Uint8Array;

  constructor(
    privateKey: KeyObject,
    private readonly statement: IdentityStatement,
    private readonly events: readonly (readonly number[])[],
  ) {
    this.header = writeProtectedHeader(byteString(keyIdentifier(privateKey)));
    this.signer = es256(privateKey);
    this.identityDigest = identityDigestOf(statement);
  }

  /** A status frame; undefined where it is lost on its way: it has its place in the chain all the same. */
  status(status: FleetStatus, delivered: boolean): Uint8Array | undefined {
    const channels = status.channels
      .map((c) => packChannel(c.identifier, c.conditions, c.value, c.uncertainty))
      .join('');
    const { nozzle } = status;
    const payload = writeStatusClaims({
      ...this.link(status),
      logHead: byteString(this.head.subarray(0, 16)),
      selfState: status.selfState,
      flags: status.flags,
      channels,
      calibrationCounter: status.calibrationCounter,
      sealState: status.sealState,
      temperature: status.temperature,
      timeQuality: TIME_QUALITY_UNKNOWN,
      identityDigest: byteString(this.identityDigest.subarray(0, 8)),
      nozzle: nozzle && packNozzle(nozzle.index, nozzle.selfStates, nozzle.totaliser, nozzle.fuelings),
    });
    return this.frame(payload, delivered);
  }

  /** An identity frame. */
  identity(moment: Pick<FleetStatus, 'uptime' | 'bootcount' | 'logLength'>): Uint8Array {
    const payload = writeIdentityClaims({
      ...this.link(moment),
      ...this.statement,
      logHead: byteString(this.head),
      identityDigest: byteString(this.identityDigest),
      softwareMeasurement: byteString(sha256(Buffer.from(`${this.statement.swname} ${this.statement.swversion}`))),
      lifeStage: 1,
      softwareCounter: 0,
      keyEpochs: [0, 0, 0],
    });
    return this.frame(payload, true)!;
  }

  private link({ uptime, bootcount, logLength }: Pick<FleetStatus, 'uptime' | 'bootcount' | 'logLength'>) {
    for (; this.logged < logLength; this.logged++) {
      this.head = eventLogHead(this.head, logEntry(this.events[this.logged]!));
    }
    return { uptime, bootcount, sequence: ++this.sequence, previous: this.previous, logLength };
  }

  private frame(payload: string, delivered: boolean): Uint8Array | undefined {
    const signed = Buffer.from(writeSignatureStructure(this.header, payload), 'latin1');
    this.previous = byteString(sha256(signed).subarray(0, 16));
    if (!delivered) return undefined;
    return new Uint8Array(Buffer.from(writeSign1(this.header, payload, byteString(this.signer(signed))), 'latin1'));
  }
}
