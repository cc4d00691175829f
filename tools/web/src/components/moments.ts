import type { Language } from '../language/bilingual.js';
import type { MessageKey } from '../language/catalogue.js';
import { type MessageValues, translate } from '../language/translate.js';

/** Deadlines, certificates and records of the regime go by the clock of Shanghai, wherever the computer is. */
const timeZone = 'Asia/Shanghai';

const locale: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

/** A moment (milliseconds since 1970) as date and time in Shanghai. */
export function momentText(at: number | undefined, language: Language): string {
  if (at === undefined || !Number.isFinite(at)) return translate(language, 'value.none');
  return new Intl.DateTimeFormat(locale[language], {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
    timeZone,
  }).format(at);
}

/** A moment as a date. */
export function dateText(at: number | undefined, language: Language): string {
  if (at === undefined || !Number.isFinite(at)) return translate(language, 'value.none');
  return new Intl.DateTimeFormat(locale[language], {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone,
  }).format(at);
}

/** How long ago, in the largest unit that fits: for live lists, where the moment itself says little. */
export function agoText(at: number | undefined, now: number, language: Language): string {
  const t = (key: MessageKey, values?: MessageValues) => translate(language, key, values);
  if (at === undefined || !Number.isFinite(at)) return t('unit.never');
  const seconds = Math.round((now - at) / 1000);
  if (seconds < -86_400) return t('unit.inDays', { n: Math.round(-seconds / 86_400) });
  if (seconds < -3600) return t('unit.inHours', { n: Math.round(-seconds / 3600) });
  if (seconds < 2) return t('unit.now');
  if (seconds < 60) return t('unit.secondsAgo', { n: seconds });
  if (seconds < 3600) return t('unit.minutesAgo', { n: Math.round(seconds / 60) });
  if (seconds < 86_400) return t('unit.hoursAgo', { n: Math.round(seconds / 3600) });
  return t('unit.daysAgo', { n: Math.round(seconds / 86_400) });
}
