import { useWords } from '../language/language.js';
import { useThemeChoice } from '../theme/theme.js';
import { type Tone, toneColours, toneOf } from '../theme/tokens.js';

// One shape for each tone, told apart without colour: tick, diamond, triangle, cross, question mark.
const shapes: Record<Tone, string> = {
  good: 'M3 8.5 6.5 12 13 4.5',
  notice: 'M8 1.5 14.5 8 8 14.5 1.5 8Z M8 5v4 M8 11v.6',
  warn: 'M8 1.8 15 14H1Z M8 6v4 M8 11.8v.4',
  bad: 'M5 1.5h6L14.5 5v6L11 14.5H5L1.5 11V5Z M5.5 5.5l5 5 M10.5 5.5l-5 5',
  unknown: 'M5 5.6a3 3 0 1 1 4.2 2.8c-.8.4-1.2.9-1.2 1.8 M8 13v.4',
};

/** The sign of a tone: a shape of its own, so that colour is never the only difference. */
export function ToneIcon({ tone, size = 16 }: { tone: Tone; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d={shapes[tone]}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.8}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** A word with the sign and colour of its tone. */
export function ToneTag({ tone, children, title }: { tone: Tone; children: React.ReactNode; title?: string }) {
  const { dark } = useThemeChoice();
  const { text, back, line } = toneColours(tone, dark);
  return (
    <span className="hz-level" style={{ color: text, background: back, borderColor: line }} title={title}>
      <ToneIcon tone={tone} />
      {children}
    </span>
  );
}

/** A level 等级 of a status evaluation; where none is known it says so. */
export function LevelTag({ level }: { level: string | undefined }) {
  const { word } = useWords();
  const code = level ?? 'unknown';
  return <ToneTag tone={toneOf(code)}>{word('level', code)}</ToneTag>;
}

/** What the instrument says of itself 自评: its own word, never a verdict. */
export function SelfStateTag({ state }: { state: string }) {
  const { word } = useWords();
  return <ToneTag tone={toneOf(state)}>{word('selfState', state)}</ToneTag>;
}
