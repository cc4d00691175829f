import type { InstrumentDetail } from '../../api/types.js';
import { ToneTag } from '../../components/LevelTag.js';
import { dateText } from '../../components/moments.js';
import { Scrolled } from '../../components/Scrolled.js';
import { Card } from '../../components/View.js';
import { useWords } from '../../language/language.js';
import { quantityText } from './quantity-text.js';

/** Errors that were measured with standards. */
export function Measured({ points }: { points: InstrumentDetail['measured'] }) {
  const { t, say, language } = useWords();
  return (
    <Card title={t('instrument.measured')}>
      <p className="hz-soft" style={{ marginTop: 0 }}>
        {t('instrument.measuredHint')}
      </p>
      {points.length === 0 ? (
        <ToneTag tone="notice">{t('instrument.noMeasured')}</ToneTag>
      ) : (
        <Scrolled label={t('instrument.measured')}>
          <table className="hz-table">
            <thead>
              <tr>
                <th>{t('instrument.point')}</th>
                <th className="hz-right">{t('instrument.error')}</th>
                <th className="hz-right">{t('instrument.limit')}</th>
                <th>{t('instrument.how')}</th>
                <th>{t('instrument.when')}</th>
                <th>{t('instrument.source')}</th>
              </tr>
            </thead>
            <tbody>
              {points.map((one) => {
                const outside = Math.abs(one.error) > one.limit;
                return (
                  <tr key={`${one.source} ${one.point.en}`}>
                    <th scope="row">{say(one.point)}</th>
                    <td className="hz-right">
                      {outside ? (
                        <ToneTag tone="bad">{quantityText(one.error, one.quantity, language, true)}</ToneTag>
                      ) : (
                        quantityText(one.error, one.quantity, language, true)
                      )}
                      {/* U is what people compare: twice the standard uncertainty that is stored. */}
                      <div className="hz-soft">U = {quantityText(2 * one.uncertainty, one.quantity, language)}</div>
                    </td>
                    <td className="hz-right">{quantityText(one.limit, one.quantity, language)}</td>
                    <td>{say(one.how)}</td>
                    <td>{dateText(one.at, language)}</td>
                    <td className="hz-mono">{one.source}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </Scrolled>
      )}
    </Card>
  );
}
