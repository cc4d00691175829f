import { buildEntries } from './entries/build.js';
import { caseEntries } from './entries/case.js';
import { commandEntries } from './entries/commands.js';
import { consoleEntries } from './entries/console.js';
import { consoleWorkEntries } from './entries/console-work.js';
import { controlEntries } from './entries/control.js';
import { elementEntries } from './entries/element.js';
import { errorEntries } from './entries/errors.js';
import { evaluateEntries } from './entries/evaluate.js';
import { exchangeEntries } from './entries/exchange.js';
import { flashEntries } from './entries/flash.js';
import { helpEntries } from './entries/help.js';
import { ledgerEntries } from './entries/ledger.js';
import { provisionEntries } from './entries/provision.js';
import { replayEntries } from './entries/replay.js';
import { reportEntries } from './entries/report.js';
import { sampleEntries } from './entries/sample.js';
import { scanEntries } from './entries/scan.js';
import { stationEntries } from './entries/station.js';
import { wordEntries } from './entries/words.js';

/** Every message that people see, by key: [English, Chinese]. `{name}` is replaced by a value. */
export const catalogue = {
  ...helpEntries,
  ...errorEntries,
  ...wordEntries,
  ...commandEntries,
  ...stationEntries,
  ...flashEntries,
  ...controlEntries,
  ...provisionEntries,
  ...elementEntries,
  ...buildEntries,
  ...evaluateEntries,
  ...caseEntries,
  ...sampleEntries,
  ...replayEntries,
  ...ledgerEntries,
  ...scanEntries,
  ...exchangeEntries,
  ...reportEntries,
  ...consoleEntries,
  ...consoleWorkEntries,
} as const satisfies Record<string, readonly [english: string, chinese: string]>;

export type MessageKey = keyof typeof catalogue;
