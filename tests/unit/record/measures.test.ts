import { describe, expect, it } from 'vitest';
import { estimateText, measureHeading } from '../../../tools/record/measures.ts';

const text = (...[type, measure, low, expected, high]: [Type, string, number, number, number]) =>
  estimateText({ type, measure, value: { low, expected, high } }, 'EUR');
type Type = Parameters<typeof estimateText>[0]['type'];

describe('what a number of the record counts', () => {
  it('stands beside it', () => {
    expect(text('churn_prevention', 'revenue', 1900, 4100, 7000)).toBe('€4,100 (€1,900 to €7,000)');
    expect(text('segment_opportunity', 'conversions', 8.2, 12.4, 17)).toBe('12 buyers (8 to 17)');
    expect(text('segment_opportunity', 'conversions', -1, 1.2, 3)).toBe('1 buyer (−1 to 3)');
    expect(text('ab_test_winner', 'conversions', 8, 12, 17)).toBe('12 conversions (8 to 17)');
    expect(text('spend_alert', 'overspend', 300, 700, 900)).toBe('€700 (€300 to €900)');
    expect(text('funnel_optimization', 'conversion', 0.101, 0.123, 0.123)).toBe(
      '12.3% of visits (10.1% to 12.3%)',
    );
  });

  it('is nothing where a thing is mended or is not', () => {
    expect(text('ab_test_broken', 'mended', 0, 1, 1)).toBeNull();
    expect(measureHeading('ab_test_broken', 'mended', 'EUR')).toBeNull();
    expect(measureHeading('churn_prevention', 'revenue', 'EUR')).toBe('Revenue (EUR)');
  });
});
