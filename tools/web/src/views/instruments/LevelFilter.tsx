import { ToneIcon } from '../../components/LevelTag.js';
import { countText } from '../../components/numbers.js';
import { useWords } from '../../language/language.js';
import { useThemeChoice } from '../../theme/theme.js';
import { toneColours, toneOf } from '../../theme/tokens.js';

export const levels = ['out-of-tolerance', 'warning', 'attention', 'unknown', 'normal'] as const;
export type LevelName = (typeof levels)[number];

/** How many there are at each level; each is a button that shows only these. */
export function LevelFilter({
  counts,
  chosen,
  onChoose,
}: {
  counts: Readonly<Record<string, number>> | undefined;
  chosen: LevelName | undefined;
  onChoose: (level: LevelName | undefined) => void;
}) {
  const { t, language } = useWords();
  const { dark } = useThemeChoice();
  return (
    <fieldset className="hz-levels">
      <legend className="hz-hidden">{t('level')}</legend>
      {levels.map((level) => {
        const { text, back, line } = toneColours(toneOf(level), dark);
        return (
          <button
            type="button"
            key={level}
            aria-pressed={chosen === level}
            style={{ color: text, background: back, borderColor: line }}
            onClick={() => onChoose(chosen === level ? undefined : level)}
          >
            <ToneIcon tone={toneOf(level)} />
            {t(`level.${level}`)}
            <strong className="hz-number">{counts ? countText(counts[level] ?? 0, language) : '…'}</strong>
          </button>
        );
      })}
    </fieldset>
  );
}
