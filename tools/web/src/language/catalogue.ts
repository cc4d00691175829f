import { aroundEntries } from './entries/around.js';
import { caseEntries } from './entries/cases.js';
import { instrumentEntries } from './entries/instrument.js';
import { lotEntries } from './entries/lots.js';
import { regionEntries } from './entries/region.js';
import { sheetEntries } from './entries/sheet.js';
import { shellEntries } from './entries/shell.js';
import { verifyEntries } from './entries/verify.js';
import { visitEntries } from './entries/visit.js';
import { wordEntries } from './entries/words.js';

/** Every word of the page, by key: [English, Chinese]. `{name}` is replaced by a value. What instruments and records say the server words. */
export const catalogue = {
  ...shellEntries,
  ...wordEntries,
  ...aroundEntries,
  ...visitEntries,
  ...instrumentEntries,
  ...sheetEntries,
  ...caseEntries,
  ...lotEntries,
  ...regionEntries,
  ...verifyEntries,
} as const satisfies Record<string, readonly [english: string, chinese: string]>;

export type MessageKey = keyof typeof catalogue;
