/** Inverse of a symmetric positive-definite matrix given by its rows; null where it is not positive definite. */
export function inverseOfPositiveDefinite(matrix: readonly (readonly number[])[]): number[][] | null {
  const lower = cholesky(matrix);
  if (!lower) return null;
  const columns = matrix.map((_, column) => {
    const unit = matrix.map((_row, i) => (i === column ? 1 : 0));
    return solveTransposed(lower, solveLower(lower, unit));
  });
  return matrix.map((_, i) => columns.map((column) => column[i] ?? 0));
}

/** The lower triangle L with L·Lᵀ = matrix, or null. */
function cholesky(matrix: readonly (readonly number[])[]): number[][] | null {
  const lower: number[][] = [];
  for (const [i, row] of matrix.entries()) {
    const made: number[] = [];
    lower.push(made);
    for (let j = 0; j <= i; j += 1) {
      const other = lower[j] ?? [];
      let rest = row[j] ?? 0;
      for (let k = 0; k < j; k += 1) rest -= (made[k] ?? 0) * (other[k] ?? 0);
      if (i === j && !(rest > 0)) return null;
      made.push(i === j ? Math.sqrt(rest) : rest / (other[j] ?? 1));
    }
  }
  return lower;
}

function solveLower(lower: readonly (readonly number[])[], right: readonly number[]): number[] {
  const solved: number[] = [];
  for (const [i, row] of lower.entries()) {
    const known = solved.reduce((sum, value, k) => sum + (row[k] ?? 0) * value, 0);
    solved.push(((right[i] ?? 0) - known) / (row[i] ?? 1));
  }
  return solved;
}

function solveTransposed(lower: readonly (readonly number[])[], right: readonly number[]): number[] {
  const solved = [...right];
  for (let i = lower.length - 1; i >= 0; i -= 1) {
    let rest = right[i] ?? 0;
    for (let k = i + 1; k < lower.length; k += 1) rest -= (lower[k]?.[i] ?? 0) * (solved[k] ?? 0);
    solved[i] = rest / (lower[i]?.[i] ?? 1);
  }
  return solved;
}
