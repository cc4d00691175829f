import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/ledger/ledger-entry.js';
import { applyStep } from '../../src/replacement/apply-step.js';
import { type CaseEntry, foldCase, stepDraft } from '../../src/replacement/case-entries.js';
import { type CasePhase, casePhases } from '../../src/replacement/case-phases.js';
import { caseRules } from '../../src/replacement/case-rules-1.js';
import type { CaseState } from '../../src/replacement/case-state.js';
import { type CaseStep, type CaseStepName, caseStepText } from '../../src/replacement/case-step.js';
import {
  type ActorName,
  actors,
  documents,
  hour,
  instrument,
  measurement,
  monday,
  newInstrument,
  newKid,
  oldKid,
  pudong,
  suzhou,
} from './case-helpers.js';

/** The procedure once more, as one would draw it: from each phase the phases that one step may lead to. */
const drawn: Readonly<Record<CasePhase, readonly CasePhase[]>> = {
  suspected: ['on-site-check', 'withdrawn', 'arbitration'],
  'on-site-check': ['on-site-check', 'awaiting-decision', 'suspected', 'withdrawn', 'arbitration'],
  'awaiting-decision': ['confirmed', 'refuted', 'on-site-check', 'withdrawn', 'arbitration'],
  confirmed: ['prohibited', 'arbitration'],
  refuted: ['closed', 'arbitration'],
  prohibited: ['repair', 'replacement-ordered', 'arbitration'],
  repair: ['re-verification', 'arbitration'],
  're-verification': ['re-verified', 'prohibited', 'arbitration'],
  're-verified': ['closed', 'arbitration'],
  'replacement-ordered': ['removed', 'arbitration'],
  removed: ['replaced', 'arbitration'],
  replaced: ['closed', 'arbitration'],
  arbitration: casePhases.filter((one) => !['arbitration', 'closed', 'withdrawn'].includes(one)),
  closed: ['suspected'],
  withdrawn: ['suspected'],
};

/** What holds in every state that the procedure allows. */
function checkInvariants(state: CaseState): void {
  const { phase, duties, counters, finding, prohibition, check } = state;
  const shared = (a: readonly string[], b: readonly string[]) => a.filter((one) => b.includes(one));
  expect(shared(duties.checked, duties.decided)).toEqual([]);
  expect(shared(duties.repaired, duties['re-verified'])).toEqual([]);
  expect(shared(duties.arbitrated, [...duties.checked, ...duties.decided, ...duties.repaired])).toEqual([]);
  for (const [name, limit] of Object.entries(caseRules.limits)) {
    expect(counters[name as keyof typeof counters]).toBeLessThanOrEqual(limit);
    expect(counters[name as keyof typeof counters]).toBeGreaterThanOrEqual(0);
  }
  const arbitrated = (outcome: string) => state.arbitrations.some((one) => one.outcome === outcome);
  if (finding === 'out-of-tolerance') expect(check?.measurement?.outcome === 'fail' || arbitrated('fail')).toBe(true);
  if (finding === 'in-tolerance') expect(check?.measurement?.outcome === 'pass' || arbitrated('pass')).toBe(true);
  const touched = ['prohibited', 'repair', 're-verification', 'replacement-ordered', 'removed'];
  if ([...touched, 'confirmed'].includes(phase)) expect(finding).toBe('out-of-tolerance');
  if ([...touched, 're-verified', 'replaced'].includes(phase)) expect(prohibition?.seals.length).toBeGreaterThan(0);
  if (phase === 'closed' || phase === 'withdrawn')
    expect([prohibition, state.transfer, state.interrupted]).toEqual([undefined, undefined, undefined]);
  if (phase === 'replaced') {
    expect(state.removal?.kid).not.toBe(state.replacement!.kid);
    expect(state.replacement!.instrument).not.toBe(state.instrument);
  }
  if (state.result === 'false-alarm') expect(finding).toBe('in-tolerance');
  if (state.result === 'repaired') expect(state.altered).toBe(true);
  expect(state.arbitrations.length).toBeLessThanOrEqual(2);
  expect((phase === 'arbitration') === (state.interrupted !== undefined)).toBe(true);
}

interface Draw {
  readonly pick: number;
  readonly astray: boolean;
  readonly actor: ActorName | 'right';
  readonly outcome: 'pass' | 'fail';
  readonly hours: number;
  readonly flaw: number;
}

