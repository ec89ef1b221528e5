/** “revenue … per customer”: a ratio where the model has one, a question back where two readings are open. */
import { after, type Clause } from '../clause.ts';
import { is } from '../item.ts';
import { ratioOf } from './ratio.ts';

export const perClause: Clause = (reading, at) => {
  const { items, draft, knowledge } = reading;
  if (!is(items[at], 'by') || !PER.has(items[at]?.key ?? '')) return 0;
  const place = after(reading, at + 1);
  const item = items[place];
  const said = draft.metrics.at(-1);
  if (!item || !said || item.metrics.length === 0) return 0;
  const ratio = ratioOf(reading, said.id, item.metrics);
  if (ratio !== null) {
    draft.metrics[draft.metrics.length - 1] = { ...said, id: ratio, dimension: null };
    return place + 1 - at;
  }
  const dimension = item.dimensions[0];
  if (dimension === undefined || dimension === 'customer') {
    reading.refusals.push(`I have no “${knowledge.metric(said.id)?.label ?? said.id} per ${item.text}”.`);
    return place + 1 - at;
  }
  return 0;
};

const PER = new Set(['per', 'per each', 'for each', 'for every', 'each', 'every', 'by each', 'divided by']);
