import {
  type Actor,
  type CaseRefusal,
  type CaseRules,
  type CaseState,
  type CaseStepName,
  caseRoleText,
  caseRules,
  caseStepText,
  checkStep,
  documentText,
  verificationKindText,
} from '@hengzhun/host-sdk';
import type { CaseNextStep } from '../../api/cases.js';
import { named } from './named.js';

/** What the person can fill in: the form asks for it. */
const toFillIn: readonly string[] = [
  'case-field-missing',
  'case-document-missing',
  'case-evidence-missing',
  'case-seals-missing',
];
/** The step has no place in this state of the case: it is not shown. */
const noPlace: readonly string[] = ['case-phase', 'case-no-transfer'];

/**
 * The steps that the phase of a case has room for, each with what stands against it for this person: the SDK is asked with an empty step, and
 * says all that it lacks.
 */
export function nextSteps(state: CaseState, actor: Actor, now: number, rules: CaseRules = caseRules): CaseNextStep[] {
  const found: CaseNextStep[] = [];
  for (const name of Object.keys(rules.steps) as CaseStepName[]) {
    if (name === 'open') continue;
    const at = Math.max(now, state.changedAt);
    const step = { name, actor, at, key: 'what-is-missing', basis: state.last, documents: [], evidence: [] };
    const refusals = checkStep(state, step, rules);
    if (refusals.some(({ code }) => noPlace.includes(code))) continue;
    found.push(nextStep(name, refusals, rules));
  }
  return found;
}

function nextStep(name: CaseStepName, all: readonly CaseRefusal[], rules: CaseRules): CaseNextStep {
  const rule = rules.steps[name];
  const refusals = all.filter(({ code }) => !toFillIn.includes(code));
  const document = (kind: string) => named(documentText, kind);
  // The state may ask for more than the rule of the step: a prohibition is lifted with a notice.
  const wanted = Object.entries(documentText).filter(([, { en }]) =>
    all.some(({ code, detail }) => code === 'case-document-missing' && detail === en),
  );
  const { measurement } = rule;
  return {
    name,
    text: caseStepText[name],
    roles: rule.roles.map((role) => named(caseRoleText, role)),
    refusals: refusals.map(({ code, detail, text }) => ({ code, detail, text })),
    // The waiver of a second arbitration is a document that can be brought.
    allowed: refusals.every(({ code }) => code === 'case-appeal-open'),
    fields: [...(rule.fields ?? [])],
    optionalFields: [...(rule.optionalFields ?? [])],
    documents: wanted.map(([kind]) => document(kind)),
    documentsOnPass: (rule.documentsOnPass ?? []).map(document),
    documentsOnFail: (rule.documentsOnFail ?? []).map(document),
    evidence: rule.evidence === true,
    sealsOnPass: rule.sealsOnPass === true,
    measurement:
      measurement === undefined
        ? null
        : {
            kinds: measurement.kinds.map((kind) => named(verificationKindText, kind)),
            of: measurement.of,
            occasion: measurement.occasion ?? null,
          },
  };
}