const rightActor = (state: CaseState | undefined, name: CaseStepName): ActorName => {
  if (name === 'accept-transfer' || name === 'decline-transfer')
    return state?.transfer?.to.authority === pudong.authority ? 'supervisor' : 'suzhou';
  const role = caseRules.steps[name].roles[0]!;
  if (role === 'supervisor') return state?.jurisdiction.authority === suzhou.authority ? 'suzhou' : 'supervisor';
  if (role === 'arbitrator') return (state?.arbitrations.length ?? 0) > 0 ? 'higherArbitrator' : 'arbitrator';
  return role;
};

/** A step with everything that the procedure could ask for, and sometimes with a flaw. */
function make(draw: Draw, state: CaseState | undefined, now: number, key: string): CaseStep {
  const name = nameOf(draw, state);
  const rule = caseRules.steps[name];
  const actor = actors[draw.actor === 'right' ? rightActor(state, name) : draw.actor];
  const kinds = [...(rule.documents ?? []), ...(rule.documentsOnPass ?? []), ...(rule.documentsOnFail ?? [])];
  const wants = (field: string) => [...(rule.fields ?? []), ...(rule.optionalFields ?? [])].includes(field as never);
  const step: CaseStep = {
    name,
    actor,
    at: now,
    key,
    basis: state?.last ?? 0,
    documents: documents(...kinds, ...(name === 'close' ? (['lifting-notice', 'appeal-waiver'] as const) : [])),
    evidence: ['ledger/1'],
    ...(wants('reason') && { reason: '理由' }),
    ...(wants('seals') && { seals: ['F-1'] }),
    ...(wants('source') && { source: 'complaint' as const }),
    ...(wants('instrument') && { instrument }),
    ...(wants('jurisdiction') && { jurisdiction: pudong }),
    ...(wants('inspectors') && { inspectors: [actors.inspector.person, actors.otherInspector.person] }),
    ...(wants('removal') && { removal: { kid: oldKid, retireFrom: 5 } }),
    ...(wants('replacement') && { replacement: { instrument: newInstrument, kid: newKid } }),
    ...(wants('destination') && { destination: state?.jurisdiction.authority === pudong.authority ? suzhou : pudong }),
    ...(wants('level') && { level: (state?.escalation ?? 0) + 1 }),
    ...(wants('measurement') && {
      measurement: measurement(draw.outcome, now, {
        kind: rule.measurement!.kinds[0]!,
        occasion: rule.measurement!.occasion ?? 'in-service',
        instrument: rule.measurement!.of === 'replacement' ? newInstrument : instrument,
        person: actor.person,
      }),
    }),
  };
  switch (draw.flaw) {
    case 0:
      return { ...step, basis: step.basis - 1 };
    case 1:
      return { ...step, documents: [] };
    case 2:
      return { ...step, at: now - 1000 * hour };
    case 3:
      return { ...step, actor: { ...step.actor, person: actors.inspector.person } };
    case 4: {
      const { seals: _, ...rest } = step;
      return rest;
    }
    default:
      return step;
  }
}

const names = Object.keys(caseStepText) as CaseStepName[];
/** Mostly a step that has a place in the phase, so that cases get somewhere; sometimes any. */
const nameOf = ({ pick, astray }: Draw, state: CaseState | undefined): CaseStepName => {
  const fitting = names.filter((name) =>
    state === undefined ? name === 'open' : caseRules.steps[name].from.includes(state.phase),
  );
  const onward = fitting.filter((name) => caseRules.steps[name].from.length === 1);
  const choice = astray ? names : [...fitting, ...onward, ...onward, ...onward];
  return choice[pick % choice.length]!;
};
const draws = fc.array(
  fc.record<Draw>({
    pick: fc.nat(1000),
    astray: fc.boolean(),
    actor: fc.oneof(
      { weight: 6, arbitrary: fc.constant('right' as const) },
      { weight: 1, arbitrary: fc.constantFrom(...(Object.keys(actors) as ActorName[])) },
    ),
    outcome: fc.constantFrom('pass', 'fail'),
    hours: fc.integer({ min: 0, max: 200 }),
    flaw: fc.integer({ min: 0, max: 40 }),
  }),
  { minLength: 50, maxLength: 120 },
);

