import {
  UPDATE_STEP_ACTIVATED,
  UPDATE_STEP_AUTHORISED,
  UPDATE_STEP_FALLBACK,
  UPDATE_STEP_INSTALLED,
  UPDATE_STEP_REFUSED,
} from '@hengzhun/protocol';
import type { Bilingual } from '../evaluation/levels.js';

/** Steps of a software update. */
const steps: Readonly<Record<number, Bilingual>> = {
  [UPDATE_STEP_AUTHORISED]: { zh: '已授权', en: 'authorised' },
  [UPDATE_STEP_REFUSED]: { zh: '被拒绝', en: 'refused' },
  [UPDATE_STEP_INSTALLED]: { zh: '已安装', en: 'installed' },
  [UPDATE_STEP_ACTIVATED]: { zh: '已启用', en: 'activated' },
  [UPDATE_STEP_FALLBACK]: {
    zh: '新软件未能启动，恢复旧软件',
    en: 'the new software did not come up; the old one runs again',
  },
};

/** What an UPDATE_STEP_* means. */
export function updateStepText(step: number): Bilingual {
  return steps[step] ?? { zh: `步骤 ${step}`, en: `step ${step}` };
}
