import { ruleSetName } from '../rules/rule-set-name.js';
import type { CaseRules, Deadline } from './case-rules.js';
import { caseSteps1 } from './case-rules-1-steps.js';

const own = (days: number, zh: string, en: string, extension?: Deadline['extension']): Deadline => ({
  days,
  counted: 'working',
  rolls: false,
  origin: 'product',
  source: 'Hengzhun: no public deadline was found',
  text: { zh, en },
  ...(extension && { extension }),
});
const once = (days: number) => ({ days, times: 1 });

/**
 * The first rule set. What is marked `statute` was read in renderings of the text named, not in the official gazette; the authority that uses the
 * product checks it against the text in force. Orders and checks (5 + 10 working days) stay within the 15 working days that
 * 市场监督管理行政处罚程序规定 gives for verifying a lead.
 */
export const caseRules1: CaseRules = {
  id: 'hengzhun-replacement',
  version: 1,
  effective: '2026-11-27',
  steps: caseSteps1,
  limits: { checks: 4, repairs: 2, reopenings: 2, transfers: 3, arbitrations: 3 },
  deadlines: {
    suspected: own(5, '安排现场核查', 'order the on-site check', once(5)),
    'on-site-check': own(10, '完成现场核查', 'check on site', once(10)),
    'awaiting-decision': own(5, '作出认定', 'decide', once(5)),
    confirmed: own(1, '暂停使用', 'prohibit its use'),
    refuted: own(5, '结案', 'close the case'),
    prohibited: own(5, '决定维修或更换', 'order repair or replacement', once(5)),
    repair: own(20, '完成维修', 'repair', once(20)),
    're-verification': own(10, '完成再检定', 're-verify', once(10)),
    're-verified': own(5, '结案', 'close the case', once(15)),
    'replacement-ordered': own(15, '拆除留证', 'remove it and keep the evidence', once(15)),
    removed: own(15, '更换登记', 'replace, verify and enrol', once(15)),
    replaced: own(5, '结案', 'close the case', once(15)),
    arbitration: own(20, '完成仲裁检定', 'decide by arbitration', once(20)),
  },
  arbitrationNotice: {
    days: 7,
    counted: 'calendar',
    rolls: true,
    origin: 'statute',
    source: '仲裁检定和计量调解办法（1987）第八条',
    text: { zh: '发出仲裁检定通知', en: 'give notice of the arbitration' },
  },
  transferAnswer: own(5, '答复移送', 'answer the transfer'),
  prohibition: {
    days: 30,
    counted: 'calendar',
    rolls: false,
    extension: once(30),
    origin: 'statute',
    source: '中华人民共和国行政强制法第二十五条（检测期间不计入）',
    text: { zh: '暂停使用期满', en: 'the prohibition ends' },
  },
  appeal: {
    days: 15,
    counted: 'calendar',
    rolls: false,
    origin: 'statute',
    source: '仲裁检定和计量调解办法（1987）第十三条',
    text: { zh: '申请二次仲裁检定', en: 'ask for a second arbitration' },
  },
  reopening: {
    ...own(365, '重新立案', 'reopen the case'),
    counted: 'calendar',
  },
  escalation: [
    {
      level: 0,
      overdue: -2,
      tell: ['handler'],
      text: { zh: '临期提醒', en: 'reminder: due soon' },
    },
    {
      level: 1,
      overdue: 0,
      tell: ['handler', 'supervisor'],
      text: { zh: '逾期提醒', en: 'overdue' },
    },
    {
      level: 2,
      overdue: 3,
      tell: ['supervisor', 'head-of-authority'],
      text: { zh: '本级督办', en: 'overdue: the head of the authority is told' },
    },
    {
      level: 3,
      overdue: 10,
      tell: ['head-of-authority', 'superior-authority'],
      text: { zh: '上级督办', en: 'overdue: the superior authority is told' },
    },
  ],
};

/** The set in force. */
export const caseRules: CaseRules = caseRules1;

const known: readonly CaseRules[] = [caseRules1];

/** A rule set by its name; undefined: this program does not know it. */
export function caseRulesNamed(name: string): CaseRules | undefined {
  return known.find((rules) => ruleSetName(rules) === name);
}
