import {
  FLAG_BIT_LOCKED,
  INSTRUMENT_KIND_DISPENSER,
  INSTRUMENT_KIND_SCALE,
  writeBeacon,
} from '@hengzhun/protocol/device';
import { advertise } from '../platform/radio.js';
import type { Shell } from '../shell/state.js';
import type { Radio } from './radio.js';

/**
 * Advertises what the instrument is now.
 * @cold
 */
export function renewBeacon(s: Shell, radio: Radio): void {
  const journal = s.journal;
  const kid = s.keyIdentifier;
  let name = 'HZ';
  s.beaconDue = false;
  // the beginning of the key's identifier, as a person may compare it with what tools print
  for (let i = 0; kid && i < 4; i++) name += (i > 0 ? '' : '-') + (256 + kid.charCodeAt(i)).toString(16).substr(1);
  advertise(
    writeBeacon(
      s.core.nozzles > 0 ? INSTRUMENT_KIND_DISPENSER : INSTRUMENT_KIND_SCALE,
      s.selfState,
      (s.flags & (1 << FLAG_BIT_LOCKED)) !== 0,
      radio.isConnected,
      journal.sealState,
      journal.sequence,
      kid,
      journal.boot,
      s.log.length,
      journal.previous,
    ),
    name,
  );
}
