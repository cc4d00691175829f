import { useMemo } from 'react';
import { Link } from 'react-router';
import type { InstrumentRow } from '../../api/types.js';
import { kindName } from '../../components/codes.js';
import { LevelTag, ToneTag } from '../../components/LevelTag.js';
import { agoText, momentText } from '../../components/moments.js';
import type { VirtualColumn } from '../../components/VirtualTable.js';
import { useWords } from '../../language/language.js';

/** Columns of the list of instruments. */
export function useColumns(): readonly VirtualColumn<InstrumentRow>[] {
  const { t, word, language } = useWords();
  return useMemo(() => {
    const now = Date.now();
    return [
      {
        key: 'level',
        title: t('instruments.level'),
        width: '150px',
        render: (row) => <LevelTag level={row.level} />,
      },
      {
        key: 'number',
        title: t('instruments.number'),
        width: 'minmax(170px, 1.2fr)',
        render: (row) => (
          <Link tabIndex={-1} className="hz-strong" title={row.serialNumber} to={`/instruments/${row.id}`}>
            {row.serialNumber}
          </Link>
        ),
      },
      {
        key: 'model',
        title: t('instruments.model'),
        width: 'minmax(150px, 1.4fr)',
        render: (row) => {
          const words = `${word('kind', kindName(row.kind))} · ${row.maker} ${row.model}`;
          return <span title={words}>{words}</span>;
        },
      },
      {
        key: 'place',
        title: t('instruments.place'),
        width: 'minmax(140px, 1.6fr)',
        render: (row) => [row.place, row.region].filter(Boolean).join(' · ') || t('value.none'),
      },
      {
        key: 'last',
        title: t('instruments.last'),
        width: '130px',
        render: (row) => (
          <span title={momentText(row.lastReceived, language)}>{agoText(row.lastReceived, now, language)}</span>
        ),
      },
      {
        key: 'key',
        title: t('instruments.key'),
        width: '110px',
        render: (row) =>
          row.keyState === undefined || row.keyState === 'active' ? (
            row.keyState === undefined ? (
              t('value.none')
            ) : (
              t('keyState.active')
            )
          ) : (
            <ToneTag tone={row.keyState === 'revoked' ? 'bad' : 'notice'}>{t(`keyState.${row.keyState}`)}</ToneTag>
          ),
      },
    ];
  }, [t, word, language]);
}
