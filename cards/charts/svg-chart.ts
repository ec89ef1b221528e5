/** Any chart as SVG. */
import type { ChartSpec } from '../chart.ts';
import { oneLine } from '../plain-text.ts';
import { chartAltText } from './fallback.ts';
import { drawable, FONT_FAMILY, MISSING, measure } from './font.ts';
import { type Drawing, footer, header } from './frame.ts';
import { type FittedChart, fitChart, labelsArePeriods, MAX_CATEGORY_BARS } from './limits.ts';
import { drawLine } from './line.ts';
import { drawLyingBars } from './lying-bars.ts';
import { drawShare } from './share.ts';
import { element, label } from './svg.ts';
import { INKS, type Ink, MEASURES, type Scheme, TYPE } from './theme.ts';
import { drawUprightBars } from './upright-bars.ts';

export interface SvgOptions {
  /** Light unless told otherwise. */
  readonly scheme?: Scheme;
}

/**
 * The chart as one SVG element, 800 wide, as high as it needs to be. Total and pure: what cannot be drawn is
 * left out and said in a note, and characters that the font lacks become `□`.
 */
export function renderChartSvg(spec: ChartSpec, options: SvgOptions = {}): string {
  const ink = INKS[options.scheme ?? 'light'];
  const drawing = draw(prepare(fitChart(spec)), ink);
  const height = Math.round(drawing.height);
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: MEASURES.width,
      height,
      viewBox: `0 0 ${MEASURES.width} ${height}`,
      'font-family': `${FONT_FAMILY}, sans-serif`,
      role: 'img',
      'aria-label': chartAltText(spec),
    },
    element('rect', { width: MEASURES.width, height, fill: ink.ground }) + drawing.svg,
  );
}

function draw(chart: FittedChart, ink: Ink): Drawing {
  const some = chart.series.some((one) => one.values.some((value) => value !== null));
  if (!some) return drawNothing(chart, ink);
  if (chart.kind === 'line') return drawLine(chart, ink);
  if (chart.kind === 'share') return drawShare(chart, ink);
  return barsLie(chart.labels) ? drawLyingBars(chart, ink) : drawUprightBars(chart, ink);
}

/** Bars lie where their names would not fit side by side; long runs of periods stand, with labels skipped. */
function barsLie(labels: readonly string[]): boolean {
  if (labels.length > MAX_CATEGORY_BARS) return false;
  const room = (MEASURES.width - 2 * MEASURES.margin) / labels.length - 10;
  const fit = labels.every((one) => measure(one, TYPE.axis) <= room);
  if (labelsArePeriods(labels)) return labels.length <= 6 && !fit;
  return labels.length === 1 || labels.length > 6 || !fit;
}

/** Texts on one line in characters that the font has; what was lost or is unfinished goes into the notes. */
function prepare(chart: FittedChart): FittedChart {
  const texts = (list: readonly string[]) => list.map(oneLine);
  const [title = '', subtitle = '', ...rest] = texts([
    chart.title,
    chart.subtitle ?? '',
    ...chart.labels,
    ...chart.series.map((one) => one.name),
  ]);
  const drawn = rest.map(drawable);
  const lost = [title, subtitle, ...rest].some((text) => drawable(text) !== text);
  const labels = drawn.slice(0, chart.labels.length);
  const names = drawn.slice(chart.labels.length);
  return {
    ...chart,
    title: drawable(title),
    subtitle: drawable(subtitle) || undefined,
    labels,
    series: chart.series.map((one, index) => ({ ...one, name: names[index] ?? '' })),
    notes: [
      ...openNote(labels, chart.open),
      ...chart.notes,
      ...(lost ? [`${MISSING} stands for characters that the chart's font does not have`] : []),
    ],
  };
}

function openNote(labels: readonly string[], open: readonly boolean[]): string[] {
  const unfinished = labels.filter((_, index) => open[index]);
  if (unfinished.length === 0) return [];
  const more = unfinished.length > 2 ? ` and ${unfinished.length - 2} more` : '';
  return [`hollow: ${unfinished.slice(0, 2).join(', ')}${more} not complete yet`];
}

function drawNothing(chart: FittedChart, ink: Ink): Drawing {
  const head = header(chart.title, chart.subtitle, [], ink);
  const foot = footer(chart.notes, head.height + 120, ink);
  const text = label('No values to draw', {
    x: MEASURES.width / 2,
    y: head.height + 70,
    size: TYPE.subtitle,
    fill: ink.quiet,
    anchor: 'middle',
  });
  return { svg: head.svg + text + foot.svg, height: head.height + 120 + foot.height };
}
