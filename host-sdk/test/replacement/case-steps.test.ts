import { describe, expect, it } from 'vitest';
import type { CaseStep } from '../../src/replacement/case-step.js';
import {
  actors,
  CaseDriver,
  documents,
  hour,
  instrument,
  measurement,
  newInstrument,
  newKid,
  oldKid,
  suzhou,
} from './case-helpers.js';

const day = 24 * hour;
const closing = { documents: documents('closing-report', 'lifting-notice') };

describe('a case 案件 goes its ways', () => {
  it('refuted: closed as a false alarm 误报', () => {
    const driver = new CaseDriver().refuted();
    driver.take('close', 'supervisor', { documents: documents('closing-report') });
    expect(driver.state).toMatchObject({ phase: 'closed', result: 'false-alarm', finding: 'in-tolerance' });
  });

  it('repaired: prohibition, repair, re-verification, closed', () => {
    const driver = new CaseDriver().prohibited().repaired().reverified('pass');
    expect(driver.try('close', 'supervisor', { documents: documents('closing-report') })).toEqual([
      'case-document-missing',
    ]);
    driver.take('close', 'supervisor', closing);
    expect(driver.state).toMatchObject({ phase: 'closed', result: 'repaired', finding: 'out-of-tolerance' });
    expect(driver.state?.prohibition).toBeUndefined();
  });

  it('failed re-verification: back to repair a limited number of times, then only replacement is left', () => {
    const driver = new CaseDriver().prohibited().repaired().reverified('fail');
    expect(driver.state).toMatchObject({ phase: 'prohibited', failedReverifications: 1 });
    driver.repaired().reverified('fail');
    expect(driver.try('order-repair', 'supervisor', { documents: documents('repair-order') })).toEqual([
      'case-limit-reached',
    ]);
    driver.take('order-replacement', 'supervisor', { documents: documents('replacement-order') });
    expect(driver.state?.phase).toBe('replacement-ordered');
  });

  it('replaced: ordered, removed with evidence, verified and enrolled, closed', () => {
    const driver = new CaseDriver().replaced();
    driver.take('close', 'supervisor', { documents: documents('closing-report') });
    expect(driver.state).toMatchObject({
      phase: 'closed',
      result: 'replaced',
      removal: { kid: oldKid, retireFrom: 4711, seals: ['E-9'] },
      replacement: { instrument: newInstrument, kid: newKid, verification: 'V-9' },
    });
  });

  it('a check that was not possible may be repeated or the case withdrawn, a result has to be decided', () => {
    const driver = new CaseDriver().opened();
    driver.take('order-check', 'supervisor', { inspectors: [actors.inspector.person] });
    driver.take('record-check-impossible', 'inspector', { documents: documents('site-record'), reason: '摊位关闭' });
    expect(driver.try('confirm', 'reviewer', { documents: documents('decision-record') })).toEqual([
      'case-check-not-failed',
    ]);
    driver.take('repeat-check', 'reviewer', { reason: '再去', inspectors: [actors.otherInspector.person] });
    driver.take('record-check', 'otherInspector', {
      documents: documents('check-sheet'),
      measurement: measurement('fail', driver.now, { person: actors.otherInspector.person }),
    });
    expect(driver.try('withdraw', 'supervisor', { reason: 'x' })).toEqual(['case-withdraw-after-check']);
    expect(driver.try('refute', 'reviewer', { documents: documents('decision-record') })).toEqual([
      'case-check-not-passed',
    ]);
  });

  it('a second suspicion is merged, and a second case of the instrument is not opened', () => {
    const driver = new CaseDriver().opened();
    expect(driver.try('open', 'software', { basis: 101 })).toEqual(['case-already-open']);
    driver.take('add-suspicion', 'inspector', { source: 'complaint', evidence: ['ledger/99'] });
    expect(driver.state?.suspicions.map(({ source }) => source)).toEqual(['status-evaluation', 'complaint']);
  });

  it('withdrawn and reopened, within a year and a limited number of times', () => {
    const driver = new CaseDriver().opened().take('withdraw', 'supervisor', { reason: '重复' });
    const again = { source: 'sampling', reason: '新证据', evidence: ['ledger/120'] } as const;
    driver.take('reopen', 'supervisor', again);
    expect(driver.state).toMatchObject({ phase: 'suspected', counters: { reopenings: 1 } });
    driver.take('withdraw', 'supervisor', { reason: '重复' }).take('reopen', 'supervisor', again);
    driver.take('withdraw', 'supervisor', { reason: '重复' });
    expect(driver.try('reopen', 'supervisor', again)).toEqual(['case-limit-reached']);
    const late = new CaseDriver().refuted().take('close', 'supervisor', { documents: documents('closing-report') });
    late.now += 366 * day;
    expect(late.try('reopen', 'supervisor', again)).toEqual(['case-reopening-over']);
  });

  it('moves to another region 跨区域移送: offered, accepted, and from then on led there', () => {
    const driver = new CaseDriver().prohibited();
    driver.take('transfer', 'supervisor', {
      documents: documents('transfer-letter'),
      destination: suzhou,
      reason: '经营者迁至苏州',
    });
    expect(driver.try('order-repair', 'supervisor', { documents: documents('repair-order') })).toEqual([
      'case-transfer-pending',
    ]);
    expect(driver.try('accept-transfer', 'supervisor')).toEqual(['case-authority']);
    driver.take('accept-transfer', 'suzhou');
    expect(driver.state).toMatchObject({ phase: 'prohibited', jurisdiction: suzhou });
    expect(driver.try('order-repair', 'supervisor', { documents: documents('repair-order') })).toEqual([
      'case-authority',
    ]);
    driver.take('order-repair', 'suzhou', { documents: documents('repair-order') });
  });

  it('a transfer in the middle of a check: the new authority sends its own inspectors; declined: nothing changed', () => {
    const offer = { documents: documents('transfer-letter'), destination: suzhou, reason: '管辖' };
    const driver = new CaseDriver().opened();
    driver.take('order-check', 'supervisor', { inspectors: [actors.inspector.person] });
    const { phase } = driver.take('transfer', 'supervisor', offer).take('decline-transfer', 'suzhou', { reason: '无' })
      .state!;
    expect(phase).toBe('on-site-check');
    driver.take('transfer', 'supervisor', offer).take('accept-transfer', 'suzhou');
    expect(driver.state).toMatchObject({ phase: 'suspected', inspectors: [], counters: { checks: 0 } });
  });
});

