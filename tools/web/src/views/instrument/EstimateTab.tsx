import { useMemo } from 'react';
import { useResource } from '../../api/resource.js';
import type { Estimate, InstrumentDetail } from '../../api/types.js';
import { TimeChart, type TimeChartData } from '../../charts/TimeChart.js';
import { numberText, signedText } from '../../components/numbers.js';
import { Empty, Shown } from '../../components/states.js';
import { Card } from '../../components/View.js';
import { useWords } from '../../language/language.js';
import { shownUnit } from './quantity-text.js';

/** The error of indication: measured until now, expected from now on with its band, the limit, and the day on which it is predicted to cross. */
export function EstimateTab({ instrument }: { instrument: InstrumentDetail }) {
  const { t } = useWords();
  const estimate = useResource<Estimate>(`/instruments/${instrument.id}/estimate`);
  return (
    <Shown of={estimate} rows={8}>
      {(value) =>
        value.points.length === 0 ? (
          <Empty title={t('instrument.noEstimate')}>{t('instrument.noEstimateText')}</Empty>
        ) : (
          <div className="hz-stack" style={{ gap: 16 }}>
            <Probability estimate={value} />
            <div className="hz-charts">
              {value.points.map((point) => (
                <PointCard key={point.point.en} estimate={value} point={point} />
              ))}
            </div>
          </div>
        )
      }
    </Shown>
  );
}

const crossingAt = (estimate: Estimate) =>
  estimate.crossing === undefined ? undefined : Date.parse(`${estimate.crossing}T00:00:00+08:00`);

function useMoments(estimate: Estimate) {
  const { t } = useWords();
  return useMemo(() => {
    const crossing = crossingAt(estimate);
    return [
      { at: estimate.at, name: t('instrument.now') },
      ...(crossing === undefined ? [] : [{ at: crossing, name: `${t('instrument.crossing')} ${estimate.crossing}` }]),
    ];
  }, [estimate, t]);
}

function Probability({ estimate }: { estimate: Estimate }) {
  const { t } = useWords();
  const moments = useMoments(estimate);
  const data = useMemo<TimeChartData>(
    () => ({
      name: t('instrument.probabilityLine'),
      unit: '%',
      points: estimate.probability.map(({ at, value }) => ({ at, value: value * 100 })),
      lines: [
        { name: `${estimate.crossingProbability * 100} %`, value: estimate.crossingProbability * 100, kind: 'alarm' },
      ],
      moments,
    }),
    [estimate, moments, t],
  );
  return (
    <Card
      title={t('instrument.probability')}
      extra={
        <span>
          {t('instrument.crossing')}: <strong>{estimate.crossing ?? t('instrument.noCrossing')}</strong>
        </span>
      }
    >
      <TimeChart data={data} height={220} label={t('instrument.probabilityChart')} />
    </Card>
  );
}

function PointCard({ estimate, point }: { estimate: Estimate; point: Estimate['points'][number] }) {
  const { t, say, language } = useWords();
  const moments = useMoments(estimate);
  const { unit, per } = shownUnit[point.quantity];
  const name = say(point.point);
  const data = useMemo<TimeChartData>(
    () => ({
      name: t('instrument.expected'),
      unit,
      signed: true,
      points: point.outlook.map(({ at, error, uncertainty }) => ({
        at,
        value: error / per,
        low: (error - estimate.coverage * uncertainty) / per,
        high: (error + estimate.coverage * uncertainty) / per,
      })),
      bandName: t('instrument.estimateBand', { k: estimate.coverage }),
      lines: [point.limit, -point.limit].map((value) => ({
        name: t('instrument.limitLine'),
        value: value / per,
        kind: 'limit' as const,
      })),
      measured: point.measured.map(({ at, error, uncertainty }) => ({
        at,
        value: error / per,
        uncertainty: (2 * uncertainty) / per,
        text: '',
      })),
      measuredName: t('instrument.measuredPoints'),
      moments,
    }),
    [estimate.coverage, moments, per, point, t, unit],
  );
  const first = point.outlook[0];
  const last = point.outlook.at(-1);
  return (
    <Card title={name}>
      <TimeChart
        data={data}
        height={280}
        label={t('instrument.estimateChart', {
          point: name,
          now: signedText(first && first.error / per, language),
          later: signedText(last && last.error / per, language),
          unit,
          limit: numberText(point.limit / per, language),
          crossing: estimate.crossing ?? t('instrument.noCrossing'),
        })}
      />
    </Card>
  );
}
