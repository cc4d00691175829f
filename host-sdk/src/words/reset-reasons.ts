import {
  RESET_REASON_MEMORY,
  RESET_REASON_POWER,
  RESET_REASON_REQUESTED,
  RESET_REASON_WATCHDOG,
} from '@hengzhun/protocol';
import type { Bilingual } from '../evaluation/levels.js';

/** Why an instrument started. */
const reasons: Readonly<Record<number, Bilingual>> = {
  [RESET_REASON_POWER]: { zh: '上电', en: 'power' },
  [RESET_REASON_REQUESTED]: { zh: '按要求重启', en: 'requested' },
  [RESET_REASON_WATCHDOG]: { zh: '看门狗', en: 'watchdog' },
  [RESET_REASON_MEMORY]: { zh: '内存耗尽', en: 'out of memory' },
};

/** What a RESET_REASON_* means. */
export function resetReasonText(reason: number): Bilingual {
  return reasons[reason] ?? { zh: `原因 ${reason}`, en: `reason ${reason}` };
}
