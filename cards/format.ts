/** How a value is to be written for people. Data; `formatValue` turns it into text. */
export type Format =
  | { readonly kind: 'integer' }
  | { readonly kind: 'number'; readonly decimals: number }
  /** `currency` is an ISO 4217 code. */
  | { readonly kind: 'currency'; readonly currency: string; readonly decimals?: number }
  /** The value is a fraction: 0.5467 is written 54.7%. */
  | { readonly kind: 'percent'; readonly decimals?: number }
  | { readonly kind: 'text' }
  /** The value is `YYYY-MM-DD`. */
  | { readonly kind: 'date' }
  /** The value is the first day of the bucket, `YYYY-MM-DD`, or an already short key such as `2019-01`. */
  | { readonly kind: 'bucket'; readonly grain: 'day' | 'week' | 'month' | 'quarter' | 'year' };
