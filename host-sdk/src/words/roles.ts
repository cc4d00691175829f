import { ROLE_AUTHORITY, ROLE_INSPECTOR, ROLE_MAKER } from '@hengzhun/protocol';
import type { Bilingual } from '../evaluation/levels.js';

/** Whose command key. */
const roles: Readonly<Record<number, Bilingual>> = {
  [ROLE_MAKER]: { zh: '制造单位', en: 'maker' },
  [ROLE_AUTHORITY]: { zh: '主管机构', en: 'authority' },
  [ROLE_INSPECTOR]: { zh: '检定人员', en: 'inspector' },
};

/** What a ROLE_* means. */
export function roleText(role: number): Bilingual {
  return roles[role] ?? { zh: `角色 ${role}`, en: `role ${role}` };
}
