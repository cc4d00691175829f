import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hasStacks, STACKS_HINT } from '@hengzhun/hil-tests';
import { type LedgerKey, ledgerKeyOf, openStore, type Store } from '@hengzhun/host-sdk';
import { newKeyPair } from '../../../protocol/test/support/new-key-pair.js';
import { type Console, openConsole } from '../../src/console/open-console.js';
import { bleRadio } from '../../src/console/radio/ble-radio.js';
import { openStationOnAir, type StationOnAir } from '../../src/station/on-air/open-station-on-air.js';
import { build } from './cli.js';
import { records } from './supervised-market.js';

/** Whether the host stacks of the virtual radio are installed: said loudly if not. */
export const isAirThere = hasStacks();
if (!isAirThere) console.warn(`tools: visits of the console over the virtual radio are skipped. ${STACKS_HINT}`);

/** A console among emulated instruments: firmware bundles, bleno, the air, noble, the SDK, the console's server. */
export interface ConsoleOnAir {
  readonly console: Console;
  readonly store: Store;
  readonly station: StationOnAir;
  readonly key: LedgerKey;
  /** What went wrong: a test holds it to be nothing. */
  readonly faults: unknown[];
  close(): Promise<void>;
}

/** Opens it with authorities and people on record and a ledger key. */
export async function openConsoleOnAir(): Promise<ConsoleOnAir> {
  await build();
  const folder = mkdtempSync(path.join(tmpdir(), 'hengzhun-on-air-'));
  const faults: unknown[] = [];
  const fault = (error: unknown) => void faults.push(error);
  const key = ledgerKeyOf(newKeyPair().privateKey);
  const store = await openStore(path.join(folder, 'hengzhun.db'));
  await store.records.importJson(JSON.stringify({ authority: records.authority, person: records.person }));
  const station = await openStationOnAir({ data: folder, store, fault });
  const console = await openConsole({
    ...{ address: '127.0.0.1', port: 0, store, storeShown: 'test', language: 'en', key, fault },
    radio: bleRadio({ store, noble: station.noble, fault }),
  });
  return {
    ...{ console, store, station, key, faults },
    close: async () => {
      await console.close();
      await station.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
