import { SEAL_STATE_BROKEN, SEAL_STATE_SEALED, SEAL_STATE_UNSEALED } from '@hengzhun/protocol';
import type { Bilingual } from '../evaluation/levels.js';

/** States of the electronic seal 封印. */
const states: Readonly<Record<number, Bilingual>> = {
  [SEAL_STATE_UNSEALED]: { zh: '未封印', en: 'unsealed' },
  [SEAL_STATE_SEALED]: { zh: '已封印', en: 'sealed' },
  [SEAL_STATE_BROKEN]: { zh: '封印已破坏', en: 'broken' },
};

/** What a SEAL_STATE_* means. */
export function sealStateText(state: number): Bilingual {
  return states[state] ?? { zh: `封印状态 ${state}`, en: `seal state ${state}` };
}
