/** `$0.0012`; cents where it is a dollar or more. */
export function sayCost(dollars: number | null): string {
  if (dollars === null) return 'cost unknown';
  return `$${dollars.toFixed(dollars >= 1 ? 2 : 4)}`;
}
