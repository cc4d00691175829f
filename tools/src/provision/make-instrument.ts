import { createPublicKey, type KeyObject } from 'node:crypto';
import type { EnrolmentRecord } from '@hengzhun/host-sdk';
import { exportJwk, issueCertificate, KEY_ASSURANCE_LOW } from '@hengzhun/protocol';
import { draftInstrument, type MasterKeys } from './draft-instrument.js';
import { newPrivateKey } from './new-private-key.js';
import type { InstrumentOrder } from './orders.js';

/** A new instrument: what goes into its flash, and what the world may know. */
export interface MadeInstrument {
  /** Content of `hz.cfg`. SECRET: holds the private key and the command keys. */
  readonly configuration: Uint8Array;
  readonly record: EnrolmentRecord;
  readonly certificate: Uint8Array;
  /** Hexadecimal. */
  readonly kid: string;
  readonly ueid: string;
}

/**
 * Makes an instrument with a key of the host's, for rigs and emulated instruments: UEID, key, maker's certificate and the configuration of its
 * flash. The private key exists in the configuration and nowhere else: nothing here keeps, prints or logs it. A product's key is born on
 * the instrument instead, see `birthOnPort`.
 *
 * @throws as `draftInstrument`
 */
export function makeInstrument(order: InstrumentOrder, makerKey: KeyObject, keys: MasterKeys): MadeInstrument {
  const draft = draftInstrument(order, makerKey, keys);
  const privateKey = newPrivateKey();
  const publicKey = createPublicKey(privateKey);
  const ueid = Buffer.from(draft.ueid).toString('hex');
  const certificate = issueCertificate(
    {
      issuer: order.maker,
      ueid: draft.ueid,
      oemid: draft.oemid,
      hwmodel: Buffer.from(order.model, 'utf8'),
      publicKey,
      keyAssurance: KEY_ASSURANCE_LOW,
      issuedAt: Math.floor(Date.now() / 1000),
    },
    makerKey,
  );
  const jwk = exportJwk(publicKey);
  return {
    configuration: draft.configuration({
      privateKey: Buffer.from(privateKey.export({ format: 'jwk' }).d!, 'base64url'),
    }),
    certificate,
    kid: jwk.kid,
    ueid,
    record: {
      ueid,
      publicKey: { ...jwk },
      serialNumber: order.serialNumber,
      maker: order.maker,
      model: order.model,
      certificate: Buffer.from(certificate).toString('hex'),
      assurance: 'low',
      data: draft.data,
      ...(order.place ? { place: order.place } : {}),
    },
  };
}
