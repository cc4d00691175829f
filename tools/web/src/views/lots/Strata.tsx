import type { LotAnswer } from '../../api/types.js';
import { ToneTag } from '../../components/LevelTag.js';
import { numberText, percentText } from '../../components/numbers.js';
import { Scrolled } from '../../components/Scrolled.js';
import { Card } from '../../components/View.js';
import { useWords } from '../../language/language.js';

/** What the sample found, stratum by stratum, with exact bounds for the lot. */
export function Strata({ lot }: { lot: LotAnswer }) {
  const { t, language } = useWords();
  return (
    <Card title={t('lot.strata')}>
      {lot.running && (
        <p style={{ marginTop: 0 }}>
          {t('lot.running')}: {t('lot.asReached')} – <strong>{t(`lot.verdict.${lot.running.asReached.step}`)}</strong>;{' '}
          {t('lot.worstCase')} – <strong>{t(`lot.verdict.${lot.running.worstCase.step}`)}</strong>
        </p>
      )}
      <Scrolled label={t('lot.strata')}>
        <table className="hz-table">
          <thead>
            <tr>
              <th>{t('lot.stratum')}</th>
              <th className="hz-right">{t('lots.size')}</th>
              <th className="hz-right">{t('lots.sample')}</th>
              <th className="hz-right">{t('lots.progress')}</th>
              <th className="hz-right">{t('lots.nonconforming')}</th>
              <th className="hz-right">{t('lot.unreached')}</th>
              <th className="hz-right">{t('lot.state.outstanding')}</th>
              <th>{t('lot.bounds')}</th>
            </tr>
          </thead>
          <tbody>
            {lot.strata.map((one) => (
              <tr key={one.name}>
                <th scope="row">{one.name === 'whole' ? t('lot.whole') : one.name}</th>
                <td className="hz-right">{one.size}</td>
                <td className="hz-right">{one.sample}</td>
                <td className="hz-right">{one.looked}</td>
                <td className="hz-right">
                  {one.nonconforming > 0 ? <ToneTag tone="bad">{one.nonconforming}</ToneTag> : 0}
                </td>
                <td className="hz-right">{one.unreached}</td>
                <td className="hz-right">{one.outstanding}</td>
                <td>
                  {one.bounds === null
                    ? t('value.none')
                    : t('lot.boundsText', {
                        lower: numberText(one.bounds.lower, language),
                        upper: numberText(one.bounds.upper, language),
                        confidence: percentText(one.bounds.confidence, language),
                      })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </Card>
  );
}
