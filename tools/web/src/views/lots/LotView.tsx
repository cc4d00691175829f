import { useParams } from 'react-router';
import { useResource } from '../../api/resource.js';
import type { LotAnswer } from '../../api/types.js';
import { ToneTag } from '../../components/LevelTag.js';
import { momentText } from '../../components/moments.js';
import { Shown } from '../../components/states.js';
import { Card, Facts, View } from '../../components/View.js';
import { useWords } from '../../language/language.js';
import { Audits, Decision } from './Decision.js';
import { Drawn } from './Drawn.js';
import { LotSteps } from './LotSteps.js';
import { commonText } from './NewLotView.js';
import { CurveChoice } from './PlanCurves.js';
import { Strata } from './Strata.js';
import { outcomeTone } from './use-lot-columns.js';

/** One lot: what was committed to, the draw, what the sample found, the decision. */
export default function LotView() {
  const { id = '' } = useParams();
  const { t, say } = useWords();
  const lot = useResource<LotAnswer>(`/lots/${encodeURIComponent(id)}`);
  const summary = lot.value?.summary;
  return (
    <View
      title={
        <span className="hz-row">
          {t('lot.title', { id })}
          {summary && (
            <ToneTag tone={outcomeTone(summary.outcome?.name)}>
              {summary.outcome ? say(summary.outcome.text) : t(`lots.stage.${summary.stage}`)}
            </ToneTag>
          )}
        </span>
      }
      lead={summary && commonText(summary.common)}
    >
      <Shown of={lot} rows={10}>
        {(value) => (
          <>
            <LotSteps lot={value} onChanged={lot.replace} />
            <Decision decision={value.decision} />
            <Strata lot={value} />
            <div className="hz-two">
              {value.curve.length > 0 && value.planText ? (
                <Card title={t('plan.text')}>
                  <p style={{ marginTop: 0 }}>
                    <strong>{say(value.planText)}</strong>
                  </p>
                  <CurveChoice curve={value.curve} points={value.points} text={value.planText} />
                </Card>
              ) : (
                <span />
              )}
              <Commitment lot={value} />
            </div>
            <Drawn lot={value} onChanged={lot.replace} />
            <Audits audits={value.audits} />
          </>
        )}
      </Shown>
    </View>
  );
}

function Commitment({ lot }: { lot: LotAnswer }) {
  const { t, language } = useWords();
  const { randomness, summary } = lot;
  return (
    <Card title={t('lot.commitment')}>
      <Facts
        rows={[
          [t('lot.digest'), <span className="hz-mono">{lot.digest}</span>],
          [
            t('lot.text'),
            <a href={`/api/lots/${encodeURIComponent(summary.id)}/text`} download={`${summary.id}.txt`}>
              {summary.id}.txt
            </a>,
          ],
          [t('lot.fixedAt'), momentText(summary.fixedAt, language)],
          [t('lots.size'), String(summary.size)],
          [
            t('lot.randomness'),
            `${randomness.source}, ${t('lot.notBefore', { at: momentText(randomness.notBefore, language) })}`,
          ],
          [t('lot.drawValue'), randomness.value === null ? null : <span className="hz-mono">{randomness.value}</span>],
          [
            t('newLot.rules'),
            <span className="hz-mono">{[summary.rules, summary.decisionRules].filter(Boolean).join(', ')}</span>,
          ],
        ]}
      />
    </Card>
  );
}
