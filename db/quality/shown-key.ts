import type { QualityCheck } from './check.ts';

/** E-mail addresses, telephone numbers, words as in a name. */
const PERSONAL = [/@/, /^\+\d{7,15}$/, /^\d{10,12}$/, /^[\p{L}.'’-]+([ ,]+[\p{L}.'’-]+)+$/u];

/**
 * An offending key as it may be shown and stored. Some teams use e-mail addresses, names or telephone
 * numbers as customer ids; those are hidden.
 */
export function shownKey(check: QualityCheck, key: string | null): string {
  if (key === null || key.trim() === '') return '(blank)';
  const isCustomer =
    check.table === 'dim_customer' ||
    (check.kind === 'orphan' && check.references.startsWith('dim_customer.'));
  const hidden = isCustomer && PERSONAL.some((pattern) => pattern.test(key.trim()));
  return hidden ? '(hidden: looks like personal data)' : key;
}
