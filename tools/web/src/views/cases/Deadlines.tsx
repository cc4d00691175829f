import type { CaseDeadline } from '../../api/types.js';
import { ToneTag } from '../../components/LevelTag.js';
import { Card } from '../../components/View.js';
import { useWords } from '../../language/language.js';
import { urgencyTone } from './use-case-columns.js';

/** Deadlines that run, in working days, with where they come from. */
export function Deadlines({ deadlines }: { deadlines: readonly CaseDeadline[] }) {
  const { t, say } = useWords();
  return (
    <Card title={t('case.deadlines')}>
      {deadlines.length === 0 ? (
        t('case.noDeadlines')
      ) : (
        <ul className="hz-plain-list">
          {deadlines.map((one) => (
            <li key={one.what} className="hz-stack" style={{ gap: 2 }}>
              <span className="hz-row">
                <strong>{say(one.text)}</strong>
                <ToneTag tone={urgencyTone[one.urgency]}>
                  {t('case.deadlineText', { date: one.date })} · {t(`urgency.${one.urgency}`)}
                </ToneTag>
              </span>
              <span className="hz-soft">
                {t(one.workingDays > 0 ? 'case.workingDaysOver' : 'case.workingDays', {
                  n: Math.abs(one.workingDays),
                })}{' '}
                · {t(`case.${one.origin}`)}: {one.source}
                {one.provisional && ` · ${t('case.provisional')}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
