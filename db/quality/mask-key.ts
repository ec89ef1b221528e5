/**
 * A key as it may be shown and stored. Some teams use e-mail addresses, names or telephone numbers as
 * customer ids; those are hidden.
 */
export function maskKey(key: string | null): string {
  if (key === null || key.trim() === '') return '(blank)';
  const personal =
    key.includes('@') || /^\+?\d{10,15}$/.test(key) || /^\p{Lu}\p{Ll}+([ ,.]+\p{Lu}\p{Ll}*)+$/u.test(key);
  return personal ? '(hidden: looks like personal data)' : key;
}
