import type { EChartsOption } from 'echarts/types/dist/shared';

/** What all charts share: quiet lines, a tooltip without HTML (nothing that instruments say can become markup), no animation where none is wanted. */
export function chartBase(dark: boolean, still: boolean): EChartsOption {
  const colours = chartColours(dark);
  return {
    backgroundColor: 'transparent',
    animation: !still,
    animationDuration: 200,
    textStyle: { color: colours.text, fontFamily: 'system-ui, sans-serif' },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      backgroundColor: colours.card,
      borderColor: colours.line,
      textStyle: { color: colours.text, fontSize: 12 },
      confine: true,
    },
  };
}

export interface ChartColours {
  readonly text: string;
  readonly soft: string;
  readonly line: string;
  readonly card: string;
  readonly series: string;
  readonly second: string;
  readonly third: string;
  readonly band: string;
  readonly limit: string;
  readonly alarm: string;
}

/** Colours of the parts of a chart; lines also differ in kind (solid, dashed, dotted) and marks in shape. */
export function chartColours(dark: boolean): ChartColours {
  return dark
    ? {
        text: '#e6ecef',
        soft: '#a9b6bd',
        line: '#2b363c',
        card: '#1d262b',
        series: '#5cc5d6',
        second: '#f2c861',
        third: '#c9a4f5',
        band: 'rgba(92, 197, 214, 0.20)',
        limit: '#ff9aa6',
        alarm: '#ffab7d',
      }
    : {
        text: '#1b2329',
        soft: '#4b5860',
        line: '#d9e0e4',
        card: '#ffffff',
        series: '#0b6b7c',
        second: '#9a6100',
        third: '#6b3fb0',
        band: 'rgba(11, 107, 124, 0.16)',
        limit: '#a3122a',
        alarm: '#c2500f',
      };
}

/** An axis of time or values in the quiet style. */
export function quietAxis(colours: ChartColours) {
  return {
    axisLine: { lineStyle: { color: colours.line } },
    axisTick: { lineStyle: { color: colours.line } },
    axisLabel: { color: colours.soft, hideOverlap: true },
    splitLine: { lineStyle: { color: colours.line, opacity: 0.6 } },
    nameTextStyle: { color: colours.soft },
  };
}
