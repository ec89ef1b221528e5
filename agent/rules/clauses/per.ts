/** “revenue … per customer”: a ratio where the model has one, a question back where two readings are open. */
import { after, type Clause, type Reading } from '../clause.ts';
import type { SaidMetric } from '../draft.ts';
import { is } from '../item.ts';
import { CONVENTIONS } from '../lexicon/conventions.ts';
import { ratioOf } from './ratio.ts';

export const perClause: Clause = (reading, at) => {
  const { items, draft, knowledge } = reading;
  if (!is(items[at], 'by') || !PER.has(items[at]?.key ?? '')) return 0;
  const place = after(reading, at + 1);
  const item = items[place];
  const said = draft.metrics.at(-1) ?? marketingSaid(reading, at);
  if (!item || !said || item.metrics.length === 0) return 0;
  const ratio = ratioOf(reading, said.id, item.metrics);
  if (ratio !== null) {
    draft.metrics = [...draft.metrics.slice(0, -1), { ...said, id: ratio, dimension: null }];
    draft.marketing = false;
    return place + 1 - at;
  }
  const dimension = item.dimensions[0];
  if (dimension === undefined || dimension === 'customer') {
    reading.refusals.push(`I have no “${knowledge.metric(said.id)?.label ?? said.id} per ${item.text}”.`);
    return place + 1 - at;
  }
  return 0;
};

/** “how much did we spend on marketing per order”: the number is in the verb. */
const marketingSaid = ({ draft }: Reading, at: number): SaidMetric | null =>
  draft.marketing && draft.howMuch
    ? { id: CONVENTIONS.marketing, dimension: null, counted: false, at }
    : null;

const PER = new Set(['per', 'per each', 'for each', 'for every', 'each', 'every', 'by each', 'divided by']);
