/**
 * p-values of several comparisons made together, in the order given, so that the chance of any false alarm among
 * those at or below α is at most α (Holm 1979).
 */
export function adjustByHolm(pValues: readonly number[]): number[] {
  const order = [...pValues.keys()].sort((a, b) => (pValues[a] as number) - (pValues[b] as number));
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  for (const [rank, at] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * (pValues[at] as number)));
    adjusted[at] = largest;
  }
  return adjusted;
}
