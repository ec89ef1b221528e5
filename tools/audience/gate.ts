/**
 * The gate: a typed condition over customers, whoever writes it (rules, model, button, a saved segment).
 * `compile-gate.ts` turns it into parameterised SQL, `describe-gate.ts` into words.
 */
import { z } from 'zod';
import { GRAINS, periodExpression } from '../periods/period-expression.ts';

/** What can be said of a thing somebody bought or looked at. Values as stored, of `discount` 'true' or 'false'; `contains` looks inside names. */
const target = z.object({
  of: z.enum([
    'product',
    'sku',
    'category',
    'group',
    'color',
    'channel',
    'device',
    'page',
    'coupon',
    'coupon_status',
    'discount',
  ]),
  op: z.enum(['in', 'not_in', 'contains']).default('in'),
  values: z.array(z.string()).min(1).max(200),
});
export type Target = z.infer<typeof target>;

const bounds = {
  op: z.enum(['>', '>=', '<', '<=', '=', 'between']),
  value: z.number(),
  /** Upper end for `between`; both ends are included. */
  upper: z.number().optional(),
};

/**
 * How often, how many units, of how many products or categories, or for how much in all; without it: at least once.
 * `amount` is revenue. With `each` one order alone must hold it: “over 200 in a single order”.
 */
const measure = z.object({
  of: z.enum(['times', 'orders', 'units', 'amount', 'average_order', 'categories', 'products']),
  each: z.literal('order').optional(),
  ...bounds,
});
export type Measure = z.infer<typeof measure>;

const did = z.object({
  kind: z.literal('did'),
  /** `purchase` reads the sales, anything else the events of that type (`any` of them: every event). */
  action: z.string(),
  targets: z.array(target).max(10).default([]),
  /** Other goods that the same order holds, each by targets of its own: “socks and shoes in one order”. */
  together: z.array(z.array(target).min(1).max(10)).min(1).max(5).optional(),
  measure: measure.optional(),
  within: periodExpression.default({ kind: 'all' }),
  /** In every calendar month (week, …) that the period touches; the measure holds in each of them. */
  every: z.enum(GRAINS).optional(),
});

/** Things done one after another, each on a later day than the one before. */
const sequence = z.object({
  kind: z.literal('sequence'),
  /** Each a `did` without a measure, of no single order and not of every month. */
  steps: z
    .array(z.lazy((): z.ZodType<Did> => part as unknown as z.ZodType<Did>))
    .min(2)
    .max(5)
    .refine((steps) => steps.every(({ kind }) => kind === 'did'), { message: 'every step is a did' }),
  /** The first times are compared (“socks before shoes”); otherwise any later day will do (“socks and later shoes”). */
  firsts: z.boolean().optional(),
});

/** Traits that are numbers. */
export const NUMBER_TRAITS = [
  'age',
  'tenure_months',
  'total_spent',
  'orders',
  'days_since_last_order',
  'days_since_last_seen',
  'engagement',
  'churn_probability',
  'lifetime_value',
] as const;

/** A trait of the customer, of their profile or of their scores. */
const trait = z.object({
  kind: z.literal('trait'),
  trait: z.enum([
    'location',
    'country',
    'gender',
    'favorite_color',
    'customer_segment',
    'segment',
    'top_interest',
    'preferred_channel',
    ...NUMBER_TRAITS,
    'likes_luxury',
    'email_consent',
    'whatsapp_consent',
    'sms_consent',
  ]),
  op: z.enum(['in', 'not_in', '>', '>=', '<', '<=', '=', 'between', 'is_known', 'is_unknown']),
  /** For `in` and `not_in`; flags are 'true' and 'false'. `segment` takes names or ids. */
  values: z.array(z.string()).max(200).default([]),
  value: z.number().optional(),
  upper: z.number().optional(),
});

/** A day in the life of the customer that lies in the period. */
const milestone = z.object({
  kind: z.literal('milestone'),
  of: z.enum(['first_order', 'last_order', 'signup', 'first_seen', 'last_seen']),
  within: periodExpression,
});

export type Gate =
  | { kind: 'everyone' }
  | { kind: 'all'; of: Gate[] }
  | { kind: 'any'; of: Gate[] }
  | { kind: 'not'; gate: Gate }
  | z.infer<typeof did>
  | z.infer<typeof sequence>
  | z.infer<typeof trait>
  | z.infer<typeof milestone>;

export type Did = z.infer<typeof did>;
export type Sequence = z.infer<typeof sequence>;
export type Trait = z.infer<typeof trait>;
export type Milestone = z.infer<typeof milestone>;

const part: z.ZodType<Gate> = z.lazy(() =>
  z.union([
    z.object({ kind: z.literal('everyone') }),
    z.object({ kind: z.literal('all'), of: z.array(part).min(1).max(20) }),
    z.object({ kind: z.literal('any'), of: z.array(part).min(1).max(20) }),
    z.object({ kind: z.literal('not'), gate: part }),
    did,
    sequence,
    trait,
    milestone,
  ]),
);

/** Each `did` is a pass over the facts; no person says so many conditions, a program might. */
const MOST_PARTS = 100;

export const gate = part.refine((whole) => countParts(whole) <= MOST_PARTS, {
  message: `a condition has at most ${MOST_PARTS} parts`,
});

function countParts(whole: Gate): number {
  switch (whole.kind) {
    case 'all':
    case 'any':
      return whole.of.reduce((sum, each) => sum + countParts(each), 1);
    case 'not':
      return 1 + countParts(whole.gate);
    case 'sequence':
      return 1 + whole.steps.length;
    default:
      return 1;
  }
}
