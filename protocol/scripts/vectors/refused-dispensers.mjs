import { hex, unhex } from './frame-surgery.mjs';

/** Defects of a dispenser’s frames, of live indications and of receipts. */
export function refuseDispensers({ p, add, named, dispenser, dispenserIdentity, receipt, edited, dataOf }) {
  // Dispensers.
  const dispenserWith = (name, code, edit) => add(`dispenser: ${name}`, code, edited(edit, dispenser));
  const channels = (count) =>
    Buffer.concat(Array.from({ length: count }, (_, i) => unhex(`${hex([i + 1])}0000000000`)));
  dispenserWith('seven channels beside a nozzle state', 'frame-channels', (_, m) =>
    m.set(p.METROLOGICAL_KEY_CHANNELS, channels(7)),
  );
  dispenserWith('nozzle index 4', 'frame-nozzle', (_, m) =>
    m.set(p.METROLOGICAL_KEY_NOZZLE, Buffer.concat([unhex('04'), Buffer.alloc(9)])),
  );
  dispenserWith('nozzle state of 9 bytes', 'cbor-length', (_, m) => m.set(p.METROLOGICAL_KEY_NOZZLE, Buffer.alloc(9)));
  dispenserWith('nozzle state of 11 bytes', 'cbor-length', (_, m) =>
    m.set(p.METROLOGICAL_KEY_NOZZLE, Buffer.alloc(11)),
  );
  dispenserWith('indication above its range', 'frame-value-range', (_, m) =>
    m.set(p.METROLOGICAL_KEY_INDICATION, 2 ** 31),
  );
  dispenserWith('indication below its range', 'frame-value-range', (_, m) =>
    m.set(p.METROLOGICAL_KEY_INDICATION, -(2 ** 31) - 1),
  );
  dispenserWith('indication as bytes', 'cbor-unexpected-type', (_, m) =>
    m.set(p.METROLOGICAL_KEY_INDICATION, Buffer.alloc(4)),
  );
  add(
    'status frame of 257 bytes',
    'frame-too-long',
    edited((_, m) => m.set(p.METROLOGICAL_KEY_INDICATION, 1), named('status, every field at its widest')),
  );
  const dispenserIdentityWith = (name, code, edit) =>
    add(`identity of a dispenser: ${name}`, code, edited(edit, dispenserIdentity));
  const nozzle = ['92', 5000, 50_000, 5000, 10_000];
  const nozzles = (name, code, list) =>
    dispenserIdentityWith(name, code, (_, m) => dataOf(m).set(p.DATA_KEY_NOZZLES, list));
  nozzles('no nozzle', 'cbor-length', []);
  nozzles('five nozzles', 'cbor-length', Array(5).fill(nozzle));
  nozzles('nozzle of four items', 'cbor-length', [nozzle.slice(0, 4)]);
  nozzles('fuel without a name', 'cbor-length', [['', ...nozzle.slice(1)]]);
  nozzles('fuel with a name of 13 bytes', 'cbor-length', [['gasoline 92 E', ...nozzle.slice(1)]]);
  nozzles('pulses of 33 bits', 'frame-value-range', [[...nozzle.slice(0, 4), 2 ** 32]]);
  dispenserIdentityWith('seven observed channels', 'cbor-length', (_, m) =>
    dataOf(m).set(p.DATA_KEY_OBSERVED_CHANNELS, unhex('10111213141516')),
  );
  dispenserIdentityWith('accuracy class of a dispenser', 'frame-unknown-claim', (_, m) =>
    dataOf(m).set(p.DATA_KEY_ACCURACY_CLASS, 3),
  );

  // Receipts.
  const values = (name, code, list) =>
    add(
      `receipt: ${name}`,
      code,
      edited((_, m) => m.set(p.METROLOGICAL_KEY_VALUES, list), receipt),
    );
  values('empty list of values', 'cbor-length', []);
  values('nine values', 'cbor-length', Array(9).fill(0));
  values('value as bytes', 'cbor-unexpected-type', [Buffer.alloc(1)]);
}
