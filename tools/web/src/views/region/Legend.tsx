import { useWords } from '../../language/language.js';
import { useThemeChoice } from '../../theme/theme.js';
import { type Tone, toneColours } from '../../theme/tokens.js';

const shades: readonly (readonly [Tone, string, 'high' | 'raised' | 'as-elsewhere' | 'few'])[] = [
  ['bad', '!', 'high'],
  ['warn', '▲', 'raised'],
  ['good', '–', 'as-elsewhere'],
  ['unknown', '·', 'few'],
];

/** What the colours and signs of the tiles mean. */
export function Legend() {
  const { t } = useWords();
  const { dark } = useThemeChoice();
  return (
    <ul className="hz-legend">
      {shades.map(([tone, sign, key]) => {
        const { text, back, line } = toneColours(tone, dark);
        return (
          <li key={key}>
            <span aria-hidden="true" style={{ background: back, color: text, borderColor: line }}>
              {sign}
            </span>
            {t(`region.risk.${key}`)}
          </li>
        );
      })}
      <li>
        <span aria-hidden="true" />
        {t('region.none')}
      </li>
    </ul>
  );
}
