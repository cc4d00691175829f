import { type ThemeConfig, theme } from 'antd';

/** Colours of a level. Never the only sign: an icon and the word stand beside them. Contrast ≥ 4.5:1 of `text` on `back` and on the page. */
export interface LevelColours {
  readonly text: string;
  readonly back: string;
  readonly line: string;
}

export type Tone = 'good' | 'notice' | 'warn' | 'bad' | 'unknown';

const light: Record<Tone, LevelColours> = {
  good: { text: '#14683a', back: '#e4f5ea', line: '#2f9e5f' },
  notice: { text: '#7a4b00', back: '#fdf1d3', line: '#c98a10' },
  warn: { text: '#96350a', back: '#fdeade', line: '#d9641e' },
  bad: { text: '#a3122a', back: '#fde5e8', line: '#d3263f' },
  unknown: { text: '#47525e', back: '#eceff2', line: '#7b8794' },
};

const dark: Record<Tone, LevelColours> = {
  good: { text: '#7ddba0', back: '#12301f', line: '#3fae6c' },
  notice: { text: '#f2c861', back: '#352809', line: '#d6a032' },
  warn: { text: '#ffab7d', back: '#3b1d0c', line: '#e27a3f' },
  bad: { text: '#ff9aa6', back: '#401119', line: '#e5536a' },
  unknown: { text: '#b5bfc9', back: '#252b31', line: '#7d8894' },
};

/** The colours of a tone on a light or dark page. */
export function toneColours(tone: Tone, isDark: boolean): LevelColours {
  return (isDark ? dark : light)[tone];
}

const toneOfCode: Readonly<Record<string, Tone>> = {
  normal: 'good',
  attention: 'notice',
  alarm: 'bad',
  inoperative: 'bad',
  warning: 'warn',
  'out-of-tolerance': 'bad',
  unknown: 'unknown',
  information: 'unknown',
  doubt: 'notice',
};

/** Tone of a level, a self-state or a severity. A code that the page does not know is never shown as good. */
export function toneOf(code: string): Tone {
  return toneOfCode[code] ?? 'unknown';
}

/** Ant Design's theme of this console. */
export function antTheme(isDark: boolean, stillness: boolean): ThemeConfig {
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    cssVar: { key: 'hengzhun' },
    hashed: false,
    // White on the bright colour of a dark page would be hard to read.
    components: { Button: { primaryColor: isDark ? '#04242b' : '#ffffff' } },
    token: {
      colorPrimary: isDark ? '#3bbdd3' : '#0b6b7c',
      colorInfo: isDark ? '#3bbdd3' : '#0b6b7c',
      colorLink: isDark ? '#5cc5d6' : '#0b6374',
      colorBgLayout: isDark ? '#0e1316' : '#f3f6f7',
      colorBgContainer: isDark ? '#161d21' : '#ffffff',
      colorBgElevated: isDark ? '#1d262b' : '#ffffff',
      colorTextSecondary: isDark ? '#a9b6bd' : '#4b5860',
      colorTextTertiary: isDark ? '#93a2aa' : '#5a6870',
      colorTextDescription: isDark ? '#a9b6bd' : '#4b5860',
      colorTextPlaceholder: isDark ? '#8a98a0' : '#66737b',
      borderRadius: 8,
      fontSize: 14,
      controlHeight: 36,
      motion: !stillness,
      fontFamily:
        "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif",
    },
  };
}
