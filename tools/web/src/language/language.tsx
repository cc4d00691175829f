import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { remember, remembered } from '../app/remembered.js';
import type { Bilingual, Language } from './bilingual.js';
import type { MessageKey } from './catalogue.js';
import { isMessageKey, languageOf, type MessageValues, translate } from './translate.js';

export interface Words {
  readonly language: Language;
  setLanguage(language: Language): void;
  /** A message of the page's own catalogue. */
  t(key: MessageKey, values?: MessageValues): string;
  /** What the server says in both languages, in this one. */
  say(text: Bilingual): string;
  /** The word for a code of the server, `group.code` in the catalogue; the code itself where the page does not know it. */
  word(group: string, code: string): string;
}

const LanguageContext = createContext<Words | undefined>(undefined);

/** Gives the language to everything below, and keeps `lang` and the title of the document true. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(
    () => remembered('language', ['zh', 'en']) ?? languageOf(navigator.languages),
  );
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    remember('language', language);
  }, [language]);
  const words = useMemo<Words>(
    () => ({
      language,
      setLanguage,
      t: (key, values) => translate(language, key, values),
      say: (text) => text[language],
      word: (group, code) => {
        const key = `${group}.${code}`;
        return isMessageKey(key) ? translate(language, key) : code;
      },
    }),
    [language],
  );
  return <LanguageContext value={words}>{children}</LanguageContext>;
}

/** The words of the page in the language that is chosen. */
export function useWords(): Words {
  const words = useContext(LanguageContext);
  if (!words) throw new Error('useWords is used outside LanguageProvider');
  return words;
}
