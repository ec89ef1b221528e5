import type { Facts } from '../define-tool.ts';
import type { Discovered } from './discovered.ts';
import { peopleTable } from './discovery-card.ts';

/** The audience for machines: the rows of the card's table, the gate's statement and how interest was judged. */
export function discoveryFacts(data: Discovered): Facts {
  const { columns, rows } = peopleTable(data);
  const statement = data.refineSql ?? data.gateSql;
  return {
    answer: data.answer,
    columns,
    rows,
    period: null,
    sql: statement.text,
    params: statement.values,
    definition: data.audience,
  };
}
