import type { Finding } from '../../case-file/finding.js';
import { sheetOutcomeText } from '../../check-sheets/sheet-findings.js';
import { levelText } from '../../evaluation/levels.js';
import { chanceText } from '../../judgement/quantity-text.js';
import { type CaseRole, caseRoleText } from '../../replacement/case-step.js';
import type { ExaminedRecord } from '../record/examined-record.js';
import { qrMatrix } from '../statement/qr-matrix.js';
import { stateRecord } from '../statement/state-record.js';
import type { Block, Mark } from './block.js';
import { identityBlocks, keyBlocks, timeBlocks } from './identity-blocks.js';
import { judgementBlocks, sheetBlocks } from './judgement-blocks.js';
import { momentText } from './page-text.js';
import { type PageWord, type Say, sayIn } from './page-words.js';
import { evidenceBlocks, findingBlocks, logBlocks, unknownBlocks } from './proof-blocks.js';
import { stateBlocks } from './state-blocks.js';

/** Everything that is printed, in order. Pure. @param statement text of the QR code */
export function recordBlocks(examined: ExaminedRecord, statement: string): Block[] {
  const say = sayIn(examined.record.language);
  return [
    headBlock(examined, statement, say),
    ...identityBlocks(examined, say),
    ...keyBlocks(examined, say),
    ...timeBlocks(examined, say),
    ...stateBlocks(examined, say),
    ...logBlocks(examined, say),
    ...judgementBlocks(examined, say),
    ...sheetBlocks(examined, say),
    ...unknownBlocks(examined, say),
    ...findingBlocks(examined, say),
    ...evidenceBlocks(examined, say),
  ];
}

function headBlock(examined: ExaminedRecord, statement: string, say: Say): Block {
  const { record, judgement, signatures, rules } = examined;
  const { language, number, madeAt, madeBy } = record;
  const { check } = stateRecord(examined);
  const { now, later, days } = {
    now: chanceText(judgement.probability),
    later: chanceText(judgement.horizon.probability),
    days: judgement.horizon.days,
  };
  const crossing = judgement.crossing ?? say('crossing-none');
  return {
    kind: 'head',
    title: say('title'),
    lines: [
      say('number', { number }),
      say('made', { at: momentText(madeAt), ...madeBy, role: roleName(madeBy.role, language) }),
    ],
    level: judgement.level,
    levelText: say('level', { level: levelText[judgement.level][language] }),
    under: [
      say('chance', { now, later, days, crossing }),
      ...(check === undefined ? [] : [say('check-outcome', { outcome: sheetOutcomeText[check][language] })]),
      say('preliminary'),
    ],
    marks: [verdictLine('signatures', signatures, say), verdictLine('rules', rules, say)],
    qr: { matrix: qrMatrix(statement), caption: say('qr-caption'), alternative: say('qr-alternative') },
  };
}

function verdictLine(of: 'signatures' | 'rules', findings: readonly Finding[], say: Say): { mark: Mark; text: string } {
  if (findings.some(({ verdict }) => verdict === 'bad')) return { mark: 'bad', text: say(`fails-${of}` as PageWord) };
  const open = of === 'rules' && findings.some(({ verdict }) => verdict === 'note');
  return open ? { mark: 'note', text: say('open-rules') } : { mark: 'good', text: say(`holds-${of}` as PageWord) };
}

const roleName = (role: string, language: 'zh' | 'en'): string =>
  Object.hasOwn(caseRoleText, role) ? caseRoleText[role as CaseRole][language] : role;
