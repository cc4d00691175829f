import type { LotAnswer, LotDecision } from '../../api/types.js';
import { ToneTag } from '../../components/LevelTag.js';
import { numberText, percentText } from '../../components/numbers.js';
import { Card, Facts } from '../../components/View.js';
import { useWords } from '../../language/language.js';
import { outcomeTone } from './use-lot-columns.js';

/** What was decided, why, and what follows. */
export function Decision({ decision }: { decision: LotDecision | null }) {
  const { t, say, language } = useWords();
  if (!decision) return null;
  const { bounds, risks } = decision;
  return (
    <Card
      title={t('lot.decision')}
      extra={<ToneTag tone={outcomeTone(decision.outcome.name)}>{say(decision.outcome.text)}</ToneTag>}
    >
      <Facts
        rows={[
          [t('lot.action'), <strong>{say(decision.action.text)}</strong>],
          [t('lot.months'), decision.months === null ? undefined : String(decision.months)],
          [t('lot.by'), t(`lot.by.${decision.by}`)],
          [t('lot.asReached'), t(`lot.verdict.${decision.asReached}`)],
          [t('lot.worstCase'), t(`lot.verdict.${decision.worstCase}`)],
          [t('lot.estimate'), decision.estimate === null ? undefined : percentText(decision.estimate, language)],
          [
            t('lot.bounds'),
            bounds
              ? t('lot.boundsText', {
                  lower: numberText(bounds.lower, language),
                  upper: numberText(bounds.upper, language),
                  confidence: percentText(bounds.confidence, language),
                })
              : undefined,
          ],
          [
            t('plan.real'),
            t('plan.realText', {
              producer: percentText(risks.producerRisk, language),
              consumer: percentText(risks.consumerRisk, language),
            }),
          ],
          [t('newLot.rules'), <span className="hz-mono">{decision.rules}</span>],
        ]}
      />
      <ul>
        {decision.reasons.map((reason) => (
          <li key={reason.en}>{say(reason)}</li>
        ))}
      </ul>
    </Card>
  );
}

/** What the sample says of the status evaluation: missed and false alarms with their bounds. */
export function Audits({ audits }: { audits: LotAnswer['audits'] }) {
  const { t, say, language } = useWords();
  if (audits.length === 0) return null;
  const share = (value: number | null) => (value === null ? '—' : percentText(value, language));
  const rate = (one: LotAnswer['audits'][number]['missed'], confidence: number) =>
    `${share(one.estimate)} (${share(one.lower)} … ${share(one.upper)}, ${percentText(confidence, language)})`;
  return (
    <Card title={t('lot.audits')}>
      <div className="hz-grid">
        {audits.map((audit) => (
          <div key={audit.rules} className="hz-stack">
            <Facts
              rows={[
                [t('lot.missed'), rate(audit.missed, audit.confidence)],
                [t('lot.falseAlarm'), rate(audit.falseAlarm, audit.confidence)],
                [t('lot.silentShare'), rate(audit.silentShare, audit.confidence)],
                [
                  t('lot.total'),
                  `${numberText(audit.total.estimate ?? undefined, language, 3)} (${numberText(audit.total.lower, language, 3)} … ${numberText(audit.total.upper, language, 3)})`,
                ],
                [t('newLot.rules'), <span className="hz-mono">{audit.rules}</span>],
              ]}
            />
            <ul>
              {audit.reasons.map((reason) => (
                <li key={reason.en}>{say(reason)}</li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Card>
  );
}
