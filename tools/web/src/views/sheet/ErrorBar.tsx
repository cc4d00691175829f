import type { SheetPoint } from '../../api/types.js';
import { ToneIcon } from '../../components/LevelTag.js';
import { numberText, signedText } from '../../components/numbers.js';
import { useWords } from '../../language/language.js';
import { useThemeChoice } from '../../theme/theme.js';
import { type Tone, toneColours } from '../../theme/tokens.js';

export const judgementTone: Record<SheetPoint['judgement'], Tone> = {
  pass: 'good',
  'conditional-pass': 'notice',
  'conditional-fail': 'warn',
  fail: 'bad',
};

/** Error with ± U between its limits, to be grasped at a glance, and the same in words. */
export function ErrorBar({ point }: { point: SheetPoint }) {
  const { t, language } = useWords();
  const { dark } = useThemeChoice();
  const tone = judgementTone[point.judgement];
  const colours = toneColours(tone, dark);
  const volume = point.test === 'runs';
  const scale = volume ? 100 : 1 / 1000;
  const unit = volume ? '%' : 'g';
  const error = `${signedText(point.corrected * scale, language)} ${unit}`;
  const limit = `${numberText(point.limit * scale, language)} ${unit}`;
  const expanded = `${numberText(point.expanded * scale, language, 2)} ${unit}`;
  // The limits stand at 20 and 80 of 100; what is further out is drawn at the edge.
  const x = (value: number) => Math.min(98, Math.max(2, 50 + (30 * value) / point.limit));
  return (
    <span className="hz-error-bar" title={t('sheet.errorText', { error, limit, expanded })}>
      <svg width="100" height="18" viewBox="0 0 100 18" aria-hidden="true">
        <rect x="20" y="6" width="60" height="6" rx="2" fill={colours.back} stroke={colours.line} />
        <line x1="50" y1="3" x2="50" y2="15" stroke="currentColor" opacity="0.5" />
        <line
          x1={x(point.corrected - point.expanded)}
          x2={x(point.corrected + point.expanded)}
          y1="9"
          y2="9"
          stroke={colours.text}
          strokeWidth="2"
        />
        <circle cx={x(point.corrected)} cy="9" r="4" fill={colours.text} />
      </svg>
      <span className="hz-number" style={{ color: colours.text }}>
        <ToneIcon tone={tone} size={12} /> {error}
        <small> / ±{limit}</small>
        <span className="hz-hidden">{t(`sheet.judgement.${point.judgement}`)}</span>
      </span>
    </span>
  );
}
