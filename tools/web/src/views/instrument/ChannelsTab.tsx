import { useMemo, useState } from 'react';
import { useResource } from '../../api/resource.js';
import type { ChannelSeries, Channels, InstrumentDetail } from '../../api/types.js';
import { TimeChart, type TimeChartData } from '../../charts/TimeChart.js';
import { selfStateName } from '../../components/codes.js';
import { ChoiceField } from '../../components/fields.js';
import { numberText } from '../../components/numbers.js';
import { Empty, Notice, Shown } from '../../components/states.js';
import { Card } from '../../components/View.js';
import { useWords } from '../../language/language.js';

const periods = ['all', '30', '7', '1'] as const;
type Period = (typeof periods)[number];

/** History of every channel with its limits and where the instrument's own word on it changed. */
export function ChannelsTab({ instrument }: { instrument: InstrumentDetail }) {
  const { t } = useWords();
  const [period, setPeriod] = useState<Period>('all');
  const newest = instrument.chain.lastReceived;
  const from = period === 'all' || newest === undefined ? undefined : Math.max(0, newest - Number(period) * 86_400_000);
  const channels = useResource<Channels>(`/instruments/${instrument.id}/channels`, { from, points: 800 });
  return (
    <div className="hz-stack">
      <ChoiceField<Period>
        label={t('instrument.period')}
        value={period}
        width={160}
        options={periods.map((value) => ({ value, label: t(`instrument.period.${value}`) }))}
        onChange={(next) => setPeriod(next ?? 'all')}
      />
      <Shown of={channels} rows={8}>
        {(value) =>
          value.series.length === 0 ? (
            <Empty title={t('instrument.noChannels')}>{t('instrument.noChannelsText')}</Empty>
          ) : (
            <>
              {value.truncated && <Notice tone="notice">{t('instrument.truncated', { n: value.frames })}</Notice>}
              <div className="hz-charts">
                {value.series.map((series) => (
                  <ChannelCard key={`${series.nozzle ?? ''} ${series.channel}`} series={series} />
                ))}
              </div>
            </>
          )
        }
      </Shown>
    </div>
  );
}

function ChannelCard({ series }: { series: ChannelSeries }) {
  const { t, say, word, language } = useWords();
  const nozzle = series.nozzle === undefined ? '' : ` · ${t('instrument.nozzle', { n: series.nozzle })}`;
  const name = `${say(series.name)}${nozzle}`;
  const data = useMemo<TimeChartData>(
    () => ({
      name,
      unit: series.unit,
      signed: series.limit !== undefined,
      points: series.points.map(({ at, value, uncertainty }) => ({
        at,
        value,
        ...(uncertainty !== undefined && { low: value - uncertainty, high: value + uncertainty }),
      })),
      bandName: t('instrument.uncertaintyBand'),
      lines:
        series.limit === undefined
          ? []
          : [series.limit, -series.limit].map((value) => ({
              name: t('instrument.limitLine'),
              value,
              kind: 'limit' as const,
            })),
      alarms: series.alarms.map(({ at, selfState }) => ({ at, text: word('selfState', selfStateName(selfState)) })),
    }),
    [name, series, t, word],
  );
  const values = series.points.map(({ value }) => value);
  const number = (value: number | undefined) => numberText(value, language);
  return (
    <Card title={name}>
      <TimeChart
        data={data}
        height={260}
        label={t('instrument.channelChart', {
          name,
          n: series.readings,
          last: number(values.at(-1)),
          unit: series.unit,
          least: number(Math.min(...values)),
          most: number(Math.max(...values)),
          alarms: series.alarms.length,
        })}
      />
      {series.limitSource && (
        <small className="hz-soft">{t('instrument.limitsBy', { source: series.limitSource })}</small>
      )}
    </Card>
  );
}
