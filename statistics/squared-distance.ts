/** Squared Euclidean distance between a row of one row-major matrix and a row of another. */
export function squaredDistance(
  a: Float64Array,
  rowOfA: number,
  b: Float64Array,
  rowOfB: number,
  dims: number,
): number {
  const startOfA = rowOfA * dims;
  const startOfB = rowOfB * dims;
  let sum = 0;
  for (let dim = 0; dim < dims; dim++) {
    const difference = (a[startOfA + dim] as number) - (b[startOfB + dim] as number);
    sum += difference * difference;
  }
  return sum;
}
