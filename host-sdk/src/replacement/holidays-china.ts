/**
 * Public holidays 法定节假日 and make-up working days 调休上班 of mainland China, year by year, as the General Office of the State Council
 * announced them. Data, not code: a year is added when its notice is published, and a published year is never changed.
 */
export interface HolidayYear {
  readonly year: number;
  /** The notice that says so. */
  readonly source: string;
  /** Date of the notice, ISO 8601. */
  readonly published: string;
  /** Days off on account of a holiday, first and last day, ISO 8601; weekends inside are included. */
  readonly holidays: readonly { readonly name: string; readonly first: string; readonly last: string }[];
  /** Saturdays and Sundays that are worked. */
  readonly workingWeekends: readonly string[];
}

export const holidays2025: HolidayYear = {
  year: 2025,
  source: '国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）',
  published: '2024-11-12',
  holidays: [
    { name: '元旦', first: '2025-01-01', last: '2025-01-01' },
    { name: '春节', first: '2025-01-28', last: '2025-02-04' },
    { name: '清明节', first: '2025-04-04', last: '2025-04-06' },
    { name: '劳动节', first: '2025-05-01', last: '2025-05-05' },
    { name: '端午节', first: '2025-05-31', last: '2025-06-02' },
    { name: '国庆节、中秋节', first: '2025-10-01', last: '2025-10-08' },
  ],
  workingWeekends: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
};

export const holidays2026: HolidayYear = {
  year: 2026,
  source: '国务院办公厅关于2026年部分节假日安排的通知（新华社 2025-11-04 电）',
  published: '2025-11-04',
  holidays: [
    { name: '元旦', first: '2026-01-01', last: '2026-01-03' },
    { name: '春节', first: '2026-02-15', last: '2026-02-23' },
    { name: '清明节', first: '2026-04-04', last: '2026-04-06' },
    { name: '劳动节', first: '2026-05-01', last: '2026-05-05' },
    { name: '端午节', first: '2026-06-19', last: '2026-06-21' },
    { name: '中秋节', first: '2026-09-25', last: '2026-09-27' },
    { name: '国庆节', first: '2026-10-01', last: '2026-10-07' },
  ],
  workingWeekends: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
};

/**
 * Holidays whose dates never move (全国年节及纪念日放假办法, as amended in November 2024): all that can be said of a year whose notice is
 * not published. Month and day.
 */
export const fixedHolidays: readonly string[] = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'];

/** Years with a notice. For 2027 none could be found when this was written (November 2026). */
export const chineseHolidays: readonly HolidayYear[] = [holidays2025, holidays2026];
