import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChartSpec } from '../../../../cards/chart.ts';
import { renderChart, renderChartSvg } from '../../../../cards/charts/render.ts';
import type { Format } from '../../../../cards/format.ts';
import { anyChart } from '../../../arbitraries/card.ts';

const usd: Format = { kind: 'currency', currency: 'USD', decimals: 0 };
const months = ['Jan 2019', 'Feb 2019', 'Mar 2019', 'Apr 2019'];

const line: ChartSpec = {
  kind: 'line',
  title: 'Revenue by month',
  subtitle: '1 Jan – 30 Apr 2019',
  labels: months,
  series: [{ name: 'Revenue', values: [390_652, 291_396, 315_641, 388_178] }],
  format: usd,
};

const bars: ChartSpec = {
  kind: 'bar',
  title: 'Revenue by location',
  labels: ['Chicago', 'California'],
  series: [{ name: 'Revenue', values: [1_515_055, 1_348_867] }],
  format: usd,
};

/** The texts in the picture, in order. */
function texts(spec: ChartSpec): string[] {
  return [...renderChartSvg(spec).matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1] ?? '');
}

function count(svg: string, pattern: RegExp): number {
  return [...svg.matchAll(pattern)].length;
}

describe('a chart as a picture', () => {
  it('is a PNG of the asked width', async () => {
    const png = await renderChart(line, { width: 640 });
    expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    expect(png.readUInt32BE(16)).toBe(640);
  });

  it('draws its text: the font ships with the package', async () => {
    const [written, bare] = await Promise.all([
      renderChart(line, { width: 400 }),
      renderChart({ ...line, title: '', subtitle: '' }, { width: 400 }),
    ]);
    expect(written.length).toBeGreaterThan(bare.length + 500);
  });

  it('gives any chart a picture', async () => {
    await fc.assert(
      fc.asyncProperty(anyChart, fc.constantFrom('light' as const, 'dark' as const), async (spec, scheme) => {
        const png = await renderChart(spec, { width: 200, scheme });
        expect(png.readUInt32BE(16)).toBe(200);
      }),
      { numRuns: 60 },
    );
  });

  it('writes no NaN or infinite coordinate, whatever the values', () => {
    fc.assert(
      fc.property(anyChart, (spec) => {
        const shapes = renderChartSvg(spec)
          .replace(/<text[^>]*>[^<]*<\/text>/g, '')
          .replace(/aria-label="[^"]*"/, '');
        expect(shapes).not.toMatch(/NaN|Infinity|undefined/);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what a chart shows', () => {
  it('has a title, the period, short amounts on the axis, and the last value at the end of the line', () => {
    expect(texts(line)).toEqual([
      'Revenue by month',
      '1 Jan – 30 Apr 2019',
      '$0',
      '$100k',
      '$200k',
      '$300k',
      '$400k',
      'Jan 2019',
      'Feb',
      'Mar',
      'Apr',
      '$388k',
    ]);
  });

  it('names each line at its end and dashes the comparison', () => {
    const spec: ChartSpec = {
      ...line,
      series: [
        { name: 'Q4 2019', values: [1, 2, 3, 4] },
        { name: 'Q3 2019', values: [1, 1, 2, 2], role: 'comparison' },
      ],
    };
    expect(texts(spec).slice(-4)).toEqual(['Q4 2019', '$4', 'Q3 2019', '$2']);
    expect(count(renderChartSvg(spec), /stroke-dasharray/g)).toBe(1);
  });

  it('breaks the line at gaps and marks a point that stands alone', () => {
    const spec: ChartSpec = { ...line, series: [{ name: '', values: [1, null, 3, null] }] };
    const svg = renderChartSvg(spec);
    expect(count(svg, /<circle/g)).toBe(2);
    expect(svg).not.toContain('stroke-linejoin');
  });

  it('draws periods that are not complete hollow and says so', () => {
    const spec: ChartSpec = { ...line, kind: 'bar', partial: ['Apr 2019'] };
    expect(count(renderChartSvg(spec), /fill-opacity/g)).toBe(1);
    expect(texts(spec)).toContain('Hollow: Apr 2019 not complete yet');
  });

  it('begins the axis at zero, and says so where it does not', () => {
    const steady: ChartSpec = {
      ...line,
      format: { kind: 'percent' },
      series: [{ name: '', values: [0.52, 0.525, 0.53, 0.534] }],
    };
    expect(texts(line)).toContain('$0');
    expect(texts(steady)).not.toContain('0%');
    expect(texts(steady)).toContain('The axis begins at 52%, not at zero');
  });

  it('stands a few short names side by side, each bar with its number', () => {
    expect(texts(bars)).toEqual(['Revenue by location', '$1.52M', '$1.35M', 'Chicago', 'California']);
  });

  it('lays bars down where names are long, with the numbers in full', () => {
    const labels = ['Nest Learning Thermostat 3rd Gen-USA - Stainless Steel', 'Pen', 'Bag', 'Cup', 'Cap'];
    const spec: ChartSpec = { ...bars, labels, series: [{ name: '', values: [1500, 1400, 30, 20, 10] }] };
    expect(texts(spec).slice(1, 5)).toEqual([
      'Nest Learning Thermostat 3rd',
      'Gen-USA - Stainless Steel',
      '$1,500',
      'Pen',
    ]);
  });

  it('shows at most 15 categories and says how many there are', () => {
    const labels = Array.from({ length: 60 }, (_, index) => `Category ${index}`);
    const spec: ChartSpec = {
      ...bars,
      labels,
      series: [{ name: '', values: labels.map((_, index) => 60 - index) }],
    };
    expect(texts(spec)).toContain('Category 14');
    expect(texts(spec)).not.toContain('Category 15');
    expect(texts(spec).at(-1)).toBe('First 15 of 60 shown');
  });

  it('shows every bar of a run of periods, skipping labels only', () => {
    const labels = Array.from({ length: 60 }, (_, index) => `${(index % 30) + 1} Nov`);
    const spec: ChartSpec = { ...bars, labels, series: [{ name: '', values: labels.map(() => 5) }] };
    expect(count(renderChartSvg(spec), /<path d="M[^"]+Z"/g)).toBe(60);
    expect(texts(spec).join()).not.toContain('shown');
  });

  it('puts bars below zero on the other side of the line', () => {
    const spec: ChartSpec = { ...bars, series: [{ name: '', values: [500, -500] }] };
    expect(texts(spec)).toContain('−$500');
  });

  it('adds small parts of a whole up as others, so that it stays whole', () => {
    const labels = Array.from({ length: 20 }, (_, index) => `Part ${index}`);
    const spec: ChartSpec = {
      ...bars,
      kind: 'share',
      labels,
      series: [{ name: '', values: labels.map(() => 5) }],
    };
    expect(texts(spec).slice(-3)).toEqual(['Others (13)', '65.0%', '$65']);
  });

  it('draws a box for characters that the font lacks and says what it stands for', () => {
    const spec: ChartSpec = { ...bars, labels: ['東京 Tokyo', 'القاهرة'] };
    expect(texts(spec)).toContain('□ Tokyo');
    expect(texts(spec).at(-1)).toBe("□ stands for characters that the chart's font does not have");
    expect(texts({ ...bars, labels: ['Zürich', 'Αθήνα'] })).toContain('Αθήνα');
  });

  it.each<[string, Partial<ChartSpec>]>([
    ['no labels', { labels: [] }],
    ['no series', { series: [] }],
    ['only gaps', { series: [{ name: '', values: [null, null] }] }],
    ['no numbers', { series: [{ name: '', values: [Number.NaN, Number.POSITIVE_INFINITY] }] }],
  ])('says that there is nothing to draw with %s', (_, part) => {
    expect(texts({ ...bars, ...part })).toContain('No values to draw');
  });

  it('escapes what data brings', () => {
    expect(renderChartSvg({ ...bars, title: '<script>&"' })).toContain('&lt;script&gt;&amp;&quot;');
  });
});
