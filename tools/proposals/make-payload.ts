/** From proposals to the payload of the users' document. Pure. */
import { type Proposal, VALUE_DAYS } from '../proposal.ts';
import {
  type Priority,
  type SuggestionPayload,
  type SuggestionsPayload,
  suggestionPayload,
} from './payload.ts';

/** What a payload calls the confidence, which is calibrated after the rest is computed. */
const CONFIDENCE_NAMES: Readonly<Record<string, string>> = {
  ab_test_winner: 'confidence_level',
  ab_test_broken: 'confidence_level',
};

interface Told {
  readonly id: string;
  readonly confidence: number;
  /** Where it is shown: `https://…/s/<id>`. */
  readonly url: string;
}

/** One suggestion. Throws a ZodError where the proposal lacks what its type has to say. */
export function payloadOf(proposal: Proposal, { id, confidence, url }: Told): SuggestionPayload {
  const { type, title, description, impact, value, detail, actions } = proposal;
  return suggestionPayload.parse({
    id,
    type,
    title,
    description,
    impact: {
      ...impact,
      ...(value && {
        expected_value: round(value.expected),
        expected_value_low: round(value.low),
        expected_value_high: round(value.high),
      }),
      [CONFIDENCE_NAMES[type] ?? 'confidence_score']: Math.round(confidence * 1000) / 1000,
    },
    ...(detail && { [detail.key]: detail.fields }),
    recommended_actions: actions.map(({ action_type, fields }) => ({ ...fields, action_type })),
    cta_url: url,
  });
}

const YEAR_DAYS = 365;

const round = (amount: number): number => Math.round(amount * 100) / 100;

interface Counted {
  readonly payload: SuggestionPayload;
  readonly priority: Priority;
  readonly value: { readonly expected: number } | null;
  readonly people: number;
}

/**
 * All suggestions of a morning. The summary adds up what each expects within `VALUE_DAYS`, as the users' document does: people
 * and money that two suggestions speak of count in both. Spend that is saved is no revenue and is left out.
 */
export function suggestionsPayloadOf(
  suggestions: readonly Counted[],
  { tenantId, now }: { readonly tenantId: string; readonly now: Date },
): SuggestionsPayload {
  const total = (of: (each: Counted) => number) => suggestions.reduce((sum, each) => sum + of(each), 0);
  const having = (wanted: Priority) => suggestions.filter(({ priority }) => priority === wanted).length;
  return {
    agent_type: 'audience_intelligence',
    tenant_id: tenantId,
    timestamp: now.toISOString(),
    priority: having('high') > 0 ? 'high' : having('medium') > 0 ? 'medium' : 'low',
    suggestions: suggestions.map(({ payload }) => payload),
    summary: {
      total_suggestions: suggestions.length,
      high_priority: having('high'),
      medium_priority: having('medium'),
      total_estimated_impact: {
        revenue_opportunity: round(
          total(({ value, payload }) =>
            payload.type === 'spend_alert' ? 0 : Math.max(0, value?.expected ?? 0),
          ),
        ),
        users_affected: total(({ people }) => people),
        conversion_improvements: round(total(({ payload }) => conversionsOf(payload))),
      },
    },
  };
}

/** Within `VALUE_DAYS`, as the money is. */
function conversionsOf(payload: SuggestionPayload): number {
  switch (payload.type) {
    case 'ab_test_winner':
      return (Math.max(0, payload.impact.annual_additional_conversions) * VALUE_DAYS) / YEAR_DAYS;
    case 'funnel_optimization':
      return payload.impact.optimization_potential;
    default:
      return 0;
  }
}
