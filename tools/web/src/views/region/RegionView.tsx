import { Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { useResource } from '../../api/resource.js';
import type { RegionsAnswer } from '../../api/types.js';
import { ChoiceField } from '../../components/fields.js';
import { momentText } from '../../components/moments.js';
import { Empty, Shown } from '../../components/states.js';
import { Card, View } from '../../components/View.js';
import { useWords } from '../../language/language.js';
import { useMedia } from '../../theme/theme.js';
import { Legend } from './Legend.js';
import { type Measure, measures } from './measure.js';
import { RegionPanel } from './RegionPanel.js';
import { RegionTable } from './RegionTable.js';
import { TileMap } from './TileMap.js';

/** The districts on a schematic map, or the same as a table; the figures of one beside it. */
export default function RegionView() {
  const { t } = useWords();
  const regions = useResource<RegionsAnswer>('/regions');
  return (
    <View title={t('region.title')} lead={t('region.lead')}>
      <Shown of={regions} rows={12}>
        {(value) =>
          value.all.instruments === 0 && value.all.cases.open === 0 ? (
            <Empty title={t('region.empty')}>{t('instruments.emptyText')}</Empty>
          ) : (
            <Overview regions={value} />
          )
        }
      </Shown>
    </View>
  );
}

function Overview({ regions }: { regions: RegionsAnswer }) {
  const { t, language } = useWords();
  const narrow = useMedia('(max-width: 767px)');
  const [measure, setMeasure] = useState<Measure>('risk');
  const [form, setForm] = useState<'map' | 'table'>(narrow ? 'table' : 'map');
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const district = useMemo(() => regions.districts.find(({ code }) => code === chosen), [regions, chosen]);
  return (
    <>
      <div className="hz-row" style={{ alignItems: 'flex-end' }}>
        <ChoiceField<Measure>
          label={t('region.colourBy')}
          value={measure}
          options={measures.map((value) => ({ value, label: t(`region.by.${value}`) }))}
          onChange={(next) => setMeasure(next ?? 'risk')}
        />
        <Segmented<'map' | 'table'>
          aria-label={t('region.view')}
          value={form}
          options={[
            { value: 'map', label: t('region.showMap') },
            { value: 'table', label: t('region.showTable') },
          ]}
          onChange={setForm}
        />
        <span className="hz-spring" />
        <span className="hz-soft">{t('region.at', { at: momentText(regions.at, language) })}</span>
      </div>
      <div className="hz-two">
        <Card label={t('region.map')}>
          <Legend />
          {form === 'map' ? (
            <TileMap regions={regions} measure={measure} chosen={chosen} onChoose={setChosen} />
          ) : (
            <RegionTable regions={regions} onChoose={setChosen} />
          )}
        </Card>
        <div className="hz-aside">
          <RegionPanel
            name={district ? prefectureAndName(regions, district.code) : undefined}
            code={district?.code}
            figures={district?.figures ?? regions.all}
          />
        </div>
      </div>
    </>
  );
}

function prefectureAndName(regions: RegionsAnswer, code: string) {
  const district = regions.districts.find((one) => one.code === code)!;
  const prefecture = regions.prefectures.find((one) => one.code === district.prefecture);
  const whole = (language: 'zh' | 'en') =>
    prefecture
      ? `${prefecture.name[language]}${language === 'zh' ? '' : ' '}${district.name[language]}`
      : district.name[language];
  return { zh: whole('zh'), en: whole('en') };
}