/** Takes what may be taken; the entries as the ledger would hold them. */
function run(sequence: readonly Draw[], each: (before: CaseState | undefined, after: CaseState) => void) {
  let state: CaseState | undefined;
  let now = monday;
  const entries: CaseEntry[] = [];
  const states: CaseState[] = [];
  sequence.forEach((draw, i) => {
    now += draw.hours * hour;
    const step = make(draw, state, now, `k${i}`);
    // Other subjects have entries in between.
    const number = 10 + 3 * i;
    const before = JSON.stringify(state);
    const result = applyStep('C-1', state, step, number);
    expect(JSON.stringify(state)).toBe(before);
    if (result.state === undefined) {
      expect(result.refusals.length).toBeGreaterThan(0);
      return;
    }
    each(state, result.state);
    const draft = stepDraft('C-1', state, step, caseRules);
    state = result.state;
    states.push(state);
    entries.push({ ...draft, number, body: JSON.parse(JSON.stringify(draft.body)) });
  });
  return { state, states, entries };
}

describe('whatever steps are tried in whatever order', () => {
  it('a case moves along the drawn procedure only, and every state keeps what the procedure promises', () => {
    const reached = new Set<CasePhase>();
    const results = new Set<string>();
    fc.assert(
      fc.property(draws, (sequence) => {
        run(sequence, (before, after) => {
          if (before !== undefined && before.phase !== after.phase) expect(drawn[before.phase]).toContain(after.phase);
          if (before === undefined) expect(after.phase).toBe('suspected');
          else expect(after.last).toBeGreaterThan(before.last);
          checkInvariants(after);
          reached.add(after.phase);
          if (after.result) results.add(after.result);
        });
      }),
      { seed: 20261127, numRuns: 200 },
    );
    // Or the property above has said little.
    expect([...reached].sort()).toEqual([...casePhases].sort());
    expect([...results].sort()).toEqual(['false-alarm', 'repaired', 'replaced', 'withdrawn']);
  });

  it('the entries fold to the same state again, every prefix of them', () => {
    fc.assert(
      fc.property(draws, (sequence) => {
        const { states, entries } = run(sequence, () => {});
        expect(foldCase(entries)).toEqual(states.at(-1));
        const half = Math.floor(entries.length / 2);
        expect(foldCase(entries.slice(0, half))).toEqual(states[half - 1]);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it('an entry that was changed in any word is noticed', () => {
    const change = fc.record({
      pick: fc.nat(),
      path: fc.constantFrom('to', 'from', 'key', 'step', 'basis', 'more', 'evidence', 'actor', 'rules'),
    });
    fc.assert(
      fc.property(draws, change, (sequence, { pick, path }) => {
        const { entries } = run(sequence, () => {});
        fc.pre(entries.length > 1);
        const at = pick % entries.length;
        const entry = entries[at]!;
        const body = entry.body as Record<string, JsonValue>;
        const forged: Record<string, Partial<CaseEntry>> = {
          to: { body: { ...body, to: 'confirmed', from: 'awaiting-decision' } },
          from: { body: { ...body, from: 'closed' } },
          key: { body: { ...body, key: 'k 1' } },
          step: { body: { ...body, step: 'confirm-all' } },
          basis: { body: { ...body, basis: Number(body.basis) + 1 } },
          more: { body: { ...body, more: 1 } },
          evidence: { evidence: entry.evidence.slice(1) },
          actor: { actor: { ...entry.actor, role: 'owner' } },
          rules: { rules: 'hengzhun-replacement@99' },
        };
        fc.pre(path !== 'to' || body.step !== 'confirm');
        const history = entries.with(at, { ...entry, ...forged[path] });
        expect(() => foldCase(history)).toThrow(expect.objectContaining({ code: 'case-history-broken' }));
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  it('a history from which an entry was taken is noticed', () => {
    fc.assert(
      fc.property(draws, fc.nat(), (sequence, pick) => {
        const { entries } = run(sequence, () => {});
        fc.pre(entries.length > 2);
        const without = entries.toSpliced(pick % (entries.length - 1), 1);
        expect(() => foldCase(without)).toThrow(expect.objectContaining({ code: 'case-history-broken' }));
      }),
      { seed: 2, numRuns: 60 },
    );
  });
});
