/** How much one chart can show before it stops being read. What is left out is always said. */
import type { ChartSpec, Interval } from '../chart.ts';
import { panelsOf, sameUnit } from './panels.ts';

/** Bars of categories; periods are an ordered axis and may be many more. */
export const MAX_CATEGORY_BARS = 15;
/** Points or bars along an axis of periods. */
const MAX_PERIODS = 750;
/** Lines, or parts of a stacked bar. */
const MAX_SERIES = 6;
/** Panels over each other, which a phone still shows whole. */
const MAX_PANELS = 3;
/** Parts of one whole. */
const MAX_SHARES = 8;

const PERIOD =
  /^(?:\d{4}(?:-\d{2}(?:-\d{2})?|-W\d{2}|-?Q[1-4])?|(?:[QH][1-4]|week|week of|FY)\b.*|(?:\d{1,2}(?:[–-]\d{1,2})? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b.*)$/i;

/** True where the labels are periods, so that skipping a label on the axis hides nothing. */
export function labelsArePeriods(labels: readonly string[]): boolean {
  return labels.length > 0 && labels.every((label) => PERIOD.test(label.trim()));
}

/** A chart cut to what can be shown, each series as long as the labels. */
export interface FittedChart extends ChartSpec {
  /** Which labels stand for periods that are not complete yet. */
  readonly open: readonly boolean[];
  /** True where the last part (of a share) or series (of a stack) adds up those not shown. */
  readonly hasOthers: boolean;
  /** What is missing, in words. */
  readonly notes: readonly string[];
}

/**
 * Fits a chart to the limits above. Parts of a whole and of stacks are added up as "Others"; bars and lines
 * are cut, since their values (averages, ratios) need not add up.
 */
export function fitChart(spec: ChartSpec): FittedChart {
  const undrawable = spec.series
    .flatMap((one) => one.values)
    .filter((one) => one !== null && clean(one) === null);
  const even: FittedChart = {
    ...spec,
    series: spec.series.map((one) => ({
      ...one,
      values: spec.labels.map((_, index) => clean(one.values[index])),
      ...(one.intervals
        ? { intervals: spec.labels.map((_, index) => cleanInterval(one.intervals?.[index])) }
        : {}),
    })),
    open: spec.labels.map((label) => spec.partial?.includes(label) ?? false),
    hasOthers: false,
    notes: undrawable.length > 0 ? [`${count(undrawable.length, 'value')} cannot be drawn`] : [],
  };
  if (spec.kind === 'line') return fitLabels(cutPanels(cutSeries(even)));
  const alike = withoutOtherUnits(even);
  if (spec.kind === 'share') return fitShare(alike);
  return fitLabels(spec.kind === 'stacked' ? foldSeries(alike) : cutSeries(alike));
}

/** Gaps for what is no number or beyond drawing; numbers too small to matter become zero. */
function clean(value: number | null | undefined): number | null {
  if (typeof value !== 'number' || !(Math.abs(value) < 1e100)) return null;
  return Math.abs(value) < 1e-100 ? 0 : value;
}

function cleanInterval(interval: Interval | null | undefined): Interval | null {
  const low = clean(interval?.low);
  const high = clean(interval?.high);
  return low === null || high === null ? null : { low, high };
}

function cutSeries(chart: FittedChart): FittedChart {
  if (chart.series.length <= MAX_SERIES) return chart;
  return {
    ...chart,
    series: chart.series.slice(0, MAX_SERIES),
    notes: [...chart.notes, `${MAX_SERIES} of ${chart.series.length} series shown`],
  };
}

function cutPanels(chart: FittedChart): FittedChart {
  const kept = panelsOf(chart).slice(0, MAX_PANELS);
  return keepSeries(chart, new Set(kept.flatMap((panel) => panel.series)), 'in further units left out');
}

/** Bars of dollars beside bars of orders would be compared. */
function withoutOtherUnits(chart: FittedChart): FittedChart {
  const alike = chart.series.filter((one) => !one.format || sameUnit(one.format, chart.format));
  return keepSeries(chart, new Set(alike), 'of another unit left out');
}

function keepSeries(
  chart: FittedChart,
  kept: ReadonlySet<FittedChart['series'][number]>,
  why: string,
): FittedChart {
  const left = chart.series.filter((one) => !kept.has(one));
  if (left.length === 0) return chart;
  return {
    ...chart,
    series: chart.series.filter((one) => kept.has(one)),
    notes: [...chart.notes, `${left.length} series ${why}`],
  };
}

/** Of periods the newest matter, of categories the first, which the query put on top. */
function fitLabels(chart: FittedChart): FittedChart {
  const periods = chart.kind === 'line' || labelsArePeriods(chart.labels);
  const most = periods ? MAX_PERIODS : MAX_CATEGORY_BARS;
  const all = chart.labels.length;
  if (all <= most) return chart;
  const cut = <T>(list: readonly T[]) => (periods ? list.slice(-most) : list.slice(0, most));
  return {
    ...chart,
    labels: cut(chart.labels),
    open: cut(chart.open),
    series: chart.series.map((one) => ({
      ...one,
      values: cut(one.values),
      ...(one.intervals ? { intervals: cut(one.intervals) } : {}),
    })),
    notes: [...chart.notes, `${periods ? 'last' : 'first'} ${most} of ${all.toLocaleString('en-US')} shown`],
  };
}

function foldSeries(chart: FittedChart): FittedChart {
  if (chart.series.length <= MAX_SERIES) return chart;
  const bySize = [...chart.series].sort((a, b) => size(b.values) - size(a.values));
  const kept = new Set(bySize.slice(0, MAX_SERIES - 1));
  const rest = chart.series.filter((one) => !kept.has(one));
  const name = `Others (${rest.length})`;
  const values = chart.labels.map((_, index) => total(rest.map((one) => one.values[index] ?? null)));
  return {
    ...chart,
    series: [...chart.series.filter((one) => kept.has(one)), { name, values }],
    hasOthers: true,
    notes: [...chart.notes, `${name} adds up the smaller parts`],
  };
}

function fitShare(chart: FittedChart): FittedChart {
  const [series] = chart.series;
  const parts = chart.labels.map((label, index) => ({
    label,
    value: series?.values[index] ?? null,
    open: chart.open[index] ?? false,
  }));
  const shown = parts
    .flatMap((part) => (part.value !== null && part.value >= 0 ? [{ ...part, value: part.value }] : []))
    .sort((a, b) => b.value - a.value);
  const kept = shown.length > MAX_SHARES ? shown.slice(0, MAX_SHARES - 1) : shown;
  const rest = shown.slice(kept.length);
  const others = {
    label: `Others (${rest.length})`,
    value: total(rest.map((part) => part.value)) ?? 0,
    open: rest.some((part) => part.open),
  };
  const all = rest.length > 0 ? [...kept, others] : kept;
  const notes = [...chart.notes];
  if (shown.length < parts.length) {
    notes.push(`${count(parts.length - shown.length, 'part')} without a value of zero or more left out`);
  }
  if (chart.series.length > 1) notes.push(`${chart.series.length - 1} further series left out`);
  return {
    ...chart,
    labels: all.map((part) => part.label),
    open: all.map((part) => part.open),
    series: [{ name: series?.name ?? '', values: all.map((part) => part.value) }],
    hasOthers: rest.length > 0,
    notes,
  };
}

function size(values: readonly (number | null)[]): number {
  return values.reduce<number>((sum, value) => sum + Math.abs(value ?? 0), 0);
}

function total(values: readonly (number | null)[]): number | null {
  const known = values.filter((value): value is number => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

function count(many: number, what: string): string {
  return `${many.toLocaleString('en-US')} ${what}${many === 1 ? '' : 's'}`;
}
