import { byValue, hex, splice, unhex } from './frame-surgery.mjs';

/** Defects of the encoding of a status frame’s claims, of claims that are missing or too many, and of values. */
export function refuseClaims({ p, add, status, withPayload, edited, spliced }) {
  const { payload } = status;

  // Encoding of the claims.
  add('payload with a trailing byte', 'cbor-trailing', withPayload(Buffer.concat([payload, unhex('00')])));
  add(
    'claims of indefinite length',
    'cbor-indefinite',
    withPayload(Buffer.concat([unhex('bf'), payload.subarray(1), unhex('ff')])),
  );
  add('bootcount in two bytes', 'cbor-not-shortest', spliced('19010b07', '19010b1807'));
  add('bootcount in nine bytes', 'cbor-not-shortest', spliced('19010b07', '19010b1b0000000000000007'));
  add('bootcount of 2^53', 'cbor-integer-range', spliced('19010b07', '19010b1b0020000000000000'));
  add('reserved additional information', 'cbor-reserved', spliced('19010b07', '19010b1c'));
  add('claims unsorted', 'cbor-unsorted-key', spliced('1901051a0001518019010b07', '19010b071901051a00015180'));
  add(
    'claim twice',
    'cbor-duplicate-key',
    withPayload(
      splice(
        splice(payload, '19010b07', '19010b0719010b07'),
        hex(payload.subarray(0, 4)),
        `a4${hex(payload.subarray(1, 4))}`,
      ),
    ),
  );
  add('temperature as floating-point number', 'cbor-unexpected-type', spliced('0b3904d1', '0bf9e4d2'));

  // Claims that are there and should not be, and the other way round.
  add(
    'unknown claim',
    'frame-unknown-claim',
    edited((claims) => claims.set(300, 0)),
  );
  add(
    'claim with a text key',
    'frame-unknown-claim',
    edited((claims) => claims.set('x', 0)),
  );
  add(
    'claim behind the metrological one',
    'frame-unknown-claim',
    edited((claims) => claims.set(-65538, 0)),
  );
  add(
    'unknown metrological key',
    'frame-unknown-claim',
    edited((_, metrological) => metrological.set(99, 0)),
  );
  add(
    'key of another kind of frame',
    'frame-unknown-claim',
    edited((_, metrological) => metrological.set(p.METROLOGICAL_KEY_COMMAND_RESULT, 0)),
  );
  add(
    'identity claim in a status frame',
    'frame-missing-claim',
    edited((claims) => claims.set(p.CLAIM_UEID, unhex(`01${'00'.repeat(16)}`))),
  );
  for (const [name, key] of [
    ['uptime', p.CLAIM_UPTIME],
    ['bootcount', p.CLAIM_BOOTCOUNT],
    ['metrological claim', p.CLAIM_METROLOGICAL],
  ]) {
    add(
      `without ${name}`,
      'frame-missing-claim',
      edited((claims) => claims.delete(key)),
    );
  }
  add(
    'without kind of frame',
    'frame-kind',
    edited((_, metrological) => metrological.delete(p.METROLOGICAL_KEY_KIND)),
  );
  for (const [name, key] of byValue(p)) {
    const part = /^METROLOGICAL_KEY_(?!KIND$|TEMPERATURE$)(.*)$/.exec(name);
    if (!part || !p.decodeCbor(payload).get(p.CLAIM_METROLOGICAL).has(key)) continue;
    add(
      `without ${part[1].toLowerCase().replaceAll('_', ' ')}`,
      'frame-missing-claim',
      edited((_, metrological) => metrological.delete(key)),
    );
  }

  // Values.
  const value = (name, code, key, changed) =>
    add(
      name,
      code,
      edited((_, metrological) => metrological.set(key, changed)),
    );
  value('unknown kind of frame', 'frame-kind', p.METROLOGICAL_KEY_KIND, 9);
  value('sequence zero', 'frame-value-range', p.METROLOGICAL_KEY_SEQUENCE, 0);
  value('sequence of 33 bits', 'frame-value-range', p.METROLOGICAL_KEY_SEQUENCE, 2 ** 32);
  value('negative sequence', 'cbor-unexpected-type', p.METROLOGICAL_KEY_SEQUENCE, -1);
  value('previous of 15 bytes', 'cbor-length', p.METROLOGICAL_KEY_PREVIOUS, Buffer.alloc(15));
  value('previous as text', 'cbor-unexpected-type', p.METROLOGICAL_KEY_PREVIOUS, '0123456789abcdef');
  value('self-state 4', 'frame-value-range', p.METROLOGICAL_KEY_SELF_STATE, 4);
  value('flags of 33 bits', 'frame-value-range', p.METROLOGICAL_KEY_FLAGS, 2 ** 32);
  value('seal state 3', 'frame-value-range', p.METROLOGICAL_KEY_SEAL_STATE, 3);
  value('time quality 4', 'frame-value-range', p.METROLOGICAL_KEY_TIME_QUALITY, 4);
  value('temperature above its range', 'frame-value-range', p.METROLOGICAL_KEY_TEMPERATURE, 32768);
  value('temperature below its range', 'frame-value-range', p.METROLOGICAL_KEY_TEMPERATURE, -32769);
  value('log head of 32 bytes', 'cbor-length', p.METROLOGICAL_KEY_LOG_HEAD, Buffer.alloc(32));
  value('identity digest of 7 bytes', 'cbor-length', p.METROLOGICAL_KEY_IDENTITY_DIGEST, Buffer.alloc(7));
  value('channels of 7 bytes', 'frame-channels', p.METROLOGICAL_KEY_CHANNELS, unhex('01000000000102'));
  value('nine channels', 'cbor-length', p.METROLOGICAL_KEY_CHANNELS, Buffer.alloc(54));
  value('channel zero', 'frame-channels', p.METROLOGICAL_KEY_CHANNELS, Buffer.alloc(6));
  value('channels unsorted', 'frame-channels', p.METROLOGICAL_KEY_CHANNELS, unhex('020000000001010000000001'));
  value('channel twice', 'frame-channels', p.METROLOGICAL_KEY_CHANNELS, unhex('010000000001010000000001'));
  add(
    'nonce of 7 bytes',
    'cbor-length',
    edited((claims) => claims.set(p.CLAIM_EAT_NONCE, Buffer.alloc(7))),
  );
  add(
    'nonce of 13 bytes',
    'cbor-length',
    edited((claims) => claims.set(p.CLAIM_EAT_NONCE, Buffer.alloc(13))),
  );
  add(
    'uptime of 33 bits',
    'frame-value-range',
    edited((claims) => claims.set(p.CLAIM_UPTIME, 2 ** 32)),
  );
  add(
    'bootcount of 17 bits',
    'frame-value-range',
    edited((claims) => claims.set(p.CLAIM_BOOTCOUNT, 65536)),
  );
  add(
    'negative time',
    'cbor-unexpected-type',
    edited((claims) => claims.set(p.CLAIM_IAT, -1)),
  );
}
