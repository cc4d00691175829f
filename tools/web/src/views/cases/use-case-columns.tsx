import { useMemo } from 'react';
import { Link } from 'react-router';
import type { CaseSummary } from '../../api/types.js';
import { ToneTag } from '../../components/LevelTag.js';
import { dateText, momentText } from '../../components/moments.js';
import type { VirtualColumn } from '../../components/VirtualTable.js';
import { useWords } from '../../language/language.js';
import type { Tone } from '../../theme/tokens.js';

export const urgencyTone: Record<CaseSummary['urgency'], Tone> = {
  overdue: 'bad',
  soon: 'warn',
  later: 'unknown',
  none: 'unknown',
};

/** Columns of the list of cases. */
export function useCaseColumns(): readonly VirtualColumn<CaseSummary>[] {
  const { t, say, language } = useWords();
  return useMemo(
    () => [
      {
        key: 'id',
        title: t('cases.id'),
        width: 'minmax(140px, 1.2fr)',
        render: (row) => (
          <Link tabIndex={-1} className="hz-strong" to={`/cases/${encodeURIComponent(row.id)}`}>
            {row.id}
          </Link>
        ),
      },
      { key: 'phase', title: t('cases.phase'), width: 'minmax(130px, 1fr)', render: (row) => say(row.phaseText) },
      {
        key: 'due',
        title: t('cases.due'),
        width: '190px',
        render: (row) =>
          row.dueAt === null ? (
            t('value.none')
          ) : (
            <ToneTag tone={urgencyTone[row.urgency]}>
              {/* The deadline ends with the day before this moment. */}
              {dateText(row.dueAt - 1, language)} · {t(`urgency.${row.urgency}`)}
            </ToneTag>
          ),
      },
      {
        key: 'instrument',
        title: t('cases.instrument'),
        width: 'minmax(140px, 1.3fr)',
        render: (row) => `${row.serialNumber} ${row.model}`,
      },
      {
        key: 'authority',
        title: t('cases.authority'),
        width: 'minmax(140px, 1.3fr)',
        render: (row) => `${row.regionName ?? row.jurisdiction.region} · ${row.jurisdiction.authority}`,
      },
      {
        key: 'changed',
        title: t('cases.changed'),
        width: '170px',
        render: (row) => momentText(row.changedAt, language),
      },
    ],
    [t, say, language],
  );
}
