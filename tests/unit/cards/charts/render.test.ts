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
async function texts(spec: ChartSpec): Promise<string[]> {
  const svg = await renderChartSvg(spec);
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1] ?? '');
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

  it('draws the intervals of bars, the value beyond each; a bar without one keeps its own', async () => {
    const values = [0.051, 0.119, 0.2];
    const plain = { ...bars, labels: ['Control', 'B', 'C'], format: { kind: 'percent' } as const };
    const sure: ChartSpec = { ...plain, series: [{ name: 'Rate', values }] };
    const intervals = [{ low: 0.037, high: 0.069 }, { low: 0.097, high: 0.145 }, null];
    const unsure: ChartSpec = { ...plain, series: [{ name: 'Rate', values, intervals }] };
    expect((await texts(unsure)).sort()).toEqual((await texts(sure)).sort());
    const strokes = async (spec: ChartSpec) =>
      (await renderChartSvg(spec)).split('stroke-width="2"').length - 1;
    expect((await strokes(unsure)) - (await strokes(sure))).toBe(6);
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

  it('writes no NaN or infinite coordinate, whatever the values', async () => {
    await fc.assert(
      fc.asyncProperty(anyChart, async (spec) => {
        const shapes = (await renderChartSvg(spec))
          .replace(/<text[^>]*>[^<]*<\/text>/g, '')
          .replace(/aria-label="[^"]*"/, '');
        expect(shapes).not.toMatch(/NaN|Infinity|undefined/);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what a chart shows', () => {
  it('has a title, the period, short amounts on the axis, and the last value at the end of the line', async () => {
    expect(await texts(line)).toEqual([
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
      'Revenue by month',
      '1 Jan – 30 Apr 2019',
    ]);
  });

  it('names each line at its end, with its last value', async () => {
    const series = [
      { name: 'Q4 {2019}', values: [1, 2, 3, 4] },
      { name: 'Q3 2019', values: [1, 1, 2, 2], role: 'comparison' as const },
    ];
    const shown = await texts({ ...line, series });
    expect(shown.slice(-6, -2)).toEqual(['Q3 2019', '$2', 'Q4 (2019)', '$4']);
  });

  it('gives a name that is too long a second row, and keeps its year', async () => {
    const series = [
      { name: '2026', values: [1, 2, 3, 4] },
      { name: '1 Jan – 20 Nov 2025', values: [1, 1, 2, 2], role: 'comparison' as const },
    ];
    const shown = await texts({ ...line, series });
    expect(shown.slice(-7, -2)).toEqual(['1 Jan – 20 Nov', '2025', '$2', '2026', '$4']);
  });

  it('keeps the names at the ends of lines apart', async () => {
    const series = ['A', 'B', 'C', 'D', 'E', 'F'].map((name) => ({ name, values: [1, 1, 1, 1] }));
    const svg = await renderChartSvg({ ...line, series });
    const tops = [...svg.matchAll(/ y="([\d.-]+)" transform="translate\([\d.]+ ([\d.]+)\)"[^>]*>[A-F]</g)]
      .map(([, y, from]) => Number(y) + Number(from))
      .sort((a, b) => a - b);
    expect(tops).toHaveLength(6);
    for (const [index, top] of tops.entries()) {
      expect(top - (tops[index - 1] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(17);
    }
  });

  it('says which periods are not complete', async () => {
    expect(await texts({ ...line, partial: ['Apr 2019'] })).toContain('Hollow: Apr 2019 not complete yet');
  });

  it('begins the axis at zero, and says so where it does not', async () => {
    const steady: ChartSpec = {
      ...line,
      format: { kind: 'percent' },
      series: [{ name: '', values: [0.52, 0.525, 0.53, 0.534] }],
    };
    expect(await texts(line)).toContain('$0');
    expect(await texts(steady)).not.toContain('0%');
    expect(await texts(steady)).toContain('The axis does not begin at zero');
  });

  it('tells the labels of an axis apart however close together the values are', async () => {
    const close = [1_000_100, 1_000_150, 1_000_200, 1_000_300];
    const shown = await texts({ ...line, series: [{ name: '', values: close }] });
    const amounts = shown.slice(0, shown.indexOf('Jan 2019'));
    expect(amounts.length).toBeGreaterThan(2);
    expect(new Set(amounts).size).toBe(amounts.length);
  });

  it('stands a few short names side by side, each bar with its number', async () => {
    expect(await texts(bars)).toEqual(['Chicago', 'California', '$1.52M', '$1.35M', 'Revenue by location']);
  });

  it('lays bars down where names are long, with the numbers in full', async () => {
    const labels = ['Nest Learning Thermostat 3rd Gen-USA - Stainless Steel', 'Pen', 'Bag', 'Cup', 'Cap'];
    const values = [1500, 1400, 30, 20, null];
    const shown = await texts({ ...bars, labels, series: [{ name: '', values }] });
    expect(shown.slice(0, 3)).toEqual(['Nest Learning Thermostat 3rd', 'Gen-USA - Stainless Steel', 'Pen']);
    expect(shown.slice(-6, -1)).toEqual(['$1,500', '$1,400', '$30', '$20', '–']);
  });

  it('shows at most 15 categories and says how many there are', async () => {
    const labels = Array.from({ length: 60 }, (_, index) => `Category ${index}`);
    const values = labels.map((_, index) => 60 - index);
    const shown = await texts({ ...bars, labels, series: [{ name: '', values }] });
    expect(shown).toContain('Category 14');
    expect(shown).not.toContain('Category 15');
    expect(shown.at(-1)).toBe('First 15 of 60 shown');
  });

  it('puts bars below zero on the other side of the line', async () => {
    const spec: ChartSpec = { ...bars, series: [{ name: '', values: [500, -500] }] };
    expect(await texts(spec)).toContain('−$500');
  });

  it('writes the total at the end of each stack and keys its parts', async () => {
    const spec: ChartSpec = {
      ...bars,
      kind: 'stacked',
      labels: ['Q1', 'Q2'],
      series: [
        { name: 'New', values: [10, null] },
        { name: 'Returning', values: [30, -5] },
      ],
    };
    const shown = await texts(spec);
    expect(shown).toEqual(expect.arrayContaining(['$40', '−$5', 'New', 'Returning']));
  });

  it('adds small parts of a whole up as others, so that it stays whole', async () => {
    const labels = Array.from({ length: 20 }, (_, index) => `Part ${index}`);
    const series = [{ name: '', values: labels.map(() => 5) }];
    const shown = await texts({ ...bars, kind: 'share', labels, series });
    expect(shown).toEqual(expect.arrayContaining(['Others (13)', '65.0%', '$65']));
  });

  it('draws a box for characters that the font lacks and says what it stands for', async () => {
    const shown = await texts({ ...bars, labels: ['東京 Tokyo', 'القاهرة'] });
    expect(shown).toContain('□ Tokyo');
    expect(shown.at(-1)).toBe('□ stands for characters that the chart&#39;s font does not have');
    expect(await texts({ ...bars, labels: ['Zürich', 'Αθήνα'] })).toContain('Αθήνα');
  });

  it.each<[string, Partial<ChartSpec>]>([
    ['no labels', { labels: [] }],
    ['no series', { series: [] }],
    ['only gaps', { series: [{ name: '', values: [null, null] }] }],
    ['no numbers', { series: [{ name: '', values: [Number.NaN, Number.POSITIVE_INFINITY] }] }],
  ])('says that there is nothing to draw with %s', async (_, part) => {
    expect(await texts({ ...bars, ...part })).toContain('No values to draw');
  });

  it('escapes what data brings', async () => {
    expect(await renderChartSvg({ ...bars, title: '<script>&"' })).toContain('&lt;script&gt;&amp;&quot;');
  });
});
