import type { VisitResult } from '../../api/types.js';
import { selfStateName } from '../../components/codes.js';
import { SelfStateTag, ToneTag } from '../../components/LevelTag.js';
import { numberText } from '../../components/numbers.js';
import { Scrolled } from '../../components/Scrolled.js';
import { Card } from '../../components/View.js';
import { useWords } from '../../language/language.js';

/** The channels of the answer, the comparison with the register, and what became of the packets. */
export function VisitTables({ result }: { result: VisitResult }) {
  const { t, say, word, language } = useWords();
  const { challenge, comparison, frames } = result;
  return (
    <>
      {comparison.length > 0 && (
        <Card title={t('visit.comparison')}>
          <Scrolled label={t('visit.comparison')}>
            <table className="hz-table">
              <thead>
                <tr>
                  <th>{t('visit.fact')}</th>
                  <th>{t('visit.register')}</th>
                  <th>{t('visit.instrument')}</th>
                  <th>{t('visit.same')}</th>
                </tr>
              </thead>
              <tbody>
                {comparison.map((one) => (
                  <tr key={one.what.en}>
                    <th scope="row">{say(one.what)}</th>
                    <td>{one.register ?? t('value.none')}</td>
                    <td>{one.instrument ?? t('value.none')}</td>
                    <td>
                      <ToneTag tone={one.same ? 'good' : 'bad'}>{t(one.same ? 'visit.same' : 'visit.differs')}</ToneTag>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scrolled>
        </Card>
      )}
      {challenge && challenge.channels.length > 0 && (
        <Card title={t('visit.channels')}>
          <Scrolled label={t('visit.channels')}>
            <table className="hz-table">
              <thead>
                <tr>
                  <th>{t('visit.channel')}</th>
                  <th className="hz-right">{t('visit.value')}</th>
                  <th>{t('visit.selfState')}</th>
                </tr>
              </thead>
              <tbody>
                {challenge.channels.map((one) => (
                  <tr key={`${one.nozzle ?? ''} ${one.channel}`}>
                    <th scope="row">
                      {say(one.name)}
                      {one.nozzle !== undefined && ` · ${t('instrument.nozzle', { n: one.nozzle })}`}
                    </th>
                    <td className="hz-right">
                      {numberText(one.value, language, 5)}
                      {one.uncertainty !== undefined && ` ± ${numberText(one.uncertainty, language, 2)}`} {one.unit}
                    </td>
                    <td>
                      <SelfStateTag state={selfStateName(one.selfState)} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scrolled>
        </Card>
      )}
      {Object.keys(frames).length > 0 && (
        <Card title={t('visit.frames')}>
          <table className="hz-table">
            <caption className="hz-hidden">{t('visit.frameCount')}</caption>
            <tbody>
              {Object.entries(frames).map(([code, count]) => (
                <tr key={code}>
                  <th scope="row">{word('frame', code)}</th>
                  <td className="hz-right">{count}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Card>
      )}
    </>
  );
}
