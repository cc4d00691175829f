import type { InstrumentDetail } from '../../api/types.js';
import { LevelTag, ToneTag } from '../../components/LevelTag.js';
import { dateText, momentText } from '../../components/moments.js';
import { percentText } from '../../components/numbers.js';
import { Reasons } from '../../components/Reasons.js';
import { Card, Facts } from '../../components/View.js';
import { useWords } from '../../language/language.js';
import { Identity } from './Identity.js';
import { Measured } from './Measured.js';

/** Level and why, then the three kinds of knowledge apart, then who it is. */
export function StateTab({ instrument }: { instrument: InstrumentDetail }) {
  const { t, say, word, language } = useWords();
  const { judgement, selfEvidence, forecast } = instrument;
  return (
    <div className="hz-stack" style={{ gap: 16 }}>
      <div className="hz-two">
        <Card title={t('instrument.why')} extra={<LevelTag level={judgement.level} />}>
          <p className="hz-soft" style={{ marginTop: 0 }}>
            {t('visit.preliminary')} {t('instrument.asOf')} {momentText(judgement.at, language)}
          </p>
          {judgement.reasons.length === 0 ? t('instrument.noReasons') : <Reasons reasons={judgement.reasons} />}
        </Card>
        <Card title={t('instrument.probability')}>
          <Facts
            rows={[
              [
                t('instrument.now'),
                <strong className="hz-number">{percentText(judgement.probability, language)}</strong>,
              ],
              [
                t('instrument.horizon', { n: judgement.horizonDays }),
                <strong className="hz-number">{percentText(judgement.horizonProbability, language)}</strong>,
              ],
              [t('instrument.crossing'), judgement.crossing ?? t('instrument.noCrossing')],
              [t('instrument.conformity'), word('conformity', judgement.conformity)],
              [t('instrument.rules'), <span className="hz-mono">{judgement.rules.join(', ')}</span>],
              [t('instrument.priors'), String(judgement.priors)],
            ]}
          />
        </Card>
      </div>
      <section aria-label={t('instrument.knowledge')} className="hz-stack">
        <h2 style={{ margin: 0, fontSize: 16 }}>{t('instrument.knowledge')}</h2>
        <Measured points={instrument.measured} />
        <div className="hz-grid">
          <Card title={t('instrument.self')} extra={<LevelTag level={selfEvidence.level} />}>
            <p className="hz-soft" style={{ marginTop: 0 }}>
              {t('instrument.selfHint')}
            </p>
            <Facts
              rows={[
                [
                  t('instrument.spanLast'),
                  selfEvidence.spanLastObserved === undefined ? (
                    <ToneTag tone="notice">{t('instrument.spanNever')}</ToneTag>
                  ) : (
                    dateText(selfEvidence.spanLastObserved, language)
                  ),
                ],
                [t('visit.selfState'), selfEvidence.selfState ? say(selfEvidence.selfState) : null],
                [
                  t('instrument.fresh'),
                  <ToneTag tone={selfEvidence.fresh ? 'good' : 'notice'}>
                    {t(selfEvidence.fresh ? 'instrument.freshYes' : 'instrument.freshNo')}
                  </ToneTag>,
                ],
                [
                  t('instrument.symptoms'),
                  selfEvidence.symptoms.map(say).join(language === 'zh' ? '、' : ', ') || t('instrument.noSymptoms'),
                ],
              ]}
            />
          </Card>
          <Card title={t('instrument.forecast')}>
            <p className="hz-soft" style={{ marginTop: 0 }}>
              {t('instrument.forecastHint')}
            </p>
            <Facts
              rows={[
                [t('instrument.probability'), percentText(forecast.probability, language)],
                [t('instrument.population'), <span className="hz-mono">{forecast.population}</span>],
                [
                  t('instrument.apart'),
                  forecast.apart ? <ToneTag tone="warn">{t('value.yes')}</ToneTag> : t('value.no'),
                ],
              ]}
            />
          </Card>
        </div>
      </section>
      <Identity instrument={instrument} />
    </div>
  );
}
