import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chineseHolidays } from '../../src/replacement/holidays-china.js';
import {
  addWorkingDays,
  isWorkingDay,
  nextWorkingDay,
  provisionalCalendar,
  workingDaysBetween,
} from '../../src/replacement/working-days.js';
import { dateOfDay, dayNumber, endOfShanghaiDate, shanghaiDate } from '../../src/shanghai-date.js';

const days = (first: string, last: string) =>
  Array.from({ length: dayNumber(last) - dayNumber(first) + 1 }, (_, i) => dateOfDay(dayNumber(first) + i));

describe('working days 工作日 of the State Council notices for 2025 and 2026', () => {
  // 国办发明电〔2024〕12号: days off in all, made of 1 + 8 + 3 + 5 + 3 + 8; 2026: 3 + 9 + 3 + 5 + 3 + 3 + 7.
  it.each([
    [2025, 28],
    [2026, 33],
  ])('%i: %i days in holidays, as the notice counts them', (year, total) => {
    const { holidays } = chineseHolidays.find((one) => one.year === year)!;
    expect(holidays.reduce((sum, { first, last }) => sum + days(first, last).length, 0)).toBe(total);
  });

  // 248 working days in each year: 365 − weekends − holidays on weekdays + worked weekends, counted here by another way.
  it.each([2025, 2026])('%i has as many working days as the notice leaves', (year) => {
    const { holidays, workingWeekends } = chineseHolidays.find((one) => one.year === year)!;
    const all = days(`${year}-01-01`, `${year}-12-31`);
    const weekday = (date: string) => new Date(`${date}T12:00:00Z`).getUTCDay() % 6 !== 0;
    const off = holidays.flatMap(({ first, last }) => days(first, last)).filter(weekday);
    expect(workingWeekends.filter(weekday)).toEqual([]);
    const expected = all.filter(weekday).length - off.length + workingWeekends.length;
    expect(all.filter((date) => isWorkingDay(date)).length).toBe(expected);
    // 放假调休 moves days: 13 days of leave by law (全国年节及纪念日放假办法), less those that the law lets fall on weekends unreplaced.
    expect(expected).toBe({ 2025: 248, 2026: 248 }[year]);
  });

  it.each([
    ['2025-01-26', true], // Sunday, 上班
    ['2025-01-28', false], // 除夕
    ['2025-02-05', true],
    ['2025-10-08', false],
    ['2025-10-11', true], // Saturday, 上班
    ['2026-01-02', false],
    ['2026-01-04', true], // Sunday, 上班
    ['2026-02-14', true], // Saturday, 上班
    ['2026-02-23', false],
    ['2026-05-09', true],
    ['2026-09-20', true],
    ['2026-10-07', false],
    ['2026-10-10', true],
    ['2026-10-11', false],
  ])('%s: worked %s', (date, working) => {
    expect(isWorkingDay(date)).toBe(working);
  });

  it('counts over the Spring Festival of 2026: from 13 February five working days end on 27 February', () => {
    // 14 (worked Saturday), 24, 25, 26, 27
    expect(addWorkingDays('2026-02-13', 5)).toEqual({ date: '2026-02-27', provisional: false });
    expect(workingDaysBetween('2026-02-13', '2026-02-27')).toBe(5);
    expect(addWorkingDays('2026-02-27', -5).date).toBe('2026-02-13');
    expect(nextWorkingDay('2026-02-15').date).toBe('2026-02-24');
  });

  it('there and back again', () => {
    const working = days('2025-02-05', '2026-11-30').filter((date) => isWorkingDay(date));
    fc.assert(
      fc.property(fc.constantFrom(...working), fc.integer({ min: 0, max: 20 }), (date, count) => {
        const { date: later } = addWorkingDays(date, count);
        expect(addWorkingDays(later, -count).date).toBe(date);
        expect(workingDaysBetween(date, later)).toBe(count);
        expect(isWorkingDay(later)).toBe(true);
      }),
    );
  });

  it('ends with the last notice: refused by code, or counted on and marked', () => {
    expect(() => isWorkingDay('2027-01-04')).toThrow(expect.objectContaining({ code: 'calendar-ended' }));
    expect(() => addWorkingDays('2026-12-30', 2)).toThrow(/国务院/);
    expect(addWorkingDays('2026-12-30', 1)).toEqual({ date: '2026-12-31', provisional: false });
    // 1 January is off by law whatever the notice says; 2 and 3 are a weekend.
    expect(addWorkingDays('2026-12-31', 1, provisionalCalendar)).toEqual({ date: '2027-01-04', provisional: true });
  });

  it.each(['2026-02-30', '26-01-01', '2026-1-1', '', 'x'.repeat(1000)])('%s is no date', (date) => {
    expect(() => isWorkingDay(date)).toThrow(expect.objectContaining({ code: 'calendar-bad-date' }));
  });
});

describe('dates in Shanghai, +08:00', () => {
  it('change at 16:00 UTC', () => {
    expect(shanghaiDate(Date.parse('2026-03-01T15:59:59.999Z'))).toBe('2026-03-01');
    expect(shanghaiDate(Date.parse('2026-03-01T16:00:00Z'))).toBe('2026-03-02');
    expect(endOfShanghaiDate('2026-03-01')).toBe(Date.parse('2026-03-01T16:00:00Z'));
  });
  it.each([Number.NaN, -1, 1e15])('%d is no moment', (at) => {
    expect(() => shanghaiDate(at)).toThrow(expect.objectContaining({ code: 'calendar-bad-date' }));
  });
});
