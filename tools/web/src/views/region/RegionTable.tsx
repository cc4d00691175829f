import { useMemo } from 'react';
import type { RegionsAnswer } from '../../api/types.js';
import { ToneTag } from '../../components/LevelTag.js';
import { percentText } from '../../components/numbers.js';
import { type VirtualColumn, VirtualTable } from '../../components/VirtualTable.js';
import { useWords } from '../../language/language.js';
import type { Tone } from '../../theme/tokens.js';

interface Row {
  readonly code: string;
  readonly name: string;
  readonly figures: RegionsAnswer['all'];
}

const riskRank = { high: 3, raised: 2, 'as-elsewhere': 1, few: 0 } as const;
const riskTone: Record<keyof typeof riskRank, Tone> = {
  few: 'unknown',
  'as-elsewhere': 'good',
  raised: 'warn',
  high: 'bad',
};

/** The same as the map: those that stand out first, districts without instruments left out. */
export function RegionTable({ regions, onChoose }: { regions: RegionsAnswer; onChoose: (code: string) => void }) {
  const { t, say, language } = useWords();
  const rows = useMemo<Row[]>(() => {
    const prefectures = new Map(regions.prefectures.map(({ code, name }) => [code, name]));
    const known = regions.districts.map(({ code, name, prefecture, figures }) => ({
      code,
      name: [prefectures.get(prefecture), name]
        .filter((one) => one !== undefined)
        .map(say)
        .join(' '),
      figures,
    }));
    const elsewhere = regions.elsewhere.map(({ region, name, figures }) => ({
      code: region || '-',
      name: `${name ?? (region || t('region.noCode'))} (${t('region.elsewhere')})`,
      figures,
    }));
    return [...known, ...elsewhere]
      .filter(({ figures }) => figures.instruments > 0 || figures.cases.open > 0)
      .sort(
        (a, b) =>
          riskRank[b.figures.risk.indicator] - riskRank[a.figures.risk.indicator] ||
          b.figures.flagged.lower - a.figures.flagged.lower ||
          (a.code < b.code ? -1 : 1),
      );
  }, [regions, say, t]);
  const columns = useMemo<VirtualColumn<Row>[]>(
    () => [
      { key: 'name', title: t('region.district'), width: 'minmax(140px, 2fr)', render: (row) => row.name },
      {
        key: 'risk',
        title: t('region.risk'),
        width: '150px',
        render: ({ figures: { risk } }) => (
          <ToneTag tone={riskTone[risk.indicator]}>{t(`region.risk.${risk.indicator}`)}</ToneTag>
        ),
      },
      { key: 'n', title: t('region.instruments'), width: '90px', render: ({ figures }) => figures.instruments },
      {
        key: 'flagged',
        title: t('region.flagged'),
        width: '90px',
        render: ({ figures: { flagged } }) => `${flagged.count} (${percentText(flagged.share ?? 0, language)})`,
      },
      { key: 'silent', title: t('region.silent'), width: '80px', render: ({ figures }) => figures.silent.count },
      {
        key: 'open',
        title: t('region.open'),
        width: '100px',
        render: ({ figures: { cases } }) => `${cases.open} / ${cases.overdue}`,
      },
    ],
    [t, language],
  );
  return (
    <VirtualTable
      label={t('region.title')}
      rows={rows}
      columns={columns}
      rowKey={({ code }) => code}
      onOpen={({ code }) => onChoose(code)}
      rowHeight={44}
    />
  );
}
