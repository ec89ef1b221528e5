import { describe, expect, it } from 'vitest';
import type { ChartSeries, ChartSpec } from '../../../../cards/chart.ts';
import { chartOption } from '../../../../cards/charts/chart-option.ts';
import { chartAltText, chartAsText } from '../../../../cards/charts/fallback.ts';
import { panelsOf } from '../../../../cards/charts/panels.ts';
import { renderChartSvg } from '../../../../cards/charts/render.ts';
import { INKS } from '../../../../cards/charts/theme.ts';
import { roundTicks } from '../../../../cards/charts/value-range.ts';
import type { Format } from '../../../../cards/format.ts';

const usd: Format = { kind: 'currency', currency: 'USD', decimals: 0 };
const count: Format = { kind: 'integer' };
const share: Format = { kind: 'percent' };

const revenue: ChartSeries = { name: 'Revenue', values: [467_116, 310_822, 349_592], format: usd };
const orders: ChartSeries = { name: 'Orders', values: [2102, 1664, 1991], format: count };
const customers: ChartSeries = { name: 'Customers', values: [1256, 900, 1100], format: count };
const value: ChartSeries = { name: 'Order value', values: [222, 187, 176], format: usd };
const rate: ChartSeries = { name: 'Conversion rate', values: [0.04, 0.03, 0.02], format: share };

const chartWith = (...series: ChartSeries[]): ChartSpec => ({
  kind: 'line',
  title: 'By month',
  labels: ['Jan 2019', 'Feb 2019', 'Mar 2019'],
  series,
  format: usd,
});

const namesOf = (spec: ChartSpec) => panelsOf(spec).map(({ series }) => series.map(({ name }) => name));

interface Drawn {
  readonly grid: readonly { readonly left: number; readonly right: number; readonly top: number }[];
  readonly xAxis: readonly { readonly axisLabel: { readonly show: boolean } }[];
  readonly yAxis: readonly { readonly min: number; readonly max: number }[];
  readonly series: readonly { readonly xAxisIndex: number; readonly lineStyle: { readonly color: string } }[];
  readonly title: readonly { readonly text: string }[];
}

function drawn(spec: ChartSpec): Drawn {
  return JSON.parse(JSON.stringify(chartOption(spec, 'light').option));
}

describe('which measures share an axis', () => {
  it('gives money and counts a panel each, the first measure on top', () => {
    expect(namesOf(chartWith(revenue, orders, customers))).toEqual([['Revenue'], ['Orders', 'Customers']]);
    expect(namesOf(chartWith(rate, orders))).toEqual([['Conversion rate'], ['Orders']]);
  });

  it('does not draw what is a thousandth of another in the same unit as a flat line', () => {
    expect(namesOf(chartWith(revenue, value))).toEqual([['Revenue'], ['Order value']]);
  });

  it('keeps the parts of one measure together, however small', () => {
    const parts = [
      { name: 'Bags', values: [900_000, 800_000, 900_000] },
      { name: 'Pens', values: [9, 8, 7] },
    ];
    expect(namesOf(chartWith(...parts))).toEqual([['Bags', 'Pens']]);
  });

  it('tells currencies apart', () => {
    const euro: ChartSeries = { ...revenue, format: { kind: 'currency', currency: 'EUR' } };
    expect(namesOf(chartWith(revenue, euro))).toHaveLength(2);
  });
});

describe('panels as a picture', () => {
  it('stand over each other on one time axis, each from its own zero', () => {
    const { grid, xAxis, yAxis, series } = drawn(chartWith(revenue, orders));
    expect(grid).toHaveLength(2);
    expect(grid[1]).toMatchObject({ left: grid[0]?.left, right: grid[0]?.right });
    expect(grid[1]?.top).toBeGreaterThan(grid[0]?.top ?? 0);
    expect(xAxis.map(({ axisLabel }) => axisLabel.show)).toEqual([false, true]);
    expect(yAxis).toMatchObject([
      { min: 0, max: 600_000 },
      { min: 0, max: 3000 },
    ]);
    expect(series.map(({ xAxisIndex }) => xAxisIndex)).toEqual([0, 1]);
    expect(series.map(({ lineStyle }) => lineStyle.color)).toEqual(INKS.light.series.slice(0, 2));
  });

  it('have a title, values in their own unit and the last of them', async () => {
    const svg = await renderChartSvg(chartWith(revenue, orders));
    const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
    expect(texts).toEqual(expect.arrayContaining(['Revenue', '$400k', '$350k', 'Orders', '2k', '1.99k']));
    expect(texts.filter((text) => text === 'Jan 2019')).toHaveLength(1);
  });

  it('leave the picture of one measure as it was', () => {
    const { format: _, ...bare } = revenue;
    expect(drawn(chartWith(revenue))).toEqual(drawn(chartWith(bare)));
  });

  it('are three at most, and what is left out is counted', () => {
    const spec = chartWith(revenue, orders, value, rate);
    expect(drawn(spec).grid).toHaveLength(3);
    expect(drawn(spec).title.map(({ text }) => text)).toContain('1 series in further units left out');
  });

  it('name the panel whose axis does not begin at zero', () => {
    const steady: ChartSeries = { ...orders, values: [2000, 2010, 2020] };
    const { title, yAxis } = drawn(chartWith(revenue, steady));
    expect(title.map(({ text }) => text)).toContain('The axis of Orders does not begin at zero');
    expect(yAxis[1]).toMatchObject({ min: 2000, max: 2020 });
  });

  it('are for lines: bars leave out what is not in their unit, and say so', () => {
    const spec: ChartSpec = { ...chartWith(revenue, orders), kind: 'bar' };
    expect(drawn(spec).series).toHaveLength(1);
    expect(chartAsText(spec)).toContain('(1 series of another unit left out');
  });
});

describe('panels in characters', () => {
  it('draw each measure to its own scale, in its own unit, over the time they share', () => {
    expect(chartAsText(chartWith(revenue, orders)).split('\n')).toEqual([
      'Revenue',
      '█▆▆',
      'lowest $310,822 (Feb 2019), highest $467,116 (Jan 2019), last $349,592',
      '(Mar 2019)',
      '',
      'Orders',
      '█▇█',
      'lowest 1,664 (Feb 2019), highest 2,102 (Jan 2019), last 1,991 (Mar 2019)',
      '',
      'Jan 2019 → Mar 2019, 3 points',
    ]);
  });

  it('are told to those who cannot see them', () => {
    expect(chartAltText(chartWith(rate, orders))).toBe(
      'Line chart in 2 panels: By month. Conversion rate: lowest 2.0% (Mar 2019), highest 4.0% (Jan 2019), last 2.0% (Mar 2019). Orders: lowest 1,664 (Feb 2019), highest 2,102 (Jan 2019), last 1,991 (Mar 2019).',
    );
  });
});

describe('round values of an axis', () => {
  it.each([
    [0, 508_942, false, [0, 200_000, 400_000, 600_000]],
    [0, 2848, true, [0, 1000, 2000, 3000]],
    [0, 1, true, [0, 1]],
    [-0.335, 0.242, false, [-0.4, -0.2, 0, 0.2, 0.4]],
    [0, 0.0542, false, [0, 0.02, 0.04, 0.06]],
    [1_000_100, 1_000_300, true, [1_000_100, 1_000_200, 1_000_300]],
  ])('from %d to %d', (low, high, whole, ticks) => {
    expect(roundTicks(low, high, whole)).toEqual(ticks);
  });
});