describe('arbitration 仲裁检定', () => {
  it('interrupts a prohibition and returns without a decision; the time stood still', () => {
    const driver = new CaseDriver().prohibited();
    const { since } = driver.state!;
    driver.take('extend-deadline', 'supervisor', { documents: documents('extension-approval'), reason: '雨雪' });
    driver.arbitrating();
    driver.now += 10 * day;
    driver.take('end-arbitration', 'supervisor', { documents: documents('arbitration-withdrawal'), reason: '撤回' });
    const paused = 10 * day + 2 * hour;
    expect(driver.state).toMatchObject({
      phase: 'prohibited',
      since: since + paused,
      prohibition: { paused },
      extensions: 1,
    });
  });

  it.each([
    ['confirmed', (one: CaseDriver) => one.confirmed()],
    ['prohibited', (one: CaseDriver) => one.prohibited()],
    ['replacement-ordered', (one: CaseDriver) => one.replacementOrdered()],
    ['removed', (one: CaseDriver) => one.removed()],
  ])('a pass refutes a case that was %s', (_, reach) => {
    const driver = reach(new CaseDriver()).arbitrating().arbitrated('pass');
    expect(driver.state).toMatchObject({ phase: 'refuted', finding: 'in-tolerance' });
  });

  it('a fail confirms what was only suspected, or refuted, and leaves the rest where it was', () => {
    expect(new CaseDriver().opened().arbitrating().arbitrated('fail').state?.phase).toBe('confirmed');
    expect(new CaseDriver().refuted().arbitrating().arbitrated('fail').state?.phase).toBe('confirmed');
    expect(new CaseDriver().prohibited().arbitrating().arbitrated('fail').state?.phase).toBe('prohibited');
  });

  it('after a repair it speaks of the repaired instrument, not of the suspicion', () => {
    const pass = new CaseDriver().prohibited().repaired().arbitrating().arbitrated('pass');
    expect(pass.state).toMatchObject({ phase: 're-verified', finding: 'out-of-tolerance' });
    const fail = new CaseDriver().prohibited().repaired().reverified('pass').arbitrating().arbitrated('fail');
    expect(fail.state).toMatchObject({ phase: 'prohibited', failedReverifications: 1 });
  });

  it('a pass after the replacement overturns the finding and undoes nothing', () => {
    const driver = new CaseDriver().replaced().arbitrating().arbitrated('pass');
    expect(driver.state).toMatchObject({ phase: 'replaced', finding: 'in-tolerance' });
  });

  it('needs notice (Art. 8), withdraws whoever is biased (Art. 14), is measured by whoever decides', () => {
    const driver = new CaseDriver().prohibited();
    driver.take('request-arbitration', 'trader', { documents: documents('arbitration-application'), reason: '不服' });
    const decision = (person: string): Partial<CaseStep> => ({
      documents: documents('arbitration-certificate'),
      measurement: measurement('pass', driver.now, { kind: 'arbitration', person }),
    });
    expect(driver.try('decide-arbitration', 'arbitrator', decision('吴仲'))).toEqual(['case-arbitration-not-notified']);
    driver.take('notify-arbitration', 'supervisor', { documents: documents('arbitration-notice') });
    expect(driver.try('decide-arbitration', 'arbitrator', decision('张检'))).toEqual(['case-measurement-person']);
    expect(
      driver.try('decide-arbitration', 'arbitrator', {
        ...decision('张检'),
        actor: { ...actors.arbitrator, person: '张检' },
      }),
    ).toEqual(['case-duties']);
    driver.take('decide-arbitration', 'arbitrator', decision('吴仲'));
  });

  it('a second one within 15 days, by another authority, and it is final (Art. 13); closing waits for it or a waiver', () => {
    const driver = new CaseDriver().prohibited().arbitrating().arbitrated('pass');
    expect(driver.try('close', 'supervisor', closing)).toEqual(['case-appeal-open']);
    const waiver = { documents: [...closing.documents, ...documents('appeal-waiver')] };
    const other = Object.assign(new CaseDriver(), driver);
    expect(other.take('close', 'supervisor', waiver).state?.result).toBe('false-alarm');

    const late = Object.assign(new CaseDriver(), driver, { now: driver.now + 16 * day });
    const application = { documents: documents('arbitration-application'), reason: '再次申请' };
    expect(late.try('request-arbitration', 'trader', application)).toEqual(['case-appeal-over']);
    expect(late.take('close', 'supervisor', closing).state?.phase).toBe('closed');

    driver.now += 14 * day;
    driver.arbitrating();
    expect(() => driver.arbitrated('fail')).toThrow('case-duties, case-appeal-same-authority');
    driver.arbitrated('fail', 'higherArbitrator');
    // The prohibition still stands: it does not have to be spoken again.
    expect(driver.state).toMatchObject({ phase: 'prohibited', finding: 'out-of-tolerance' });
    expect(driver.try('request-arbitration', 'trader', application)).toEqual(['case-arbitration-final']);
  });
});

