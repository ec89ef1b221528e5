/**
 * The items of a source, which reads on while those before are still being used: up to `depth` wait. What the
 * source throws is thrown in its place.
 */
export async function* readAhead<T>(source: AsyncGenerator<T>, depth: number): AsyncGenerator<T> {
  const waiting: Promise<IteratorResult<T>>[] = [];
  const ask = () => {
    const item = source.next();
    // Whoever takes the item hears of its failure; nobody may.
    item.catch(() => {});
    waiting.push(item);
  };
  try {
    for (let i = 0; i < depth; i += 1) ask();
    for (let item = await waiting.shift(); item && !item.done; item = await waiting.shift()) {
      ask();
      yield item.value;
    }
  } finally {
    await Promise.allSettled([...waiting, source.return(undefined)]);
  }
}
