/** Published data sets that figures are checked against; they are not part of the project. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';

const folder = resolve(process.env.WALKER_DATASETS ?? '../shared/datasets');

/** Whether the file is there; tests that need it skip otherwise. */
export function hasDataset(file: string): boolean {
  return existsSync(join(folder, file));
}

export function readDataset(file: string): Record<string, string>[] {
  return parse(readFileSync(join(folder, file)), { columns: true, bom: true });
}

/** The iris flowers as rows of four measures. */
export function readIris(): Float64Array {
  const columns = ['sepal_length', 'sepal_width', 'petal_length', 'petal_width'];
  return Float64Array.from(
    readDataset('iris/iris.csv').flatMap((flower) => columns.map((column) => Number(flower[column]))),
  );
}

interface Order {
  readonly customer: string;
  readonly day: number;
  readonly order: string;
  readonly amount: number;
}

/** Days since the last order before `today`, number of different orders, and amount, one entry a customer. */
export function summarise(orders: Iterable<Order>, today: number) {
  const customers = new Map<string, { last: number; orders: Set<string>; amount: number }>();
  for (const { customer, day, order, amount } of orders) {
    const known = customers.get(customer) ?? { last: 0, orders: new Set(), amount: 0 };
    known.last = Math.max(known.last, day);
    known.orders.add(order);
    known.amount += amount;
    customers.set(customer, known);
  }
  const all = [...customers.values()];
  return {
    recency: Float64Array.from(all, ({ last }) => Math.round((today - last) / 86_400_000)),
    frequency: Float64Array.from(all, ({ orders: { size } }) => size),
    monetary: Float64Array.from(all, ({ amount }) => amount),
  };
}
