import { LIFE_STAGE_BORN, LIFE_STAGE_COMMISSIONED, LIFE_STAGE_REPAIR, LIFE_STAGE_RETIRED } from '@hengzhun/protocol';
import type { Bilingual } from '../evaluation/levels.js';

/** Stages of an instrument’s life. */
const stages: Readonly<Record<number, Bilingual>> = {
  [LIFE_STAGE_BORN]: { zh: '已出厂，未封印', en: 'born, never sealed' },
  [LIFE_STAGE_COMMISSIONED]: { zh: '在用', en: 'in service' },
  [LIFE_STAGE_REPAIR]: { zh: '维修中', en: 'in repair' },
  [LIFE_STAGE_RETIRED]: { zh: '已退役', en: 'retired' },
};

/** What a LIFE_STAGE_* means. */
export function lifeStageText(stage: number): Bilingual {
  return stages[stage] ?? { zh: `阶段 ${stage}`, en: `stage ${stage}` };
}
