import { setUp } from '../setup.mjs';
import { ensureSocat } from '../system.mjs';

/** The station, in this very process: signals, terminal and exit code are then simply its own. */
export async function start(args) {
  await setUp();
  // Only the real interpreter needs pseudo-terminals; the station itself says which host runs the firmware.
  if (process.env.ESPRUINO_BIN) await ensureSocat();
  const { main } = await import('../../dist/cli/main.js');
  return main(['station', ...args]);
}
