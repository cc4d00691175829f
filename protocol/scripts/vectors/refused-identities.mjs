import { hex, unhex } from './frame-surgery.mjs';

/** Defects of an identity frame. */
export function refuseIdentities({ p, add, identity, edited, spliced, dataOf }) {
  // Identity frames.
  const identityWith = (name, code, edit) => add(`identity: ${name}`, code, edited(edit, identity));
  identityWith('digest of another statement', 'frame-identity-digest', (claims) =>
    claims.set(p.CLAIM_SWVERSION, ['0.1.1']),
  );
  identityWith('ueid of another type', 'frame-value-range', (claims) =>
    claims.set(p.CLAIM_UEID, unhex(`02${'00'.repeat(16)}`)),
  );
  identityWith('without swname', 'frame-missing-claim', (claims) => claims.delete(p.CLAIM_SWNAME));
  const statement = [...p.decodeCbor(identity.payload)].filter(([key]) => key >= 256);
  add(
    'identity statement in a status frame',
    'frame-unknown-claim',
    edited((claims) => {
      for (const [key, value] of statement) if (!claims.has(key)) claims.set(key, value);
    }),
  );
  identityWith('without its statement', 'frame-missing-claim', (claims) => {
    for (const key of [...claims.keys()])
      if (key >= 256 && key !== p.CLAIM_UPTIME && key !== p.CLAIM_BOOTCOUNT) claims.delete(key);
  });
  identityWith('two hardware versions', 'cbor-length', (claims) => claims.set(p.CLAIM_HWVERSION, ['1', '2']));
  identityWith('debug status 5', 'frame-value-range', (claims) => claims.set(p.CLAIM_DBGSTAT, 5));
  identityWith('accuracy class 5', 'frame-value-range', (_, m) =>
    m.get(p.METROLOGICAL_KEY_DATA).set(p.DATA_KEY_ACCURACY_CLASS, 5),
  );
  identityWith('empty serial number', 'cbor-length', (_, m) =>
    m.get(p.METROLOGICAL_KEY_DATA).set(p.DATA_KEY_SERIAL_NUMBER, ''),
  );
  identityWith('unknown metrological data', 'frame-unknown-claim', (_, m) => m.get(p.METROLOGICAL_KEY_DATA).set(14, 0));
  identityWith('nozzles of a scale', 'frame-unknown-claim', (_, m) =>
    dataOf(m).set(p.DATA_KEY_NOZZLES, [['1', 1, 2, 3, 4]]),
  );
  identityWith('instrument kind 3', 'frame-value-range', (_, m) => dataOf(m).set(p.DATA_KEY_INSTRUMENT_KIND, 3));
  identityWith('without what is not observed', 'frame-missing-claim', (_, m) =>
    dataOf(m).delete(p.DATA_KEY_UNOBSERVED),
  );
  identityWith('unobserved word of 33 bits', 'frame-value-range', (_, m) =>
    dataOf(m).set(p.DATA_KEY_UNOBSERVED, 2 ** 32),
  );
  identityWith('unknown life stage', 'frame-value-range', (_, m) => m.set(p.METROLOGICAL_KEY_LIFE_STAGE, 4));
  identityWith('without life stage', 'frame-missing-claim', (_, m) => m.delete(p.METROLOGICAL_KEY_LIFE_STAGE));
  identityWith('software counter of 17 bits', 'frame-value-range', (_, m) =>
    m.set(p.METROLOGICAL_KEY_SOFTWARE_COUNTER, 65536),
  );
  identityWith('without software counter', 'frame-missing-claim', (_, m) =>
    m.delete(p.METROLOGICAL_KEY_SOFTWARE_COUNTER),
  );
  identityWith('two key epochs', 'cbor-length', (_, m) => m.set(p.METROLOGICAL_KEY_KEY_EPOCHS, [0, 1]));
  identityWith('key epoch of 17 bits', 'frame-value-range', (_, m) =>
    m.set(p.METROLOGICAL_KEY_KEY_EPOCHS, [0, 65536, 1]),
  );
  identityWith('without key epochs', 'frame-missing-claim', (_, m) => m.delete(p.METROLOGICAL_KEY_KEY_EPOCHS));
  identityWith('element serial number of 8 bytes', 'cbor-length', (_, m) =>
    m.set(p.METROLOGICAL_KEY_ELEMENT, Buffer.alloc(8)),
  );
  add(
    'identity: falling key order (software counter before life stage)',
    'cbor-unsorted-key',
    spliced('15011703', '17031501', identity),
  );
  add(
    'identity: invalid UTF-8',
    'cbor-utf8',
    spliced(
      hex(Buffer.from('SN-000042')),
      hex(Buffer.from([0x53, 0xc0, 0xaf, 0x30, 0x30, 0x30, 0x30, 0x34, 0x32])),
      identity,
    ),
  );
}
