import { consoleList } from './console-list.js';
import { evaluateFleetRate } from './evaluate-fleet.js';
import { firmwareCosts } from './firmware.js';
import { chainVerify, frameVerify } from './frame-verify.js';
import { ingestStore } from './ingest-store.js';
import { chainVerifyPostgresql, evaluateFleetPostgresql, ingestStorePostgresql } from './postgresql.js';
import { regimeFigures } from './regime/regime.js';
import type { BenchResult } from './result.js';
import { slipDecode } from './slip-decode.js';

/** A benchmark by the name of its line, or by what the names of its lines begin with. */
export interface Benchmark {
  readonly name: string;
  run(smoke: boolean): Promise<BenchResult[]>;
}

const one = (name: string, run: (smoke: boolean) => Promise<BenchResult>): Benchmark => ({
  name,
  run: async (smoke) => [await run(smoke)],
});

export const benchmarks: readonly Benchmark[] = [
  one('slip.decode', slipDecode),
  one('frame.verify', frameVerify),
  one('chain.verify', chainVerify),
  one('chain.verify.postgresql', chainVerifyPostgresql),
  one('ingest.store', ingestStore),
  one('ingest.store.postgresql', ingestStorePostgresql),
  one('evaluate.fleet', evaluateFleetRate),
  one('evaluate.fleet.postgresql', evaluateFleetPostgresql),
  { name: 'console', run: consoleList },
  { name: 'firmware', run: firmwareCosts },
  { name: 'regime', run: regimeFigures },
];
