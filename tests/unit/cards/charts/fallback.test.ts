import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChartSpec } from '../../../../cards/chart.ts';
import { chartAltText, chartAsText } from '../../../../cards/charts/fallback.ts';
import { displayWidth } from '../../../../cards/display-width.ts';
import { anyChart } from '../../../arbitraries/card.ts';

const line: ChartSpec = {
  kind: 'line',
  title: 'Orders by month',
  labels: ['Jan', 'Feb', 'Mar', 'Apr'],
  series: [{ name: 'Orders', values: [0, 7, null, 14] }],
  format: { kind: 'integer' },
  partial: ['Apr'],
};

describe('a chart as text', () => {
  it('draws a line as marks from zero, with a gap where there is no value', () => {
    expect(chartAsText(line).split('\n')).toEqual([
      '▁▅ █',
      'lowest 0 (Jan), highest 14 (Apr), last 14 (Apr)',
      'Jan → Apr, 4 points',
      '(Apr not complete yet)',
    ]);
  });

  it('draws bars to scale, hatched below zero', () => {
    const spec: ChartSpec = {
      ...line,
      kind: 'bar',
      partial: undefined,
      labels: ['A', 'B', 'C', 'D'],
      series: [{ name: '', values: [20, 10, -10, null] }],
    };
    expect(chartAsText(spec, { width: 26 }).split('\n')).toEqual([
      'A ████████████████████  20',
      'B ██████████            10',
      'C ░░░░░░░░░░           −10',
      'D                        –',
    ]);
  });

  it('says how many bars are left out', () => {
    const spec: ChartSpec = {
      ...line,
      kind: 'bar',
      labels: ['A', 'B', 'C'],
      series: [{ name: '', values: [3, 2, 1] }],
    };
    expect(chartAsText(spec, { maxBars: 2 })).toContain('… 1 more');
  });

  it('shades the parts of a stack and keys them', () => {
    const spec: ChartSpec = {
      ...line,
      kind: 'stacked',
      partial: undefined,
      labels: ['Q1', 'Q2'],
      series: [
        { name: 'New', values: [1, 3] },
        { name: 'Old', values: [3, 5] },
      ],
    };
    expect(chartAsText(spec, { width: 24 })).toBe(
      '█ New  ▓ Old\nQ1 ██▓▓▓▓▓▓▓▓          4\nQ2 ███████▓▓▓▓▓▓▓▓▓▓▓▓ 8',
    );
  });

  it('adds the share of the whole to each part', () => {
    const spec: ChartSpec = {
      ...line,
      kind: 'share',
      partial: undefined,
      labels: ['A', 'B'],
      series: [{ name: '', values: [3, 1] }],
    };
    expect(chartAsText(spec)).toMatch(/A █+ +3 \(75\.0%\)\nB █+ +1 \(25\.0%\)/);
  });

  it('describes itself in a sentence for those who cannot see it', () => {
    expect(chartAltText(line)).toBe(
      'Line chart: Orders by month. lowest 0 (Jan), highest 14 (Apr), last 14 (Apr). Apr not complete yet.',
    );
  });

  it('stays within its width whatever the chart, and the description within 2,000 characters', () => {
    fc.assert(
      fc.property(anyChart, fc.integer({ min: 24, max: 120 }), (spec, width) => {
        for (const one of chartAsText(spec, { width }).split('\n')) {
          expect(displayWidth(one)).toBeLessThanOrEqual(width);
        }
        expect(chartAltText(spec).length).toBeLessThan(2000);
      }),
      { numRuns: 150 },
    );
  });
});
