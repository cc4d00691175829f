import { createContext, type ReactNode, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { remember, remembered } from '../app/remembered.js';

export type ThemeChoice = 'system' | 'light' | 'dark';
export const themeChoices: readonly ThemeChoice[] = ['system', 'light', 'dark'];

interface ThemeState {
  readonly choice: ThemeChoice;
  readonly dark: boolean;
  choose(choice: ThemeChoice): void;
}

const ThemeContext = createContext<ThemeState | undefined>(undefined);

/** Whether a media query holds, kept up to date. */
export function useMedia(query: string): boolean {
  const list = useMemo(() => matchMedia(query), [query]);
  return useSyncExternalStore(
    (changed) => {
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => list.matches,
  );
}

/** Light or dark: as the system says until somebody chooses. */
export function ThemeChoiceProvider({ children }: { children: ReactNode }) {
  const [choice, choose] = useState<ThemeChoice>(() => remembered('theme', themeChoices) ?? 'system');
  const systemDark = useMedia('(prefers-color-scheme: dark)');
  const dark = choice === 'system' ? systemDark : choice === 'dark';
  useEffect(() => {
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
    remember('theme', choice);
  }, [choice, dark]);
  const state = useMemo(() => ({ choice, dark, choose }), [choice, dark]);
  return <ThemeContext value={state}>{children}</ThemeContext>;
}

export function useThemeChoice(): ThemeState {
  const state = useContext(ThemeContext);
  if (!state) throw new Error('useThemeChoice is used outside ThemeChoiceProvider');
  return state;
}
