import type { EChartsOption, SeriesOption } from 'echarts/types/dist/shared';
import { useMemo } from 'react';
import { momentText } from '../components/moments.js';
import { numberText, signedText } from '../components/numbers.js';
import { useWords } from '../language/language.js';
import { useThemeChoice } from '../theme/theme.js';
import { Chart } from './Chart.js';
import { chartColours, quietAxis } from './chart-base.js';

/** A value in time: the value itself, and how far it went or may be. */
export interface TimePoint {
  /** ms since 1970. */
  readonly at: number;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

export interface TimeChartData {
  readonly name: string;
  readonly unit: string;
  readonly points: readonly TimePoint[];
  /** What the space between `low` and `high` means. */
  readonly bandName?: string;
  /** Lines across: limits, alarm thresholds. */
  readonly lines?: readonly { readonly name: string; readonly value: number; readonly kind: 'limit' | 'alarm' }[];
  /** Things that happened: shown as triangles at the bottom. */
  readonly alarms?: readonly { readonly at: number; readonly text: string }[];
  /** Measured points with their expanded uncertainty. */
  readonly measured?: readonly {
    readonly at: number;
    readonly value: number;
    readonly uncertainty: number;
    readonly text: string;
  }[];
  readonly measuredName?: string;
  /** Vertical lines: now, the predicted crossing. */
  readonly moments?: readonly { readonly at: number; readonly name: string }[];
  /** Whether values bear their sign. */
  readonly signed?: boolean;
}

/** The chart counts in UTC, put on by eight hours: its axis shows the clock of Shanghai, as everything else here does. */
const shanghai = (at: number) => at + 8 * 3_600_000;

/** History of one quantity with its band, limits, alarms and measurements; the same as a table below. */
export function TimeChart({ data, label, height = 300 }: { data: TimeChartData; label: string; height?: number }) {
  const { language, t } = useWords();
  const { dark } = useThemeChoice();
  const option = useMemo<EChartsOption | undefined>(() => {
    if (data.points.length === 0) return undefined;
    const colours = chartColours(dark);
    const quiet = quietAxis(colours);
    const { points, lines = [], alarms = [], measured = [], moments = [], unit } = data;
    const text = (value: number) =>
      `${data.signed ? signedText(value, language, 4) : numberText(value, language, 5)} ${unit}`;
    const everything = [
      ...points.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]),
      ...measured.flatMap(({ value, uncertainty }) => [value - uncertainty, value + uncertainty]),
    ];
    const spread = { least: Math.min(...everything), most: Math.max(...everything) };
    // A limit far away would flatten the line: it is drawn where it is near enough to say something.
    const room = Math.max(spread.most - spread.least, Math.abs(spread.most), Math.abs(spread.least), 1e-9) * 3;
    const near = lines.filter(({ value }) => value <= spread.most + room && value >= spread.least - room);
    const bottom = Math.min(spread.least, ...near.map(({ value }) => value));
    const top = Math.max(spread.most, ...near.map(({ value }) => value));
    const margin = (top - bottom || Math.abs(top) || 1) * 0.06;
    const middle = (points[0]!.at + points.at(-1)!.at) / 2;
    const band = points.some(({ low }) => low !== undefined);
    const series: SeriesOption[] = [];
    if (band)
      series.push(
        {
          type: 'line',
          name: `${data.bandName} −`,
          stack: 'band',
          stackStrategy: 'all',
          data: points.map(({ at, low, value }) => [shanghai(at), low ?? value]),
          lineStyle: { opacity: 0 },
          showSymbol: false,
          silent: true,
          tooltip: { show: false },
        },
        {
          type: 'line',
          name: data.bandName ?? '',
          stack: 'band',
          stackStrategy: 'all',
          data: points.map(({ at, low, high, value }) => [shanghai(at), (high ?? value) - (low ?? value)]),
          lineStyle: { opacity: 0 },
          areaStyle: { color: colours.band },
          itemStyle: { color: colours.band },
          showSymbol: false,
          silent: true,
          tooltip: { show: false },
        },
      );
    series.push({
      type: 'line',
      name: data.name,
      data: points.map(({ at, value }) => [shanghai(at), value]),
      showSymbol: points.length < 40,
      symbol: 'circle',
      symbolSize: 5,
      lineStyle: { color: colours.series, width: 2 },
      itemStyle: { color: colours.series },
      tooltip: { valueFormatter: (value) => text(Number(value)) },
      markLine: {
        symbol: 'none',
        silent: true,
        animation: false,
        data: [
          ...near.map(({ name, value, kind }) => ({
            yAxis: value,
            name,
            lineStyle: {
              color: kind === 'limit' ? colours.limit : colours.alarm,
              type: kind === 'limit' ? ('solid' as const) : ('dashed' as const),
              width: kind === 'limit' ? 1.5 : 1.2,
            },
            label: {
              formatter: name,
              position: 'insideEndTop' as const,
              color: kind === 'limit' ? colours.limit : colours.alarm,
            },
          })),
          ...moments.map(({ at, name }) => ({
            xAxis: shanghai(at),
            name,
            lineStyle: { color: colours.soft, type: 'dotted' as const, width: 1.5 },
            label: {
              formatter: name,
              position: 'insideEnd' as const,
              rotate: 0,
              color: colours.text,
              align: at < middle ? ('left' as const) : ('right' as const),
              offset: [at < middle ? 6 : -6, 8],
            },
          })),
        ],
      },
    });
    if (measured.length > 0) {
      series.push(
        {
          type: 'custom',
          name: '',
          silent: true,
          data: measured.map(({ at, value, uncertainty }) => [shanghai(at), value - uncertainty, value + uncertainty]),
          encode: { x: 0, y: [1, 2] },
          tooltip: { show: false },
          renderItem: (_parameters, api) => {
            const [x, low] = api.coord([api.value(0), api.value(1)]) as [number, number];
            const [, high] = api.coord([api.value(0), api.value(2)]) as [number, number];
            const style = { stroke: colours.second, lineWidth: 1.5 };
            const line = (x1: number, y1: number, x2: number, y2: number) =>
              ({ type: 'line', shape: { x1, y1, x2, y2 }, style }) as const;
            return {
              type: 'group',
              children: [line(x, low, x, high), line(x - 5, low, x + 5, low), line(x - 5, high, x + 5, high)],
            };
          },
        },
        {
          type: 'scatter',
          name: data.measuredName ?? '',
          symbol: 'diamond',
          symbolSize: 11,
          itemStyle: { color: colours.second },
          data: measured.map(({ at, value }) => [shanghai(at), value]),
          tooltip: { valueFormatter: (value) => text(Number(value)) },
        },
      );
    }
    if (alarms.length > 0)
      series.push({
        type: 'scatter',
        name: t('severity.warning'),
        symbol: 'triangle',
        symbolSize: 11,
        itemStyle: { color: colours.alarm },
        data: alarms.map(({ at, text: words }) => ({ value: [shanghai(at), bottom], name: words })),
        tooltip: { valueFormatter: (_value, index) => alarms[index]?.text ?? '' },
      });
    return {
      useUTC: true,
      grid: { left: 64, right: 20, top: 44, bottom: 58 },
      legend: {
        top: 0,
        left: 'center',
        type: 'plain',
        textStyle: { color: colours.soft },
        data: [
          data.name,
          ...(band && data.bandName ? [data.bandName] : []),
          ...(measured.length > 0 && data.measuredName ? [data.measuredName] : []),
          ...(alarms.length > 0 ? [t('severity.warning')] : []),
        ],
      },
      xAxis: { type: 'time', ...quiet },
      yAxis: {
        type: 'value',
        name: unit,
        scale: true,
        ...quiet,
        min: bottom - margin,
        max: top + margin,
        axisLabel: {
          ...quiet.axisLabel,
          formatter: (value: number) => numberText(value, language, 4),
          showMinLabel: false,
          showMaxLabel: false,
        },
      },
      dataZoom: [
        { type: 'inside', filterMode: 'none' },
        { type: 'slider', height: 16, bottom: 6, filterMode: 'none', brushSelect: false, showDetail: false },
      ],
      series,
    };
  }, [data, dark, language, t]);
  if (!option) return <p className="hz-soft">{t('table.noData')}</p>;
  return <Chart option={option} label={label} height={height} table={<TimeTable data={data} />} />;
}

/** The newest values as a table; more than these nobody reads row by row. */
function TimeTable({ data }: { data: TimeChartData }) {
  const { language } = useWords();
  const rows = data.points.slice(-200).toReversed();
  const text = (value: number | undefined) =>
    data.signed ? signedText(value, language, 4) : numberText(value, language, 5);
  const band = rows.some(({ low }) => low !== undefined);
  return (
    <table className="hz-table">
      <thead>
        <tr>
          <th>{language === 'zh' ? '时间' : 'Time'}</th>
          <th className="hz-right">
            {data.name} ({data.unit})
          </th>
          {band && <th className="hz-right">{data.bandName}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ at, value, low, high }) => (
          <tr key={at}>
            <td>{momentText(at, language)}</td>
            <td className="hz-right">{text(value)}</td>
            {band && (
              <td className="hz-right">
                {text(low)} … {text(high)}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
