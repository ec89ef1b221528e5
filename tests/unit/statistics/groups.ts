import fc from 'fast-check';

/** Rows of 1 to 4 columns and a number of clusters they can be cut into. */
export function rowsAndK(value: fc.Arbitrary<number>, most = 60) {
  return fc.integer({ min: 1, max: 4 }).chain((dims) =>
    fc
      .array(fc.array(value, { minLength: dims, maxLength: dims }), { minLength: 1, maxLength: most })
      .chain((rows) =>
        fc.record({
          dims: fc.constant(dims),
          data: fc.constant(Float64Array.from(rows.flat())),
          k: fc.integer({ min: 1, max: Math.min(6, rows.length) }),
          seed: fc.nat(),
        }),
      ),
  );
}

/** `size` rows around each place, spread by `spread` (uniform): groups that are plain to see. */
export function groupsAround(
  places: readonly (readonly number[])[],
  size: number,
  spread: number,
  random: () => number,
): Float64Array {
  return Float64Array.from(
    places.flatMap((place) =>
      Array.from({ length: size }, () => place.map((value) => value + spread * (2 * random() - 1))).flat(),
    ),
  );
}
