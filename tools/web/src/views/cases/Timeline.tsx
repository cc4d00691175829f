import type { CaseEvent } from '../../api/types.js';
import { ToneTag } from '../../components/LevelTag.js';
import { momentText } from '../../components/moments.js';
import { Card } from '../../components/View.js';
import { useWords } from '../../language/language.js';

/** Every step that was taken, the newest first, each with its ledger entry. */
export function Timeline({ history }: { history: readonly CaseEvent[] }) {
  const { t } = useWords();
  return (
    <Card title={t('case.timeline')}>
      <ol className="hz-timeline">
        {history.toReversed().map((event) => (
          <Event key={event.entry} event={event} />
        ))}
      </ol>
    </Card>
  );
}

function Event({ event }: { event: CaseEvent }) {
  const { t, say, language } = useWords();
  const { measurement } = event;
  return (
    <li>
      <div className="hz-row">
        <strong>{say(event.text)}</strong>
        <span className="hz-soft">
          {momentText(event.at, language)} · {event.actor.person} ({say(event.roleText)}, {event.actor.authority})
        </span>
      </div>
      {event.source && <div>{say(event.source.text)}</div>}
      {event.reason && <div>{event.reason}</div>}
      {measurement && (
        <div className="hz-row">
          <ToneTag tone={measurement.outcome === 'pass' ? 'good' : 'bad'}>
            {t(`outcome.${measurement.outcome}`)}
          </ToneTag>
          {say(measurement.kind.text)} <span className="hz-mono">{measurement.verification}</span>
        </div>
      )}
      {event.documents.length > 0 && (
        <ul className="hz-plain-list" style={{ gap: 2 }}>
          {event.documents.map((one) => (
            <li key={`${one.kind} ${one.sha256}`}>
              {one.stored ? (
                <a href={`/api/attachments/${one.sha256}`} download>
                  {say(one.text)}
                </a>
              ) : (
                `${say(one.text)} (${t('case.missing')})`
              )}
            </li>
          ))}
        </ul>
      )}
      {event.evidence.length > 0 && (
        <details>
          <summary className="hz-soft">
            {t('case.evidence')} ({event.evidence.length})
          </summary>
          <ul className="hz-plain-list hz-mono" style={{ gap: 2 }}>
            {event.evidence.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </details>
      )}
      <div className="hz-soft hz-mono">
        {t('case.entry', { n: event.entry })} · {event.hash.slice(0, 16)}…
      </div>
    </li>
  );
}
