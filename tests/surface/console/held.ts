/** A promise that a test keeps open until it says so. */
export function held(): { readonly until: Promise<void>; readonly finish: () => void } {
  let finish: () => void = () => undefined;
  const until = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return { until, finish: () => finish() };
}
