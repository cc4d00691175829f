import { UPDATE_STEP_ACTIVATED, UPDATE_STEP_FALLBACK } from '@hengzhun/protocol/device';
import { runningImage } from '../platform/espruino.js';
import { readUint } from './bytes.js';
import { DIGEST_AT, mark, measureSlot, recordUpdate } from './image-slots.js';
import { persist } from './record.js';
import { readSetting, SETTING_TAG_UPDATE, writeSetting } from './settings.js';
import type { Shell } from './state.js';

/**
 * Called when the first frame of a boot has left: the software has come up. New software confirms itself; old software that
 * runs because new one never came so far says so. A power cut in between has it done at the next boot.
 * @cold
 */
export function settleSoftware(s: Shell): void {
  const journal = s.journal;
  const run = runningImage();
  const update = readSetting(journal, SETTING_TAG_UPDATE);
  if (!run || !update) return;
  const counter = readUint(update, 0, 2);
  const digest = update.substr(DIGEST_AT);
  const own = measureSlot(run, run.slot);
  if (own === digest) {
    if (run.state !== 'p' && !mark(run, run.slot, 'p')) return;
    journal.softwareCounter = counter;
    if (!persist(s)) return;
    recordUpdate(s, UPDATE_STEP_ACTIVATED, counter, measureSlot(run, 1 - run.slot), digest);
  } else if (run.state === 'f') {
    if (!mark(run, run.slot, 'p')) return;
    recordUpdate(s, UPDATE_STEP_FALLBACK, counter, own, digest);
  } else return;
  writeSetting(journal, SETTING_TAG_UPDATE, '');
  s.identityDue = true;
}