describe('a refused step names the missing condition', () => {
  const reached = {
    opened: () => new CaseDriver().opened(),
    checking: () =>
      new CaseDriver().opened().take('order-check', 'supervisor', { inspectors: [actors.inspector.person] }),
    checked: () => new CaseDriver().opened().checked('fail'),
    confirmed: () => new CaseDriver().confirmed(),
    repaired: () => new CaseDriver().prohibited().repaired(),
    removed: () => new CaseDriver().removed(),
  };
  type Row = [keyof typeof reached, string, (driver: CaseDriver) => string[], string[]];
  const decision = documents('decision-record');
  const sheet = documents('check-sheet');
  const rows: Row[] = [
    [
      'opened',
      'another phase',
      (d) => d.try('confirm', 'reviewer', { documents: decision }),
      ['case-phase', 'case-check-not-failed'],
    ],
    ['opened', 'a role', (d) => d.try('order-check', 'trader', { inspectors: ['x'] }), ['case-role', 'case-authority']],
    ['opened', 'another authority', (d) => d.try('order-check', 'suzhou', { inspectors: ['x'] }), ['case-authority']],
    ['opened', 'nobody to check', (d) => d.try('order-check', 'supervisor'), ['case-field-missing']],
    [
      'opened',
      'to check oneself',
      (d) => d.try('order-check', 'supervisor', { inspectors: ['王监'] }),
      ['case-duties'],
    ],
    [
      'opened',
      'a field too many',
      (d) => d.try('order-check', 'supervisor', { inspectors: ['x'], level: 1 }),
      ['case-field-unexpected'],
    ],
    [
      'opened',
      'no evidence',
      (d) => d.try('add-suspicion', 'inspector', { source: 'complaint' }),
      ['case-evidence-missing'],
    ],
    [
      'opened',
      'a stale basis',
      (d) => d.try('withdraw', 'supervisor', { reason: 'x', basis: 100 }),
      ['case-step-stale'],
    ],
    [
      'opened',
      'a time before',
      (d) => d.try('withdraw', 'supervisor', { reason: 'x', at: d.now - 2 * hour }),
      ['case-step-backdated'],
    ],
    ['opened', 'no transfer', (d) => d.try('accept-transfer', 'suzhou'), ['case-no-transfer']],
    [
      'opened',
      'no prohibition',
      (d) => d.try('extend-prohibition', 'supervisor', { documents: documents('extension-approval'), reason: 'x' }),
      ['case-not-prohibited'],
    ],
    ['opened', 'an unknown level', (d) => d.try('escalate', 'software', { level: 4 }), ['case-escalation-level']],
    [
      'checking',
      'somebody not sent',
      (d) =>
        d.try('record-check', 'otherInspector', {
          documents: sheet,
          measurement: measurement('fail', d.now, { person: '赵检' }),
        }),
      ['case-not-assigned'],
    ],
    [
      'checking',
      'no sheet',
      (d) => d.try('record-check', 'inspector', { measurement: measurement('fail', d.now) }),
      ['case-document-missing'],
    ],
    [
      'checking',
      'another instrument',
      (d) =>
        d.try('record-check', 'inspector', {
          documents: sheet,
          measurement: measurement('fail', d.now, { instrument: newInstrument }),
        }),
      ['case-measurement-instrument'],
    ],
    [
      'checking',
      'an old measurement',
      (d) => d.try('record-check', 'inspector', { documents: sheet, measurement: measurement('fail', d.now - day) }),
      ['case-measurement-time'],
    ],
    [
      'checking',
      'the limits of a verification',
      (d) =>
        d.try('record-check', 'inspector', {
          documents: sheet,
          measurement: measurement('fail', d.now, { occasion: 'verification' }),
        }),
      ['case-measurement-occasion'],
    ],
    [
      'checking',
      'a kind that does not count',
      (d) =>
        d.try('record-check', 'inspector', {
          documents: sheet,
          measurement: measurement('fail', d.now, { kind: 'arbitration' }),
        }),
      ['case-measurement-kind'],
    ],
    [
      'checked',
      'who checked decides',
      (d) => d.try('confirm', 'reviewer', { documents: decision, actor: { ...actors.reviewer, person: '张检' } }),
      ['case-duties'],
    ],
    [
      'confirmed',
      'no seals',
      (d) => d.try('prohibit', 'supervisor', { documents: documents('prohibition-notice') }),
      ['case-seals-missing'],
    ],
    [
      'repaired',
      'who repaired verifies',
      (d) =>
        d.try('record-reverification', 'inspector', {
          documents: documents('rejection-notice'),
          actor: { ...actors.inspector, person: '孙修' },
          measurement: measurement('fail', d.now, { kind: 'subsequent-verification', person: '孙修' }),
        }),
      ['case-duties'],
    ],
    [
      'repaired',
      'passed without certificate and seals',
      (d) =>
        d.try('record-reverification', 'inspector', {
          measurement: measurement('pass', d.now, { kind: 'subsequent-verification' }),
        }),
      ['case-seals-missing', 'case-document-missing'],
    ],
    [
      'removed',
      'the same key',
      (d) =>
        d.try('record-replacement', 'inspector', {
          ...d.replacementFields(),
          replacement: { instrument: newInstrument, kid: oldKid },
        }),
      ['case-replacement-same'],
    ],
    [
      'removed',
      'the same instrument',
      (d) =>
        d.try('record-replacement', 'inspector', {
          ...d.replacementFields(),
          measurement: measurement('pass', d.now, { kind: 'initial-verification' }),
          replacement: { instrument, kid: newKid },
        }),
      ['case-replacement-same'],
    ],
    [
      'removed',
      'a failed new one',
      (d) =>
        d.try('record-replacement', 'inspector', {
          ...d.replacementFields(),
          measurement: measurement('fail', d.now, { kind: 'initial-verification', instrument: newInstrument }),
        }),
      ['case-replacement-failed'],
    ],
  ];
  it.each(rows)('%s: %s', (state, _, attempt, codes) => {
    expect(attempt(reached[state]())).toEqual(codes);
  });

  it('in both languages, with the particular', async () => {
    const { checkStep } = await import('../../src/replacement/check-step.js');
    const { caseRules } = await import('../../src/replacement/case-rules-1.js');
    const driver = reached.confirmed();
    const [document, ...rest] = checkStep(
      driver.state,
      driver.step('prohibit', 'supervisor', { seals: ['1'] }),
      caseRules,
    );
    expect(rest).toEqual([]);
    expect(document!.text).toEqual({
      zh: '缺少文书：暂停使用通知书。',
      en: 'A document is missing: notice of prohibition.',
    });
    const [phase] = checkStep(driver.state, driver.step('withdraw', 'supervisor', { reason: 'x' }), caseRules);
    expect(phase!.text).toEqual({
      zh: '案件处于“确认失准”阶段，不能执行本步骤。',
      en: 'The case is in the phase “confirmed out of tolerance”, where this step cannot be taken.',
    });
  });
});
