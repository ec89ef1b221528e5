/**
 * The payload of the users' own document, “Suggestion Payload Format”: what is stored of each suggestion, posted to the
 * team's webhook and kept in the object store. Published as docs/schemas/suggestions.schema.json.
 */
import { z } from 'zod';

export const PRIORITIES = ['high', 'medium', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

const text = z.string().min(1);
const share = z.number().min(0).max(1);
const count = z.number().int().min(0);
const amount = z.number();
const tally = z.number().min(0);

/** Numbers by name; besides those named here there may be others, such as the ends of an interval. */
const impactOf = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).catchall(z.number());

const segment = z.object({
  segment_id: text,
  name: text,
  size: count,
  characteristics: z.record(z.string(), z.unknown()),
});

const funnelAnalysis = z.looseObject({
  funnel_name: text,
  critical_stage: text,
  current_conversion: share,
  benchmark_conversion: share,
  users_lost_monthly: tally,
});

const testArm = z.looseObject({
  variation: text,
  open_rate: share.optional(),
  click_rate: share.optional(),
  conversions: count,
});

const testFields = {
  test_id: text,
  test_name: text,
  duration_days: z.number().min(0),
  sample_size: count,
  p_value: share,
  statistical_significance: z.boolean(),
};

const winnerResults = z.looseObject({
  ...testFields,
  control: testArm,
  winner: testArm.extend({ improvement: z.number() }),
});

const brokenResults = z.looseObject({
  ...testFields,
  arms: z.array(z.looseObject({ variation: text, people: count, expected_people: tally })).min(2),
});

const recommendedAction = z.union([
  z.looseObject({ action_type: z.literal('create_campaign'), channel: text, campaign_name: text }),
  z.looseObject({
    action_type: z.literal('create_ab_test'),
    test_name: text,
    variations: z.array(z.looseObject({ name: text })).min(2),
  }),
  z.looseObject({ action_type: z.literal('apply_test_winner'), test_id: text }),
  z.looseObject({ action_type: z.literal('stop_ab_test'), test_id: text }),
  z.looseObject({ action_type: z.literal('save_segment'), segment_name: text }),
  // A look at the numbers: decides nothing.
  z.looseObject({ action_type: z.string().regex(/^review_[a-z_]+$/) }),
]);

const common = {
  id: z.string().regex(/^sg_[A-Za-z0-9_]+$/),
  title: text,
  description: text,
  recommended_actions: z.array(recommendedAction),
  cta_url: z.url(),
};

export const suggestionPayload = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('segment_opportunity'),
    impact: impactOf({ potential_revenue: amount, conversion_probability: share, confidence_score: share }),
    segment,
  }),
  z.strictObject({
    ...common,
    type: z.literal('churn_prevention'),
    impact: impactOf({
      potential_revenue_saved: amount,
      users_at_risk: count,
      avg_user_value: amount,
      confidence_score: share,
    }),
    segment,
  }),
  z.strictObject({
    ...common,
    type: z.literal('funnel_optimization'),
    impact: impactOf({
      potential_revenue_increase: amount,
      current_monthly_loss: amount,
      optimization_potential: tally,
      confidence_score: share,
    }),
    funnel_analysis: funnelAnalysis,
  }),
  z.strictObject({
    ...common,
    type: z.literal('ab_test_winner'),
    impact: impactOf({
      conversion_improvement: z.number(),
      annual_additional_conversions: z.number(),
      confidence_level: share,
    }),
    test_results: winnerResults,
  }),
  z.strictObject({
    ...common,
    type: z.literal('ab_test_broken'),
    impact: impactOf({ people_affected: count, confidence_level: share }),
    test_results: brokenResults,
  }),
  z.strictObject({
    ...common,
    type: z.literal('spend_alert'),
    impact: impactOf({
      monthly_overspend: amount,
      cost_per_conversion: tally,
      usual_cost_per_conversion: tally,
      confidence_score: share,
    }),
  }),
  z.strictObject({
    ...common,
    type: z.literal('anomaly'),
    impact: impactOf({ revenue_difference: amount, expected_revenue: amount, confidence_score: share }),
  }),
]);
export type SuggestionPayload = z.infer<typeof suggestionPayload>;

export const suggestionsPayload = z.strictObject({
  agent_type: z.literal('audience_intelligence'),
  tenant_id: z.guid(),
  timestamp: z.iso.datetime({ offset: true }),
  priority: z.enum(PRIORITIES),
  suggestions: z.array(suggestionPayload),
  summary: z.strictObject({
    total_suggestions: count,
    high_priority: count,
    medium_priority: count,
    total_estimated_impact: z.strictObject({
      revenue_opportunity: amount,
      users_affected: count,
      conversion_improvements: tally,
    }),
  }),
});
export type SuggestionsPayload = z.infer<typeof suggestionsPayload>;

/** The schema as published. */
export function publishedSchema(): object {
  return {
    title: 'Suggestions of the Audience Walker',
    ...z.toJSONSchema(suggestionsPayload, { target: 'draft-2020-12' }),
  };
}
