import type { KeyObject } from 'node:crypto';
import {
  byteString,
  CHANNEL_CREEP,
  CHANNEL_ZERO,
  decodeFrame,
  eventLogHead,
  frameDigest,
  type IdentityContent,
  keyIdentifier,
  packChannel,
  type StatusContent,
  sha256,
  signFrame,
  writeEvent,
  writeIdentityClaims,
  writeIdentityStatement,
  writeLogClaims,
  writeReceiptClaims,
  writeStatusClaims,
} from '@hengzhun/protocol';
import { newKeyPair } from '../../../protocol/test/support/new-key-pair.js';
import { toHex } from '../../src/bytes.js';
import type { EnrolmentRecord } from '../../src/registry/records.js';

const bytes = (size: number, value: number) => byteString(new Uint8Array(size).fill(value));

/** An instrument as a test sees it: it signs frames of the contract with Node's crypto and keeps its chain and log. */
export class TestInstrument {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly kid: string;
  readonly ueid: Uint8Array;
  sequence = 0;
  previous: Uint8Array = new Uint8Array(16);
  uptime = 0;
  bootcount = 1;
  log: Uint8Array[] = [];
  logHead: Uint8Array = new Uint8Array(32);
  /** What its identity frames say from now on. */
  identityChanges: Partial<IdentityContent> = {};

  constructor(seed = 1) {
    const pair = newKeyPair();
    this.privateKey = pair.privateKey;
    this.publicKey = pair.publicKey;
    this.kid = toHex(keyIdentifier(pair.publicKey));
    this.ueid = new Uint8Array(17).fill(seed);
    this.ueid[0] = 1;
    this.addEvent(1, [0]);
  }

  /** A copy with the same key and state: a clone, or the flash before a rollback. */
  clone(): TestInstrument {
    const copy: TestInstrument = Object.create(TestInstrument.prototype) as TestInstrument;
    return Object.assign(copy, this, { log: [...this.log] });
  }

  addEvent(kind: number, items: number[]): void {
    const entry = Buffer.from(writeEvent(kind, this.bootcount, this.uptime, items), 'latin1');
    this.log.push(entry);
    this.logHead = eventLogHead(this.logHead, entry);
  }

  record(): EnrolmentRecord {
    return {
      ueid: toHex(this.ueid),
      publicKey: this.publicKey.export({ format: 'jwk' }),
      serialNumber: `SN-${this.ueid[1]}`,
      data: { accuracyClass: 3, maximumCapacity: 3_000_000, verificationInterval: 1_000, reportingInterval: 600 },
    };
  }

  status(changes: Partial<StatusContent> = {}): Uint8Array {
    return this.makeFrame(
      writeStatusClaims({
        ...this.nextLink(),
        logHead: byteString(this.logHead.subarray(0, 16)),
        selfState: 0,
        flags: 0,
        channels: packChannel(CHANNEL_ZERO, 0, 40, 10) + packChannel(CHANNEL_CREEP, 0, -20, 10),
        calibrationCounter: 1,
        sealState: 1,
        temperature: 2150,
        timeQuality: 0,
        identityDigest: bytes(8, 7),
        ...changes,
      }),
    );
  }

  /** `count` status frames in order. */
  statuses(count: number, changes: Partial<StatusContent> = {}): Uint8Array[] {
    return Array.from({ length: count }, () => this.status(changes));
  }

  identity(changes: Partial<IdentityContent> = {}): Uint8Array {
    const content: IdentityContent = {
      ...this.nextLink(),
      logHead: byteString(this.logHead),
      ueid: byteString(this.ueid),
      oemid: bytes(16, 3),
      hwmodel: 'HZ-1',
      hwversion: '1',
      dbgstat: 4,
      eatProfile: 'urn:hengzhun:1',
      swname: 'scale',
      swversion: '0.1.0',
      data: {
        instrumentKind: 1,
        accuracyClass: 3,
        maximumCapacity: 3_000_000,
        minimumCapacity: 20_000,
        verificationInterval: 1_000,
        scaleInterval: 1_000,
        reportingInterval: 600,
        typeApproval: '',
        serialNumber: 'SN-1',
        keyAssurance: 1,
        observedChannels: '\x01\x03',
        unobserved: 0x137,
      },
      identityDigest: bytes(32, 0),
      softwareMeasurement: bytes(32, 9),
      lifeStage: 1,
      softwareCounter: 0,
      keyEpochs: [0, 0, 0],
      ...this.identityChanges,
      ...changes,
    };
    content.identityDigest = byteString(sha256(Buffer.from(writeIdentityStatement(content), 'latin1')));
    return this.makeFrame(writeIdentityClaims(content));
  }

  logFrame(first: number, count: number, nonce?: Uint8Array): Uint8Array {
    const moment = nonce === undefined ? {} : { nonce: byteString(nonce) };
    return this.makeFrame(
      writeLogClaims({ ...this.nextLink(), ...moment, logHead: byteString(this.logHead), first, count }),
    );
  }

  receipt(command: Uint8Array, commandResult: number, values: number[] = []): Uint8Array {
    const commandDigest = byteString(sha256(command).subarray(0, 16));
    const logHead = byteString(this.logHead);
    return this.makeFrame(writeReceiptClaims({ ...this.nextLink(), logHead, commandDigest, commandResult, values }));
  }

  private nextLink() {
    this.uptime += 600;
    return {
      uptime: this.uptime,
      bootcount: this.bootcount,
      sequence: ++this.sequence,
      previous: byteString(this.previous),
      logLength: this.log.length,
    };
  }

  private makeFrame(payload: string): Uint8Array {
    const frame = signFrame(payload, this.privateKey);
    this.previous = frameDigest(decodeFrame(frame)).subarray(0, 16);
    return new Uint8Array(frame);
  }
}
