import { describe, expect, it } from 'vitest';
import type { ChartSpec } from '../../../../cards/chart.ts';
import { chartOption } from '../../../../cards/charts/chart-option.ts';
import { INKS } from '../../../../cards/charts/theme.ts';

const ink = INKS.light;
const months = ['Jan 2019', 'Feb 2019', 'Mar 2019', 'Apr 2019'];

const chart: ChartSpec = {
  kind: 'line',
  title: 'Revenue by month',
  labels: months,
  series: [{ name: 'Revenue', values: [1, 2, 3, 4] }],
  format: { kind: 'integer' },
};

interface Item {
  readonly value: number | null;
  readonly symbol?: string;
  readonly itemStyle?: { readonly color?: string; readonly borderColor?: string };
}

interface Series {
  readonly data: readonly (Item | number | null)[];
  readonly lineStyle?: {
    readonly color?: string;
    readonly type?: readonly number[];
    readonly opacity?: number;
  };
  readonly itemStyle?: { readonly color?: string };
  readonly connectNulls?: boolean;
}

/** The series that echarts is given. */
function seriesOf(spec: ChartSpec): Series[] {
  return JSON.parse(JSON.stringify(chartOption(spec, 'light').option.series));
}

function items(series: Series | undefined): Item[] {
  return (series?.data ?? []).map((item) =>
    typeof item === 'object' && item !== null ? item : { value: item },
  );
}

describe('lines', () => {
  it('draws the comparison dashed, in grey, and the series in the colours of the theme', () => {
    const series = [
      { name: '2018', values: [1, 1, 2, 2], role: 'comparison' as const },
      { name: '2019', values: [1, 2, 3, 4] },
    ];
    const [comparison, main] = seriesOf({ ...chart, series });
    expect(comparison?.lineStyle).toMatchObject({ color: ink.comparison, type: [7, 6] });
    expect(main?.lineStyle?.color).toBe(ink.series[0]);
    expect(main?.lineStyle?.type).toBeUndefined();
  });

  it('leaves gaps open and marks a point that stands alone', () => {
    const [line] = seriesOf({ ...chart, series: [{ name: '', values: [1, null, 3, null] }] });
    expect(items(line).map(({ value }) => value)).toEqual([1, null, 3, null]);
    expect(items(line).map(({ symbol }) => symbol)).toEqual(['circle', undefined, 'circle', undefined]);
    expect(line?.connectNulls).toBeUndefined();
  });

  it('dots the step into a period that is not complete, and draws its point hollow', () => {
    const [whole, solid, dotted] = seriesOf({ ...chart, partial: ['Apr 2019'] });
    expect(whole?.lineStyle?.opacity).toBe(0);
    expect(items(whole)[3]?.itemStyle).toMatchObject({ color: ink.ground, borderColor: ink.series[0] });
    expect(solid?.data).toEqual([1, 2, 3, null]);
    expect(dotted?.data).toEqual([null, null, 3, 4]);
    expect(dotted?.lineStyle?.type).toBeDefined();
  });
});

describe('bars', () => {
  it('fills bars of periods that are not complete with a mere tint', () => {
    const [bars] = seriesOf({ ...chart, kind: 'bar', partial: ['Apr 2019'] });
    const fills = items(bars).map(({ itemStyle }) => itemStyle?.color ?? bars?.itemStyle?.color);
    expect(fills).toEqual([ink.series[0], ink.series[0], ink.series[0], `${ink.series[0]}24`]);
  });

  it('stands the earlier period left of the later one, in a quieter colour', () => {
    const series = [
      { name: '2019', values: [1, 2, 3, 4] },
      { name: '2018', values: [1, 1, 2, 2], role: 'comparison' as const },
    ];
    const fills = seriesOf({ ...chart, kind: 'bar', series }).map(({ itemStyle }) => itemStyle?.color);
    expect(fills).toEqual([ink.comparisonFill, ink.series[0]]);
  });

  it('shows every bar of a run of periods, skipping labels only', () => {
    const labels = Array.from({ length: 60 }, (_, index) => `${(index % 30) + 1} Nov`);
    const spec: ChartSpec = {
      ...chart,
      kind: 'bar',
      labels,
      series: [{ name: '', values: labels.map(() => 5) }],
    };
    expect(items(seriesOf(spec)[0])).toHaveLength(60);
    expect(chartOption(spec, 'light').option.xAxis).toMatchObject({ axisLabel: { interval: 5 } });
  });
});

describe('parts', () => {
  it('adds up the smaller parts of a stack in grey', () => {
    const series = Array.from({ length: 9 }, (_, at) => ({ name: `Part ${at}`, values: [9 - at, 1, 1, 1] }));
    const drawn = seriesOf({ ...chart, kind: 'stacked', series });
    expect(drawn).toHaveLength(6);
    expect(drawn.at(-1)?.itemStyle?.color).toBe(ink.others);
    expect(items(drawn.at(-1))[0]?.value).toBe(4 + 3 + 2 + 1);
  });

  it('draws shares on a track that stands for the whole', () => {
    const { option } = chartOption({ ...chart, kind: 'share' }, 'light');
    expect(option.xAxis).toMatchObject({ min: 0, max: 10 });
    expect(option.series).toMatchObject([{ showBackground: true, backgroundStyle: { color: ink.track } }]);
  });
});
