/**
 * `size` different row numbers below `rows`, ascending, each as likely as any other (Knuth's selection sampling,
 * TAOCP 3.4.2 S); all of them, without a draw, where there are no more.
 */
export function sampleRows(rows: number, size: number, random: () => number): Int32Array {
  if (size >= rows) return Int32Array.from({ length: rows }, (_, row) => row);
  const chosen = new Int32Array(size);
  let taken = 0;
  for (let row = 0; taken < chosen.length; row++) {
    if (random() * (rows - row) < chosen.length - taken) chosen[taken++] = row;
  }
  return chosen;
}

/** Copies the rows of a row-major matrix, in the given order. */
export function pickRows(data: Float64Array, dims: number, rows: Int32Array): Float64Array {
  const picked = new Float64Array(rows.length * dims);
  for (const [at, row] of rows.entries()) picked.set(data.subarray(row * dims, (row + 1) * dims), at * dims);
  return picked;
}
