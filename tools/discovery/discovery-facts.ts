import type { Facts } from '../define-tool.ts';
import type { Discovered } from './discovered.ts';
import { peopleTable } from './discovery-card.ts';

/** The audience for machines: the rows of the card's table and the gate's statement; that of the interest names every member. */
export function discoveryFacts(data: Discovered): Facts {
  const { columns, rows } = peopleTable(data);
  return {
    answer: data.answer,
    columns,
    rows,
    period: null,
    sql: data.gateSql.text,
    params: data.gateSql.values,
    definition: data.audience,
  };
}
