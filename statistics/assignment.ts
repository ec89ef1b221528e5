/**
 * The assignment of rows to columns with the least total cost: the Hungarian method with potentials (Kuhn 1955,
 * Munkres 1957; successive shortest paths as in Jonker and Volgenant 1987), O(rows² × columns). `cost` has at least
 * as many columns as rows and finite values. Returns the column of each row.
 */
export function assignAtLeastCost(cost: readonly (readonly number[])[]): number[] {
  const columns = cost[0]?.length ?? 0;
  if (columns < cost.length) throw new RangeError(`${cost.length} rows do not fit ${columns} columns`);
  const potentials: Potentials = {
    rows: new Array<number>(cost.length).fill(0),
    columns: new Array<number>(columns).fill(0),
  };
  const rowOf = new Array<number>(columns).fill(-1);
  for (const row of cost.keys()) placeRow(cost, row, rowOf, potentials);
  const columnOf = new Array<number>(cost.length).fill(-1);
  for (const [column, row] of rowOf.entries()) if (row >= 0) columnOf[row] = column;
  return columnOf;
}

interface Potentials {
  readonly rows: number[];
  readonly columns: number[];
}

/** Gives a row a column along the shortest augmenting path, on which rows placed before may change theirs. */
function placeRow(
  cost: readonly (readonly number[])[],
  start: number,
  rowOf: number[],
  potentials: Potentials,
): void {
  const distance = rowOf.map(() => Number.POSITIVE_INFINITY);
  const previous = rowOf.map(() => -1);
  const reached: number[] = [];
  let column = -1;
  let row = start;
  let walked = 0;
  for (;;) {
    for (const [other, known] of distance.entries()) {
      if (reached.includes(other)) continue;
      const reduced =
        walked + at(cost[row], other) - at(potentials.rows, row) - at(potentials.columns, other);
      if (reduced < known) {
        distance[other] = reduced;
        previous[other] = column;
      }
    }
    column = nearest(distance, reached);
    walked = at(distance, column);
    reached.push(column);
    if (at(rowOf, column) < 0) break;
    row = at(rowOf, column);
  }
  potentials.rows[start] = at(potentials.rows, start) + walked;
  for (const visited of reached) {
    const slack = walked - at(distance, visited);
    potentials.columns[visited] = at(potentials.columns, visited) - slack;
    const owner = at(rowOf, visited);
    if (owner >= 0) potentials.rows[owner] = at(potentials.rows, owner) + slack;
  }
  while (column >= 0) {
    const before = at(previous, column);
    rowOf[column] = before >= 0 ? at(rowOf, before) : start;
    column = before;
  }
}

function nearest(distance: readonly number[], reached: readonly number[]): number {
  let best = -1;
  for (const [column, value] of distance.entries())
    if (!reached.includes(column) && (best < 0 || value < at(distance, best))) best = column;
  return best;
}

function at(values: readonly number[] | undefined, index: number): number {
  return values?.[index] as number;
}
