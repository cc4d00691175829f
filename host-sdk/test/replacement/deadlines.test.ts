import { describe, expect, it } from 'vitest';
import { caseRules } from '../../src/replacement/case-rules-1.js';
import { casesDue } from '../../src/replacement/cases-due.js';
import { caseDeadlines, endOfDeadline } from '../../src/replacement/deadlines.js';
import { publishedCalendar } from '../../src/replacement/working-days.js';
import { CaseDriver, documents, hour, suzhou } from './case-helpers.js';

const at = (text: string) => Date.parse(`${text}+08:00`);

describe('deadlines 期限', () => {
  it('the day of the event does not count, the last day counts whole', () => {
    const driver = new CaseDriver().opened(); // Monday 2 March 2026
    expect(caseDeadlines(driver.state!)).toEqual([
      expect.objectContaining({
        what: 'phase',
        date: '2026-03-09',
        end: at('2026-03-10T00:00:00'),
        provisional: false,
        origin: 'product',
      }),
    ]);
  });

  it('go round the holidays of the National Day: 5 working days from 30 September 2026 end on 13 October', () => {
    // 8, 9, 10 (worked Saturday), 12, 13 October are the five.
    const rule = caseRules.deadlines.suspected!;
    expect(endOfDeadline(at('2026-09-30T09:00:00'), rule).date).toBe('2026-10-13');
  });

  it('notice of an arbitration, 7 days (Art. 8), rolls to the next working day; the end of a prohibition does not', () => {
    // 24 September + 7 days = 1 October, a holiday until the 7th.
    const rolled = endOfDeadline(at('2026-09-24T09:00:00'), caseRules.arbitrationNotice);
    expect(rolled.date).toBe('2026-10-08');
    expect(endOfDeadline(at('2026-09-01T09:00:00'), caseRules.prohibition).date).toBe('2026-10-01');
    // 行政强制法 Art. 25: 30 days, once 30 more.
    expect(endOfDeadline(at('2026-09-01T09:00:00'), caseRules.prohibition, 1).date).toBe('2026-10-31');
    expect(endOfDeadline(at('2026-09-01T09:00:00'), caseRules.prohibition, 5).date).toBe('2026-10-31');
  });

  it('beyond the last notice they are provisional, or refused, as the calendar says', () => {
    const rule = caseRules.deadlines.repair!;
    expect(endOfDeadline(at('2026-12-20T09:00:00'), rule)).toMatchObject({ date: '2027-01-18', provisional: true });
    expect(() => endOfDeadline(at('2026-12-20T09:00:00'), rule, 0, publishedCalendar)).toThrow(
      expect.objectContaining({ code: 'calendar-ended' }),
    );
  });

  it('every deadline says whether it is statute or our own, and every statute is named', () => {
    const all = [
      ...Object.values(caseRules.deadlines),
      caseRules.arbitrationNotice,
      caseRules.transferAnswer,
      caseRules.prohibition,
      caseRules.appeal,
      caseRules.reopening,
    ];
    for (const { origin, source } of all) {
      expect(source).toMatch(origin === 'statute' ? /第.+条/ : /Hengzhun/);
    }
    expect(all.filter(({ origin }) => origin === 'statute')).toHaveLength(3);
  });

  it('phase, prohibition and transfer run side by side; arbitration stops the first two', () => {
    const driver = new CaseDriver().prohibited();
    expect(caseDeadlines(driver.state!).map(({ what }) => what)).toEqual(['phase', 'prohibition']);
    const before = caseDeadlines(driver.state!).at(-1)!;
    driver.arbitrating();
    expect(caseDeadlines(driver.state!).map(({ what }) => what)).toEqual(['phase']);
    driver.now += 5 * 24 * hour - 2 * hour;
    driver.take('end-arbitration', 'supervisor', { documents: documents('arbitration-withdrawal'), reason: 'x' });
    expect(caseDeadlines(driver.state!).at(-1)!.end - before.end).toBe(5 * 24 * hour);
    driver.take('transfer', 'supervisor', {
      documents: documents('transfer-letter'),
      destination: suzhou,
      reason: 'x',
    });
    expect(caseDeadlines(driver.state!).map(({ what }) => what)).toContain('transfer-answer');
  });

  it('an extension moves it once', () => {
    const driver = new CaseDriver().opened();
    const approval = { documents: documents('extension-approval'), reason: '雨雪' };
    driver.take('extend-deadline', 'supervisor', approval);
    expect(caseDeadlines(driver.state!)[0]!.date).toBe('2026-03-16');
    expect(driver.try('extend-deadline', 'supervisor', approval)).toEqual(['case-extension-exhausted']);
  });
});

describe('escalation 升级', () => {
  // Opened Monday 2 March 2026: due by the end of Monday 9 March.
  it.each([
    ['2026-03-04T09:00:00', undefined],
    ['2026-03-05T09:00:00', 0],
    ['2026-03-09T23:59:59', 0],
    ['2026-03-10T00:00:00', 1],
    ['2026-03-11T09:00:00', 1],
    ['2026-03-12T09:00:00', 2],
    ['2026-03-15T09:00:00', 2],
    ['2026-03-23T09:00:00', 3],
  ])('%s: level %s', (now, level) => {
    const driver = new CaseDriver().opened();
    expect(casesDue([driver.state!], at(now))[0]?.escalation.level).toBe(level);
  });

  it('is due until it is recorded, and begins anew with the next phase', () => {
    const driver = new CaseDriver().opened();
    driver.now = at('2026-03-12T09:00:00');
    expect(casesDue([driver.state!], driver.now)[0]).toMatchObject({ toEscalate: true, overdue: 3 });
    driver.take('escalate', 'software', { level: 2 });
    expect(casesDue([driver.state!], driver.now)[0]).toMatchObject({ toEscalate: false });
    expect(driver.try('escalate', 'software', { level: 2 })).toEqual(['case-escalation-level']);
    driver.take('order-check', 'supervisor', { inspectors: ['张检'] });
    expect(casesDue([driver.state!], driver.now)).toEqual([]);
    expect(driver.state!.escalation).toBe(0);
  });

  it('lists the most overdue first, and no ended case', () => {
    const early = new CaseDriver().opened().state!;
    const late = Object.assign(new CaseDriver(), { now: at('2026-03-05T09:00:00') }).opened().state!;
    const ended = new CaseDriver().opened().take('withdraw', 'supervisor', { reason: 'x' }).state!;
    const due = casesDue([{ ...late, id: 'C-2' }, ended, early], at('2026-04-01T09:00:00'));
    expect(due.map((one) => one.case.id)).toEqual(['C-1', 'C-2']);
  });
});
