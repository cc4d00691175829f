import { Link } from 'react-router';
import type { RegionFigures } from '../../api/types.js';
import { ToneTag } from '../../components/LevelTag.js';
import { countText, numberText } from '../../components/numbers.js';
import { Card, Facts } from '../../components/View.js';
import type { Bilingual } from '../../language/bilingual.js';
import { useWords } from '../../language/language.js';
import { type Tone, toneOf } from '../../theme/tokens.js';
import { levels } from '../instruments/LevelFilter.js';
import { shareText } from './share-text.js';

const riskTone: Record<RegionFigures['risk']['indicator'], Tone> = {
  few: 'unknown',
  'as-elsewhere': 'good',
  raised: 'warn',
  high: 'bad',
};

/** The figures of one district, or of all. */
export function RegionPanel({
  name,
  code,
  figures,
}: {
  name: Bilingual | undefined;
  code: string | undefined;
  figures: RegionFigures;
}) {
  const { t, say, language } = useWords();
  const { risk, levels: counts, expected, cases } = figures;
  return (
    <Card
      title={name ? say(name) : t('region.all')}
      extra={<ToneTag tone={riskTone[risk.indicator]}>{t(`region.risk.${risk.indicator}`)}</ToneTag>}
    >
      <div className="hz-stack" aria-live="polite">
        {risk.reasons.length > 0 && (
          <ul>
            {risk.reasons.map((reason) => (
              <li key={reason.en}>{say(reason)}</li>
            ))}
          </ul>
        )}
        <div className="hz-row" role="group" aria-label={t('region.level')}>
          {levels.map((level) => (
            <ToneTag key={level} tone={toneOf(level)}>
              {t(`level.${level}`)} {countText(counts[level], language)}
            </ToneTag>
          ))}
        </div>
        <Facts
          rows={[
            [t('region.instruments'), countText(figures.instruments, language)],
            [t('region.flagged'), shareText(figures.flagged, language)],
            [t('region.silent'), shareText(figures.silent, language)],
            [t('region.failed'), shareText(figures.failed, language)],
            [
              t('region.expected'),
              t('region.expectedText', {
                n: numberText(expected.outOfTolerance, language, 3),
                of: countText(expected.of, language),
              }),
            ],
            [t('region.open'), countText(cases.open, language)],
            [
              t('region.overdue'),
              cases.overdue === 0 ? '0' : <ToneTag tone="bad">{countText(cases.overdue, language)}</ToneTag>,
            ],
          ]}
        />
        {code !== undefined && (
          <div className="hz-row">
            <Link to={`/instruments?region=${code}`}>{t('region.toInstruments')}</Link>
            <Link to={`/cases?region=${code}`}>{t('region.toCases')}</Link>
          </div>
        )}
      </div>
    </Card>
  );
}
