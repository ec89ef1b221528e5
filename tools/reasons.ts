/** Why an answer was not good, as people choose it. */
export const REASONS = ['number', 'period', 'meaning', 'missing', 'other'] as const;
export type Reason = (typeof REASONS)[number];

export const REASON_LABELS: Readonly<Record<Reason, string>> = {
  number: 'A number is wrong',
  period: 'Wrong period or filter',
  meaning: 'I meant something else',
  missing: 'Something is missing',
  other: 'Something else',
};
