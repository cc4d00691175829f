import type { EChartsOption } from 'echarts/types/dist/shared';
import { useMemo } from 'react';
import { percentText } from '../components/numbers.js';
import { useWords } from '../language/language.js';
import { useThemeChoice } from '../theme/theme.js';
import { Chart } from './Chart.js';
import { chartColours, quietAxis } from './chart-base.js';

/** One curve over the share of nonconforming items. */
export interface CurveData {
  readonly name: string;
  readonly points: readonly (readonly [quality: number, value: number])[];
}

/** Curves of a plan over the quality of a lot: probability of acceptance, outgoing quality, or sample number. */
export function Curve({
  curve,
  label,
  x,
  share,
  marks = [],
  height = 280,
}: {
  curve: CurveData;
  label: string;
  x: string;
  /** Whether the values are shares 0..1. */
  share: boolean;
  /** Points that the plan was asked for, with what they are called. */
  marks?: readonly { readonly name: string; readonly quality: number; readonly value: number }[];
  height?: number;
}) {
  const { language } = useWords();
  const { dark } = useThemeChoice();
  const option = useMemo<EChartsOption>(() => {
    const colours = chartColours(dark);
    const quiet = quietAxis(colours);
    const percent = (value: number) => percentText(value, language);
    return {
      grid: { left: 56, right: 24, top: 24, bottom: 44 },
      xAxis: {
        type: 'value',
        name: x,
        nameLocation: 'middle',
        nameGap: 28,
        max: 'dataMax',
        ...quiet,
        axisLabel: { ...quiet.axisLabel, formatter: percent },
      },
      yAxis: {
        type: 'value',
        min: 0,
        ...(share && { max: (range: { max: number }) => Math.max(range.max > 0.2 ? 1 : range.max * 1.1, 0.001) }),
        ...quiet,
        axisLabel: { ...quiet.axisLabel, ...(share && { formatter: percent }) },
      },
      series: [
        {
          type: 'line',
          name: curve.name,
          data: curve.points.map(([quality, value]) => [quality, value]),
          showSymbol: false,
          lineStyle: { color: colours.series, width: 2.5 },
          itemStyle: { color: colours.series },
          tooltip: { valueFormatter: (value) => (share ? percent(Number(value)) : Number(value).toFixed(1)) },
        },
        {
          type: 'scatter',
          name: '',
          data: marks.map(({ name, quality, value }) => ({ name, value: [quality, value] })),
          symbol: 'diamond',
          symbolSize: 12,
          itemStyle: { color: colours.second },
          label: { show: true, formatter: '{b}', position: 'right', color: colours.text },
          tooltip: { show: false },
        },
      ],
    };
  }, [curve, dark, language, marks, share, x]);
  return (
    <Chart
      option={option}
      label={label}
      height={height}
      table={
        <table className="hz-table">
          <thead>
            <tr>
              <th>{x}</th>
              <th>{curve.name}</th>
            </tr>
          </thead>
          <tbody>
            {curve.points.map(([quality, value]) => (
              <tr key={quality}>
                <td>{percentText(quality, language)}</td>
                <td>{share ? percentText(value, language) : value.toFixed(1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}
