import type { KeyObject } from 'node:crypto';
import {
  type IdentityFrame,
  importPublicKey,
  KEY_ASSURANCE_SECURE_ELEMENT,
  keyIdentifier,
  LIFE_STAGE_BORN,
} from '@hengzhun/protocol';
import { equalBytes, toHex } from '../bytes.js';
import { SdkError } from '../errors.js';
import type { RequestOptions } from '../frames/ask.js';
import type { InstrumentStream } from '../frames/instrument-stream.js';
import { type Answer, requestIdentity, requestKey } from '../frames/requests.js';
import { whileBusy } from '../frames/while-busy.js';

/** A key that was born on an instrument, and the proof that the instrument holds its private half. */
export interface Birth {
  readonly publicKey: KeyObject;
  /** Hex. */
  readonly kid: string;
  /** The identity frame with our nonce, verified under `publicKey`. */
  readonly identity: Answer<IdentityFrame>;
}

/** What the maker's line knows of the instrument before it is born. */
export interface ExpectedBirth {
  /** 17 bytes, as provisioned. */
  readonly ueid: Uint8Array;
  /** Demand the serial number of a secure element; default: only where the identity claims one. */
  readonly element?: boolean;
}

/** How to witness a birth. */
export interface BirthOptions extends Omit<RequestOptions, 'publicKey'> {
  /** ms for which a busy instrument is asked again: it makes its key and its first signatures. Default 300 000. */
  readonly patience?: number;
}

/**
 * Takes the public key of an instrument at its birth, with proof of possession: the key alone is unsigned, so an identity frame with a
 * fresh nonce must verify under it and name the expected instrument. Do it on the production line, over a cable: nothing tells the
 * first key of an instrument from that of someone between it and the host.
 *
 * @throws {SdkError} like `requestStatus`; `birth-no-proof` where no identity frame verifies under the key, `birth-wrong-instrument`,
 * `birth-not-newborn`, `birth-no-element`; ProtocolError `key-*` for what is no key
 */
export async function witnessBirth(
  stream: InstrumentStream,
  expected: ExpectedBirth,
  options: BirthOptions = {},
): Promise<Birth> {
  const { patience = 300_000, ...asked } = options;
  const publicKey = importPublicKey(await whileBusy(stream, patience, () => requestKey(stream, asked)));
  const kid = toHex(keyIdentifier(publicKey));
  let identity: Answer<IdentityFrame>;
  try {
    identity = await whileBusy(stream, patience, () => requestIdentity(stream, { ...asked, publicKey }));
  } catch (cause) {
    if (!(cause instanceof SdkError) || cause.code !== 'request-timeout') throw cause;
    const text = `No identity frame verifies under the key ${kid} that was offered. Check the line and ask again; if it persists, refuse the instrument.`;
    throw new SdkError('birth-no-proof', text, { kid }, cause);
  }
  const { ueid, lifeStage, element, data } = identity.frame.claims;
  if (!equalBytes(ueid, expected.ueid)) {
    const text = `The instrument calls itself ${toHex(ueid)}, not ${toHex(expected.ueid)}. Check which one is connected.`;
    throw new SdkError('birth-wrong-instrument', text, { ueid: toHex(ueid) });
  }
  if (lifeStage !== LIFE_STAGE_BORN) {
    const text = 'The instrument was in service before. Enrol its present key, or provision it anew.';
    throw new SdkError('birth-not-newborn', text, { lifeStage });
  }
  const needsElement = expected.element ?? data.keyAssurance === KEY_ASSURANCE_SECURE_ELEMENT;
  if (needsElement && element === undefined) {
    const text =
      'The identity names no secure element, but its key should be in one. Check the element and its wiring.';
    throw new SdkError('birth-no-element', text, { kid });
  }
  return { publicKey, kid, identity };
}
