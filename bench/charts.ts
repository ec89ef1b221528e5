/**
 * How long the first chart takes, how long one takes to become an SVG and a PNG of 1200 pixels once warm, and how
 * long that holds up everything else in the process. Target: PNG median under 60 ms.
 */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { ChartSpec } from '../cards/chart.ts';
import { renderChart, renderChartSvg } from '../cards/charts/render.ts';

const ROUNDS = 40;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const wave = (size: number, phase: number) => MONTHS.map((_, at) => size * (2 + Math.sin(at * 0.7 + phase)));
const format = { kind: 'currency', currency: 'USD', decimals: 0 } as const;

const CHARTS: Readonly<Record<string, ChartSpec>> = {
  'line with comparison': {
    kind: 'line',
    title: 'Revenue by month',
    subtitle: 'compared with the year before',
    labels: MONTHS,
    series: [
      { name: '2019', values: wave(200_000, 0) },
      { name: '2018', values: wave(160_000, 1), role: 'comparison' },
    ],
    format,
  },
  'two panels': {
    kind: 'line',
    title: 'Revenue and orders by month',
    labels: MONTHS,
    series: [
      { name: 'Revenue', values: wave(200_000, 0), format },
      { name: 'Orders', values: wave(1_000, 1), format: { kind: 'integer' } },
    ],
    format,
  },
  '15 bars': {
    kind: 'bar',
    title: 'Revenue by category',
    labels: Array.from({ length: 15 }, (_, at) => `Category number ${at + 1}`),
    series: [{ name: 'Revenue', values: Array.from({ length: 15 }, (_, at) => 1e6 / (at + 1)) }],
    format,
  },
  'stacked, 6 parts': {
    kind: 'stacked',
    title: 'Revenue by month and location',
    labels: MONTHS,
    series: Array.from({ length: 6 }, (_, at) => ({ name: `Location ${at + 1}`, values: wave(50_000, at) })),
    format,
  },
  share: {
    kind: 'share',
    title: 'Share of revenue',
    labels: ['Chicago', 'California', 'New York', 'New Jersey', 'Washington DC'],
    series: [{ name: 'Revenue', values: [1_515_055, 1_348_867, 873_879, 381_959, 240_260] }],
    format,
  },
};

export async function run(print: (line: string) => void): Promise<void> {
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const [first] = Object.values(CHARTS);
  if (first) print(`cold start, first SVG: ${ms(await timed(() => renderChartSvg(first)))}`);
  const all = { svg: [] as number[], png: [] as number[] };
  for (const [name, spec] of Object.entries(CHARTS)) {
    const svg: number[] = [];
    const png: number[] = [];
    let bytes = (await renderChart(spec)).length;
    for (let round = 0; round < ROUNDS; round++) {
      svg.push(await timed(() => renderChartSvg(spec)));
      png.push(
        await timed(async () => {
          bytes = (await renderChart(spec)).length;
        }),
      );
    }
    all.svg.push(...svg);
    all.png.push(...png);
    print(
      `${name}: SVG median ${ms(quantile(svg, 0.5))}; PNG median ${ms(quantile(png, 0.5))}, p95 ${ms(quantile(png, 0.95))}; ${Math.round(bytes / 1024)} kB`,
    );
  }
  loop.disable();
  print(
    `all charts: SVG median ${ms(quantile(all.svg, 0.5))}, PNG median ${ms(quantile(all.png, 0.5))} (target under 60 ms); meanwhile the event loop waited at most ${ms(loop.max / 1e6)}, p99 ${ms(loop.percentile(99) / 1e6)}`,
  );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}
