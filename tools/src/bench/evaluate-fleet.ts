import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type EnrolmentRecord, openStore } from '@hengzhun/host-sdk';
import Libsql from 'libsql';
import { publicJwk } from '../provision/public-jwk.js';
import { measurePair } from './measure.js';
import { atLeast, type BenchResult } from './result.js';

const page = 512;

/** Row number, type, batch and state: what is read of an instrument. */
type Row = readonly unknown[];
/** Reads the page behind an instrument's row. */
export type BareRead = (after: number, page: number) => readonly Row[] | Promise<readonly Row[]>;
export const bareFleetPage = (placeholders: readonly [string, string]): string =>
  `SELECT instrument, type, batch, state FROM estimates WHERE instrument > ${placeholders[0]} ORDER BY instrument LIMIT ${placeholders[1]}`;

/**
 * Instruments/s whose level, error, uncertainty and probability are brought to a new date from their stored states, against bare reading of the
 * same rows from the same file in pages of the same size.
 */
export async function evaluateFleetRate(smoke: boolean): Promise<BenchResult> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hengzhun-bench-'));
  const file = path.join(folder, 'store.db');
  const bare = new Libsql(file);
  try {
    return await measureFleet('evaluate.fleet', smoke, file, () => {
      const read = bare.prepare(bareFleetPage(['?', '?'])).raw(true);
      return (after, rows) => read.all([after, rows]) as Row[];
    });
  } finally {
    bare.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Measures the fleet of a store at `place` against bare reading of the same rows. @param prepare called when they are there */
export async function measureFleet(
  name: string,
  smoke: boolean,
  place: string,
  prepare: () => BareRead,
): Promise<BenchResult> {
  const store = await openStore(place);
  try {
    const size = smoke ? 200 : 4000;
    await store.registry.importJson(JSON.stringify(Array.from({ length: size }, (_, index) => fleetRecord(index))));
    const start = Date.UTC(2027, 0, 4);
    await store.estimates.refresh(start);
    const read = prepare();
    let day = 0;
    let sum = 0;
    const subject = async () => {
      const count = await store.estimates.fleet(
        (_, { probability }) => (sum += probability),
        start + ++day * 86_400_000,
      );
      if (count !== size) throw new Error(`${name}: ${count} instruments instead of ${size}`);
    };
    const reference = async () => {
      let after = 0;
      for (;;) {
        const rows = await read(after, page);
        after = Number(rows.at(-1)?.[0] ?? after);
        if (rows.length < page) return;
      }
    };
    const pair = await measurePair(subject, reference, { rounds: smoke ? 2 : 25, units: size });
    if (!(sum > 0)) throw new Error(`${name}: no probability came out`);
    return atLeast(name, 'instruments/s', pair, 0.3);
  } finally {
    await store.close();
  }
}

/** A dispenser with four nozzles: four test points. */
export function fleetRecord(index: number): EnrolmentRecord {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    ueid: `01${index.toString(16).padStart(32, '0')}`,
    publicKey: publicJwk(publicKey),
    serialNumber: `BENCH-${index}`,
    model: `type ${index % 12}`,
    data: {
      instrumentKind: 2,
      nozzles: Array.from({ length: 4 }, () => ({
        fuel: '92',
        minimumFlow: 5000,
        maximumFlow: 50_000,
        minimumQuantity: 5000,
        pulses: 10_000,
      })),
    },
  };
}
