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

/**
 * Instruments/s whose level, error, uncertainty and probability are brought to a new date from their stored states, against bare reading of the
 * same rows from the same file in pages of the same size.
 */
export async function evaluateFleetRate(smoke: boolean): Promise<BenchResult> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hengzhun-bench-'));
  const file = path.join(folder, 'store.db');
  const store = await openStore(file);
  const bare = new Libsql(file);
  try {
    const size = smoke ? 200 : 4000;
    await store.registry.importJson(JSON.stringify(Array.from({ length: size }, (_, index) => record(index))));
    const start = Date.UTC(2027, 0, 4);
    await store.estimates.refresh(start);
    const read = bare
      .prepare('SELECT instrument, type, batch, state FROM estimates WHERE instrument > ? ORDER BY instrument LIMIT ?')
      .raw(true);
    let day = 0;
    let sum = 0;
    const subject = async () => {
      const count = await store.estimates.fleet(
        (_, { probability }) => (sum += probability),
        start + ++day * 86_400_000,
      );
      if (count !== size) throw new Error(`evaluate.fleet: ${count} instruments instead of ${size}`);
    };
    const reference = () => {
      let after = 0;
      for (;;) {
        const rows = read.all([after, page]) as [number, string, string, Uint8Array][];
        for (const [instrument] of rows) after = instrument;
        if (rows.length < page) return;
      }
    };
    const pair = await measurePair(subject, reference, { rounds: smoke ? 2 : 25, units: size });
    if (!(sum > 0)) throw new Error('evaluate.fleet: no probability came out');
    return atLeast('evaluate.fleet', 'instruments/s', pair, 0.3);
  } finally {
    bare.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A dispenser with four nozzles: four test points. */
function record(index: number): EnrolmentRecord {
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
