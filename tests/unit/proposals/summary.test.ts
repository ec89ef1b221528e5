import { expect, it } from 'vitest';
import { suggestionsPayloadOf } from '../../../tools/proposals/make-payload.ts';
import type { SuggestionPayload } from '../../../tools/proposals/payload.ts';
import { confidenceWords } from '../../../tools/proposals/suggestion-card.ts';

const told = (payload: object, expected: number, people = 0) => ({
  payload: payload as SuggestionPayload,
  priority: 'high' as const,
  value: { expected },
  people,
});

it('adds up what is of the same kind and of the same 90 days', () => {
  const winner = told({ type: 'ab_test_winner', impact: { annual_additional_conversions: 730 } }, 1000, 40);
  const funnel = told({ type: 'funnel_optimization', impact: { optimization_potential: 20 } }, 500, 2);
  const spend = told({ type: 'spend_alert', impact: {} }, 9000);
  const { summary } = suggestionsPayloadOf([winner, funnel, spend], {
    tenantId: '00000000-0000-0000-0000-000000000001',
    now: new Date('2026-03-18T08:00:00Z'),
  });
  expect(summary.total_estimated_impact).toEqual({
    // Money that is saved is no revenue.
    revenue_opportunity: 1500,
    users_affected: 42,
    // 730 a year are 180 in 90 days.
    conversion_improvements: 200,
  });
});

it('calls nothing certain', () => {
  expect([1, 0.995, 0.994, 0.51, 0.004].map(confidenceWords)).toEqual([
    'above 99%',
    'above 99%',
    '99%',
    '51%',
    'below 1%',
  ]);
});
