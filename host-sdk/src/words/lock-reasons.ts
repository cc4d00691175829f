import {
  LOCK_REASON_BOARD,
  LOCK_REASON_CASE,
  LOCK_REASON_ELEMENT,
  LOCK_REASON_NONE,
  LOCK_REASON_PAIRING,
  LOCK_REASON_PULSE_DEVIATION,
} from '@hengzhun/protocol';
import type { Bilingual } from '../evaluation/levels.js';

/** Why an instrument has locked itself 自锁. */
const reasons: Readonly<Record<number, Bilingual>> = {
  [LOCK_REASON_NONE]: { zh: '已解锁', en: 'unlocked' },
  [LOCK_REASON_CASE]: { zh: '开壳锁机', en: 'the case was opened' },
  [LOCK_REASON_PULSE_DEVIATION]: {
    zh: '脉冲当量五次超出 ±0.6 %',
    en: 'the pulse equivalent was off by more than 0.6 % five times',
  },
  [LOCK_REASON_PAIRING]: { zh: '编码器被换或未通过互认', en: 'the encoder was exchanged or not recognised' },
  [LOCK_REASON_BOARD]: {
    zh: '主板被换，三次加油已用完',
    en: 'the main board was exchanged and three fuelings are over',
  },
  [LOCK_REASON_ELEMENT]: { zh: '安全芯片被换', en: 'the secure element was exchanged' },
};

/** What a LOCK_REASON_* means. */
export function lockReasonText(reason: number): Bilingual {
  return reasons[reason] ?? { zh: `自锁原因 ${reason}`, en: `lock reason ${reason}` };
}
