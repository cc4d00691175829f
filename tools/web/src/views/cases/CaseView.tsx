import { Link, useParams } from 'react-router';
import { useResource } from '../../api/resource.js';
import type { CaseAnswer } from '../../api/types.js';
import { ToneTag } from '../../components/LevelTag.js';
import { dateText, momentText } from '../../components/moments.js';
import { Shown } from '../../components/states.js';
import { Card, Facts, View } from '../../components/View.js';
import { useWords } from '../../language/language.js';
import { Deadlines } from './Deadlines.js';
import { NextSteps } from './NextSteps.js';
import { Timeline } from './Timeline.js';

/** One case: where it stands, its deadlines, what may be done next and by whom, and everything that happened. */
export default function CaseView() {
  const { id = '' } = useParams();
  const { t, say } = useWords();
  const one = useResource<CaseAnswer>(`/cases/${encodeURIComponent(id)}`);
  const summary = one.value?.summary;
  return (
    <View
      title={
        <span className="hz-row">
          {t('case.title', { id })}
          {summary && <ToneTag tone={summary.open ? 'notice' : 'unknown'}>{say(summary.phaseText)}</ToneTag>}
        </span>
      }
      lead={
        summary && (
          <>
            <Link className="hz-strong" to={`/instruments/${summary.instrument}`}>
              {summary.serialNumber}
            </Link>{' '}
            {summary.model} · {summary.regionName ?? summary.jurisdiction.region} · {summary.jurisdiction.authority}
          </>
        )
      }
    >
      <Shown of={one} rows={10}>
        {(value) => (
          <div className="hz-two">
            <div className="hz-stack" style={{ gap: 16 }}>
              <NextSteps of={value} onTaken={one.reload} />
              <Timeline history={value.history} />
            </div>
            <div className="hz-stack" style={{ gap: 16 }}>
              <Deadlines deadlines={value.deadlines} />
              <Standing of={value} />
            </div>
          </div>
        )}
      </Shown>
    </View>
  );
}

function Standing({ of }: { of: CaseAnswer }) {
  const { t, say, language } = useWords();
  const { summary, prohibition, transfer } = of;
  return (
    <Card title={t('cases.state')}>
      <Facts
        rows={[
          [t('case.phase'), say(summary.phaseText)],
          [t('case.since'), momentText(of.since, language)],
          [t('case.openedAt'), momentText(summary.openedAt, language)],
          [t('case.finding'), of.finding ? t(`case.finding.${of.finding}`) : undefined],
          [t('case.prohibition'), prohibition ? dateText(prohibition.since, language) : undefined],
          [t('case.transfer'), transfer ? `${transfer.to.authority} (${transfer.to.region})` : undefined],
          [t('case.inspectors'), of.inspectors.length > 0 ? of.inspectors.join(', ') : undefined],
          [
            t('case.suspicions'),
            <ul className="hz-plain-list">
              {of.suspicions.map((one) => (
                <li key={one.entry}>
                  {say(one.source.text)} · {momentText(one.at, language)}
                </li>
              ))}
            </ul>,
          ],
          [t('case.escalation'), of.escalation > 0 ? String(of.escalation) : undefined],
          [t('case.result'), summary.result ? say(summary.result.text) : undefined],
          [t('case.rules'), <span className="hz-mono">{of.rules}</span>],
        ]}
      />
    </Card>
  );
}
