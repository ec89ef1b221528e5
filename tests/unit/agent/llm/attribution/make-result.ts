/** Makes a result as the tools give it. */
import type { ResultSeen } from '../../../../../agent/llm/grounding/result-seen.ts';
import type { Card, Cell, TableColumn } from '../../../../../cards/card.ts';
import type { Format } from '../../../../../cards/format.ts';

export const MONEY: Format = { kind: 'currency', currency: 'USD' };
export const COUNT: Format = { kind: 'integer' };
export const PERCENT: Format = { kind: 'percent' };
export const TEXT: Format = { kind: 'text' };

export const dimension = (key: string, label: string): TableColumn => ({
  key,
  label,
  role: 'dimension',
  format: TEXT,
});
export const metric = (key: string, label: string, format: Format): TableColumn => ({
  key,
  label,
  role: 'metric',
  format,
});
const year = { from: '2019-01-01', to: '2019-12-31' };

interface Made {
  readonly tool?: string;
  readonly args?: Readonly<Record<string, unknown>>;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Cell[])[];
  readonly period?: { readonly from: string; readonly to: string } | null;
  readonly answer?: string;
  readonly headlines?: Card['headlines'];
}

export function result({
  tool = 'sql_analytics',
  args = {},
  columns,
  rows,
  period = year,
  answer = '',
  headlines = [],
}: Made): ResultSeen {
  return {
    call: { tool, args },
    card: { tone: 'answer', title: 'Answer', headlines },
    summary: '',
    facts: {
      answer,
      columns,
      rows: rows.map((row) => Object.fromEntries(columns.map(({ key }, at) => [key, row[at] ?? null]))),
      period,
      sql: null,
      params: [],
      definition: null,
    },
  };
}
