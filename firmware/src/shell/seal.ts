import {
  COMMAND_RESULT_DONE,
  EVENT_LIFE,
  EVENT_SEAL,
  LIFE_STAGE_COMMISSIONED,
  LIFE_STAGE_REPAIR,
  REFUSAL_NOT_ALLOWED,
  REFUSAL_STORAGE,
  SEAL_STATE_SEALED,
} from '@hengzhun/protocol/device';
import { recordTotals } from './history.js';
import { countCalibration } from './journal.js';
import { persist, record } from './record.js';
import { keepSnapshot } from './snapshot.js';
import type { Shell } from './state.js';

/**
 * Seals or unseals. A sealing ends an adjustment: it is counted, a new baseline begins that later ones are compared with, and
 * the instrument is in service. Unsealing one that is in service begins a repair.
 *
 * @param next SEAL_STATE_SEALED or SEAL_STATE_UNSEALED
 */
export function changeSeal(s: Shell, next: number): number {
  const journal = s.journal;
  const core = s.core;
  const old = journal.sealState;
  const stage = journal.lifeStage;
  const counted = journal.calibrationCounter;
  if (old === next) return REFUSAL_NOT_ALLOWED;
  journal.sealState = next;
  if (next === SEAL_STATE_SEALED) {
    countCalibration(journal);
    journal.lifeStage = LIFE_STAGE_COMMISSIONED;
  } else if (stage === LIFE_STAGE_COMMISSIONED) journal.lifeStage = LIFE_STAGE_REPAIR;
  if (!persist(s)) {
    journal.sealState = old;
    journal.calibrationCounter = counted;
    journal.lifeStage = stage;
    return REFUSAL_STORAGE;
  }
  record(s, EVENT_SEAL, [old, next]);
  if (journal.lifeStage !== stage) {
    record(s, EVENT_LIFE, [stage, journal.lifeStage]);
    s.identityDue = true;
  }
  recordTotals(s);
  if (next === SEAL_STATE_SEALED) {
    core.reset(core.state, core.parameters);
    keepSnapshot(s);
  }
  s.statusDue = true;
  return COMMAND_RESULT_DONE;
}
