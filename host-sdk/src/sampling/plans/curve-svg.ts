import type { CurvePoint } from './curves.js';

/** Which of a plan's curves is drawn. */
export type CurveName = 'accepted' | 'outgoingQuality' | 'averageSample';

const WIDTH = 640;
const HEIGHT = 400;
const LEFT = 72;
const RIGHT = 20;
const TOP = 40;
const BOTTOM = 56;

const WORDS = {
  en: {
    accepted: ['Operating characteristic (OC)', 'probability of acceptance'],
    outgoingQuality: ['Average outgoing quality (AOQ)', 'fraction nonconforming after inspection'],
    averageSample: ['Average sample number (ASN)', 'instruments'],
    quality: 'fraction nonconforming',
  },
  zh: {
    accepted: ['抽样特性曲线（OC）', '接收概率'],
    outgoingQuality: ['平均检出质量（AOQ）', '检验后的不合格率'],
    averageSample: ['平均样本量（ASN）', '台'],
    quality: '不合格率',
  },
} as const;

/**
 * One curve of a plan as an SVG document of its own: 640 × 400, with a title and a description for screen readers, colours that follow a light or
 * dark page.
 *
 * @param points from `planCurves`, two or more
 */
export function curveSvg(points: readonly CurvePoint[], curve: CurveName, language: 'en' | 'zh' = 'en'): string {
  const words = WORDS[language];
  const [title, unit] = words[curve];
  const right = points.at(-1)!.quality;
  const top = curve === 'accepted' ? 1 : niceTop(Math.max(...points.map((point) => point[curve])));
  const x = (quality: number): number => LEFT + (quality / right) * (WIDTH - LEFT - RIGHT);
  const y = (value: number): number => HEIGHT - BOTTOM - (value / top) * (HEIGHT - TOP - BOTTOM);
  const line = points.map((point) => `${x(point.quality).toFixed(1)},${y(point[curve]).toFixed(1)}`).join(' ');
  const fractions = [0, 0.25, 0.5, 0.75, 1];
  const rows = fractions.map((part) => {
    const at = y(part * top).toFixed(1);
    return (
      `<path class="grid" d="M${LEFT} ${at}H${WIDTH - RIGHT}"/>` +
      `<text x="${LEFT - 8}" y="${at}" dy="4" text-anchor="end">${label(part * top, curve !== 'averageSample')}</text>`
    );
  });
  const columns = fractions.map(
    (part) =>
      `<text x="${x(part * right).toFixed(1)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${label(part * right, true)}</text>`,
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title description" font-family="sans-serif" font-size="12">` +
    `<title id="title">${title}</title>` +
    `<desc id="description">${words.quality} 0–${label(right, true)}; ${unit} ${label(points[0]![curve], curve !== 'averageSample')} → ${label(points.at(-1)![curve], curve !== 'averageSample')}</desc>` +
    '<style>text{fill:#333}.grid{stroke:#ccc}.curve{stroke:#1668dc;fill:none;stroke-width:2}' +
    '@media(prefers-color-scheme:dark){text{fill:#ddd}.grid{stroke:#444}.curve{stroke:#65a9f3}}</style>' +
    `<text x="${WIDTH / 2}" y="22" text-anchor="middle" font-size="15">${title}</text>` +
    rows.join('') +
    columns.join('') +
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 12}" text-anchor="middle">${words.quality}</text>` +
    `<text transform="translate(16 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">${unit}</text>` +
    `<polyline class="curve" points="${line}"/></svg>\n`
  );
}

/** 1, 2 or 5 times a power of ten, at least `value`. */
function niceTop(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * [1, 2, 5, 10].find((one) => one * power >= value)!;
}

function label(value: number, isFraction: boolean): string {
  return isFraction ? `${Number((100 * value).toPrecision(3))} %` : String(Number(value.toPrecision(3)));
}
