import type { Bilingual } from '../evaluation/levels.js';
import { casePhaseText } from './case-phases.js';
import { type CaseRefusal, refuse } from './case-refusals.js';
import type { CaseRules, StepRule } from './case-rules.js';
import type { CaseDuty, CaseState } from './case-state.js';
import {
  type CaseRole,
  type CaseStep,
  type CaseStepField,
  caseRoleText,
  caseStepFields,
  type DocumentKind,
  documentText,
} from './case-step.js';
import { checkArbitration } from './check-arbitration.js';
import { endOfDeadline } from './deadlines.js';

/**
 * Everything that a step lacks, by a rule set; empty: it may be taken. Pure. The first one is the one to show when there is room for one only.
 * @param state undefined: the case does not exist yet
 */
export function checkStep(state: CaseState | undefined, step: CaseStep, rules: CaseRules): readonly CaseRefusal[] {
  const rule = rules.steps[step.name];
  if (state === undefined) {
    if (step.name !== 'open') return [refuse('case-not-open')];
    if (step.basis !== 0) return [refuse('case-step-stale', '0')];
    return [...checkActor(undefined, step, rule), ...checkContent(undefined, step, rule)];
  }
  if (step.name === 'open') return [refuse('case-already-open', state.id)];
  // Whoever decided on an older state has to look again: nothing else is worth telling.
  if (step.basis !== state.last) return [refuse('case-step-stale', String(state.last))];
  if (Object.hasOwn(state.keys, step.key)) return [refuse('case-key-reused', step.key)];
  return [
    ...(step.at < state.changedAt && !lateIsFine.includes(step.name)
      ? [refuse('case-step-backdated', new Date(state.changedAt).toISOString())]
      : []),
    ...checkPhase(state, step, rule),
    ...checkActor(state, step, rule),
    ...checkContent(state, step, rule),
    ...checkMeasurement(state, step, rule),
    ...checkParticulars(state, step, rule, rules),
    ...checkArbitration(state, step, rules),
  ];
}

/** What only adds may be older than the newest step: it comes from a laptop that was offline, or from a person who waited. */
const lateIsFine: readonly CaseStep['name'][] = ['add-suspicion', 'add-evidence'];

function* checkPhase(state: CaseState, step: CaseStep, rule: StepRule): Generator<CaseRefusal> {
  if (!rule.from.includes(state.phase)) yield refuse('case-phase', casePhaseText[state.phase]);
  const answers = step.name === 'accept-transfer' || step.name === 'decline-transfer';
  if (state.transfer !== undefined && !rule.duringTransfer) {
    yield refuse('case-transfer-pending', state.transfer.to.authority);
  }
  if (state.transfer === undefined && answers) yield refuse('case-no-transfer');
}

function* checkActor(state: CaseState | undefined, step: CaseStep, rule: StepRule): Generator<CaseRefusal> {
  const { role, person, authority } = step.actor;
  if (!(rule.roles as readonly string[]).includes(role)) {
    yield refuse('case-role', caseRoleText[role as CaseRole] ?? role.slice(0, 40));
  }
  if (state === undefined) return;
  const responsible = rule.authority === 'destination' ? state.transfer?.to : state.jurisdiction;
  if (rule.authority !== undefined && responsible !== undefined && authority !== responsible.authority) {
    yield refuse('case-authority', responsible.authority);
  }
  if ((step.name === 'record-check' || step.name === 'record-check-impossible') && !state.inspectors.includes(person)) {
    yield refuse('case-not-assigned', person);
  }
  const done = (duty: CaseDuty) => state.duties[duty].includes(person);
  if (rule.notAfter?.some(done)) yield refuse('case-duties', person);
  // The check must not be in the hands of somebody whose earlier word in this case it would confirm.
  if (step.name === 'order-check' || step.name === 'repeat-check') {
    for (const one of step.inspectors ?? []) {
      if (state.duties.decided.includes(one) || state.duties.repaired.includes(one) || one === person) {
        yield refuse('case-duties', one);
      }
    }
  }
}

function* checkContent(state: CaseState | undefined, step: CaseStep, rule: StepRule): Generator<CaseRefusal> {
  for (const field of caseStepFields) {
    const required = rule.fields?.includes(field) === true;
    if (step[field] === undefined) {
      if (required)
        yield field === 'seals' ? refuse('case-seals-missing') : refuse('case-field-missing', fieldText[field]);
    } else if (!required && rule.optionalFields?.includes(field) !== true) {
      yield refuse('case-field-unexpected', fieldText[field]);
    }
  }
  const passed = step.measurement?.outcome;
  if (rule.sealsOnPass && passed === 'pass' && step.seals === undefined) yield refuse('case-seals-missing');
  const wanted: DocumentKind[] = [
    ...(rule.documents ?? []),
    ...(passed === 'pass' ? (rule.documentsOnPass ?? []) : []),
    ...(passed === 'fail' ? (rule.documentsOnFail ?? []) : []),
    // A prohibition does not lapse silently when the instrument may be used again.
    ...(step.name === 'close' && state?.prohibition !== undefined && state.phase !== 'replaced'
      ? (['lifting-notice'] as const)
      : []),
  ];
  for (const kind of wanted) {
    if (!step.documents.some((one) => one.kind === kind)) yield refuse('case-document-missing', documentText[kind]);
  }
  if (rule.evidence && step.documents.length + step.evidence.length === 0) yield refuse('case-evidence-missing');
}

