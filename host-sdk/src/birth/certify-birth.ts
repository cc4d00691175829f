import type { KeyObject } from 'node:crypto';
import {
  exportJwk,
  INSTRUMENT_KIND_SCALE,
  issueCertificate,
  KEY_ASSURANCE_LOW,
  KEY_ASSURANCE_SECURE_ELEMENT,
  type MetrologicalClaims,
} from '@hengzhun/protocol';
import { toHex } from '../bytes.js';
import type { EnrolmentRecord, InstrumentData } from '../registry/records.js';
import type { Birth } from './witness-birth.js';

/** What the maker's certificate says besides what the instrument has shown. */
export interface BirthCertificateOptions {
  /** Name of the maker, 1..64 bytes. */
  readonly maker: string;
  /** Model as a register writes it; default: the hwmodel of the identity as text. */
  readonly model?: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly expires?: number;
}

/**
 * Issues the maker's certificate for a witnessed birth and makes the record that enrols the instrument. The assurance certified is
 * `secure-element` only where the identity claims it and names an element; otherwise `low`.
 *
 * @param makerKey private key of the maker
 * @throws ProtocolError `certificate-form`
 */
export function certifyBirth(birth: Birth, makerKey: KeyObject, options: BirthCertificateOptions): EnrolmentRecord {
  const { claims } = birth.identity.frame;
  const inElement = claims.data.keyAssurance === KEY_ASSURANCE_SECURE_ELEMENT && claims.element !== undefined;
  const certificate = issueCertificate(
    {
      issuer: options.maker,
      ueid: claims.ueid,
      oemid: claims.oemid,
      hwmodel: claims.hwmodel,
      publicKey: birth.publicKey,
      keyAssurance: inElement ? KEY_ASSURANCE_SECURE_ELEMENT : KEY_ASSURANCE_LOW,
      issuedAt: options.issuedAt,
      ...(options.expires === undefined ? {} : { expires: options.expires }),
    },
    makerKey,
  );
  return {
    ueid: toHex(claims.ueid),
    publicKey: { ...exportJwk(birth.publicKey) },
    serialNumber: claims.data.serialNumber,
    maker: options.maker,
    model: options.model ?? Buffer.from(claims.hwmodel).toString('utf8'),
    certificate: toHex(certificate),
    assurance: inElement ? 'secure-element' : 'low',
    data: instrumentData(claims.data),
  };
}

/** Signed metrological data in the form of a register. */
function instrumentData(data: MetrologicalClaims): InstrumentData {
  const { instrumentKind, reportingInterval, typeApproval } = data;
  const common = { instrumentKind, reportingInterval, typeApproval, observedChannels: [...data.observedChannels] };
  if (data.instrumentKind !== INSTRUMENT_KIND_SCALE) return { ...common, nozzles: data.nozzles };
  const { accuracyClass, maximumCapacity, minimumCapacity, verificationInterval, scaleInterval } = data;
  return { ...common, accuracyClass, maximumCapacity, minimumCapacity, verificationInterval, scaleInterval };
}
