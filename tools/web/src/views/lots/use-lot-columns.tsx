import { useMemo } from 'react';
import { Link } from 'react-router';
import type { LotSummary } from '../../api/types.js';
import { ToneTag } from '../../components/LevelTag.js';
import { dateText } from '../../components/moments.js';
import type { VirtualColumn } from '../../components/VirtualTable.js';
import { useWords } from '../../language/language.js';
import type { Tone } from '../../theme/tokens.js';

/** Tone of the outcome of a lot. */
export function outcomeTone(name: string | undefined): Tone {
  return name === 'accepted' ? 'good' : name === 'rejected' ? 'bad' : name === 'conditional' ? 'notice' : 'unknown';
}

/** Columns of the list of lots. */
export function useLotColumns(): readonly VirtualColumn<LotSummary>[] {
  const { t, say, language } = useWords();
  return useMemo(
    () => [
      {
        key: 'id',
        title: t('lots.id'),
        width: 'minmax(140px, 1.2fr)',
        render: ({ id }) => (
          <Link tabIndex={-1} className="hz-strong" to={`/lots/${encodeURIComponent(id)}`}>
            {id}
          </Link>
        ),
      },
      { key: 'stage', title: t('lots.stage'), width: '100px', render: ({ stage }) => t(`lots.stage.${stage}`) },
      {
        key: 'common',
        title: t('lots.common'),
        width: 'minmax(160px, 2fr)',
        render: ({ common }) => Object.values(common).join(' · '),
      },
      { key: 'size', title: t('lots.size'), width: '80px', render: ({ size }) => size },
      {
        key: 'looked',
        title: t('lots.progress'),
        width: '100px',
        render: ({ looked, sample }) => `${looked} / ${sample}`,
      },
      { key: 'bad', title: t('lots.nonconforming'), width: '110px', render: ({ nonconforming }) => nonconforming },
      {
        key: 'due',
        title: t('lots.due'),
        width: '160px',
        render: ({ due, overdue }) =>
          due === null ? (
            t('value.none')
          ) : overdue ? (
            <ToneTag tone="bad">{`${dateText(due, language)} · ${t('lots.overdue')}`}</ToneTag>
          ) : (
            dateText(due, language)
          ),
      },
      {
        key: 'outcome',
        title: t('lots.outcome'),
        width: '150px',
        render: ({ outcome }) =>
          outcome ? <ToneTag tone={outcomeTone(outcome.name)}>{say(outcome.text)}</ToneTag> : t('value.none'),
      },
    ],
    [t, say, language],
  );
}