function* checkMeasurement(state: CaseState, step: CaseStep, rule: StepRule): Generator<CaseRefusal> {
  const { measurement } = step;
  if (measurement === undefined || rule.measurement === undefined) return;
  const { kinds, of, occasion } = rule.measurement;
  if (!kinds.includes(measurement.kind)) yield refuse('case-measurement-kind', measurement.kind);
  if (occasion !== undefined && measurement.occasion !== occasion) {
    yield refuse('case-measurement-occasion', occasionText[occasion]);
  }
  const instrument = of === 'instrument' ? state.instrument : step.replacement?.instrument;
  if (measurement.instrument !== instrument) yield refuse('case-measurement-instrument', measurement.instrument);
  // A new instrument may have been verified before it came; the suspected one is measured for this case by whoever says so.
  const after = of === 'replacement' ? 0 : step.name === 'record-check' ? state.openedAt : state.since;
  const from = step.name === 'decide-arbitration' ? (state.interrupted?.at ?? 0) : after;
  if (measurement.at < from || measurement.at > step.at) {
    yield refuse('case-measurement-time', new Date(measurement.at).toISOString());
  }
  if (of === 'instrument' && measurement.person !== step.actor.person) {
    yield refuse('case-measurement-person', measurement.person);
  }
}

function* checkParticulars(state: CaseState, step: CaseStep, rule: StepRule, rules: CaseRules): Generator<CaseRefusal> {
  const outcome = state.check?.measurement?.outcome;
  if (rule.counts !== undefined && state.counters[rule.counts] >= rules.limits[rule.counts]) {
    yield refuse('case-limit-reached', `${rule.counts} ${rules.limits[rule.counts]}`);
  }
  switch (step.name) {
    case 'confirm':
      if (outcome !== 'fail') yield refuse('case-check-not-failed');
      break;
    case 'refute':
      if (outcome !== 'pass') yield refuse('case-check-not-passed');
      break;
    case 'withdraw':
      if (outcome !== undefined) yield refuse('case-withdraw-after-check');
      break;
    case 'record-replacement': {
      const { replacement, measurement } = step;
      if (replacement?.instrument === state.instrument || replacement?.kid === state.removal?.kid) {
        yield refuse('case-replacement-same', replacement?.instrument);
      }
      if (measurement?.outcome === 'fail') yield refuse('case-replacement-failed');
      break;
    }
    case 'transfer':
      if (step.destination?.authority === state.jurisdiction.authority) {
        yield refuse('case-transfer-same-authority', state.jurisdiction.authority);
      }
      break;
    case 'extend-deadline':
      if (state.extensions >= (rules.deadlines[state.phase]?.extension?.times ?? 0)) {
        yield refuse('case-extension-exhausted');
      }
      break;
    case 'extend-prohibition':
      if (state.prohibition === undefined) yield refuse('case-not-prohibited');
      else if (state.prohibition.extensions >= (rules.prohibition.extension?.times ?? 0)) {
        yield refuse('case-extension-exhausted');
      }
      break;
    case 'escalate':
      if (
        step.level !== undefined &&
        (step.level <= state.escalation || !rules.escalation.some(({ level }) => level === step.level && level > 0))
      ) {
        yield refuse('case-escalation-level', String(step.level));
      }
      break;
    case 'reopen': {
      const end = endOfDeadline(state.endedAt ?? 0, rules.reopening);
      if (step.at >= end.end) yield refuse('case-reopening-over', end.date);
      break;
    }
    case 'close': {
      const decided = state.arbitrations.at(-1);
      if (decided === undefined || state.arbitrations.length > 1) break;
      const { end, date } = endOfDeadline(decided.at, rules.appeal);
      const waived = step.documents.some(({ kind }) => kind === 'appeal-waiver');
      if (step.at < end && !waived) yield refuse('case-appeal-open', date);
      break;
    }
    default:
  }
}

const occasionText: Readonly<Record<'verification' | 'in-service', Bilingual>> = {
  verification: { zh: '检定', en: 'at verification' },
  'in-service': { zh: '使用中', en: 'in service' },
};

const fieldText: Readonly<Record<CaseStepField, Bilingual>> = {
  reason: { zh: '理由', en: 'the reason' },
  measurement: { zh: '测量结果', en: 'the measurement' },
  seals: { zh: '封印编号', en: 'the numbers of the seals' },
  source: { zh: '疑点来源', en: 'the source of the suspicion' },
  instrument: { zh: '器具', en: 'the instrument' },
  jurisdiction: { zh: '管辖机构和地区', en: 'the authority and region' },
  inspectors: { zh: '核查人员', en: 'who shall check' },
  removal: { zh: '旧密钥及其终止序号', en: 'the old key and the number from which it is retired' },
  replacement: { zh: '新器具', en: 'the new instrument' },
  destination: { zh: '接收机构', en: 'the authority to transfer to' },
  level: { zh: '督办级别', en: 'the level' },
};
