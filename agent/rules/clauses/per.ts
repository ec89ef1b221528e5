/** “revenue … per customer”: a ratio, as the model names it or made of the two numbers. */
import type { Metric } from '../../../tools/metrics/model.ts';
import { after, type Clause, type Reading } from '../clause.ts';
import type { SaidMetric } from '../draft.ts';
import { type Item, is } from '../item.ts';
import { CONVENTIONS } from '../lexicon/conventions.ts';
import { divided, ratioOf } from './divided.ts';

export const perClause: Clause = (reading, at) => {
  const { items, draft } = reading;
  const lead = items[at]?.key ?? '';
  if (!is(items[at], 'by') || !PER.has(lead)) return 0;
  const place = after(reading, at + 1);
  const item = items[place];
  const said = draft.metrics.at(-1) ?? marketingSaid(reading, at) ?? threadSaid(reading, lead, at);
  if (!item || !said || item.metrics.length === 0) return 0;
  const length = place + 1 - at;
  const ratio = ratioOf(reading, said.id, item.metrics);
  if (ratio !== null) return take(reading, said, item, ratio, length);
  const dimension = item.dimensions[0];
  if (dimension !== undefined && dimension !== 'customer') return 0;
  // “the tax of each customer” may be a list of them.
  const listed = dimension !== undefined && !FOR_ONE.has(lead);
  const made = listed
    ? { because: 'Say “per” for one number, or “by” for a list.' }
    : madeOf(reading, said, item, place);
  if ('id' in made) return take(reading, said, item, made.id, length);
  reading.refusals.push(`I have no “${labelOf(reading, said.id)} per ${item.text}”. ${made.because}`);
  return length;
};

function take(reading: Reading, said: SaidMetric, item: Item, id: string, length: number): number {
  const { draft } = reading;
  const before = draft.metrics.slice(0, -1);
  draft.metrics = [...before, { ...said, id, dimension: null }];
  draft.marketing = false;
  askWhetherAll(reading, before, item);
  return length;
}

/** “gross sales and tax per customer”: both of them, or the last alone? */
function askWhetherAll(reading: Reading, before: readonly SaidMetric[], item: Item): void {
  const each = before.map(({ id }) => divided(reading, id, item.metrics, 'per'));
  const ids = each.flatMap((ratio) => ('id' in ratio ? [ratio.id] : []));
  if (before.length === 0 || ids.length < before.length) return;
  reading.choices.push({
    question: `All of it per ${item.text}, or only the last?`,
    options: [
      {
        label: `All per ${item.text}`,
        apply: (draft) => {
          draft.metrics = draft.metrics.map((metric, index) => ({ ...metric, id: ids[index] ?? metric.id }));
        },
      },
      { label: `Only the last per ${item.text}`, apply: () => undefined },
    ],
  });
}

/** The ratio of the two; “per new customer” is what new customers did, over their number. */
function madeOf(
  reading: Reading,
  said: SaidMetric,
  item: Item,
  at: number,
): { readonly id: string } | { readonly because: string } {
  const { draft, knowledge } = reading;
  const upper = knowledge.metric(said.id);
  const lower = knowledge.metric(item.metrics[0] ?? '');
  if (!upper || !lower || !isSomeOf(lower) || !sameSource(upper, lower) || sameType(upper, lower))
    return divided(reading, said.id, item.metrics, 'per');
  const [type, more] = Object.entries(lower.about);
  const narrowed = draft.where.some(({ dimension }) => dimension === type?.[0]);
  if (!type || more || narrowed || Object.keys(upper.about).length > 0)
    return { because: `${upper.label} is told of everybody, and that is only some of them.` };
  const ratio = divided(reading, said.id, [CONVENTIONS.people], 'per');
  if ('id' in ratio) draft.where.push({ dimension: type[0], op: 'in', values: [type[1]], at, list: 'and' });
  return ratio;
}

/** Counts customers of one type, or of a certain measure: what all of them did is not what these did. */
const isSomeOf = (metric: Metric): boolean =>
  Object.keys(metric.about).length > 0 || (metric.kind === 'aggregate' && metric.per !== null);

const sameType = ({ about: one }: Metric, { about: other }: Metric): boolean =>
  Object.keys(other).length > 0 && JSON.stringify(one) === JSON.stringify(other);

const sameSource = (one: Metric, other: Metric): boolean =>
  one.kind !== 'aggregate' || other.kind !== 'aggregate' || one.source === other.source;

const labelOf = ({ knowledge }: Reading, id: string): string => knowledge.metric(id)?.label ?? id;

/** “how much did we spend on marketing per order”: the number is in the verb. */
const marketingSaid = ({ draft }: Reading, at: number): SaidMetric | null =>
  draft.marketing && draft.howMuch
    ? { id: CONVENTIONS.marketing, dimension: null, counted: false, at }
    : null;

/** “per customer” alone, behind an answer about one number; behind one per order, that number per customer. */
function threadSaid({ thread, draft, knowledge }: Reading, lead: string, at: number): SaidMetric | null {
  const [id, more] = thread?.metrics ?? [];
  if (id === undefined || more !== undefined || draft.by.length > 0 || !FOR_ONE.has(lead)) return null;
  const metric = knowledge.metric(id);
  const whole = metric?.kind === 'ratio' && metric.format !== 'percent' ? metric.numerator : id;
  return { id: whole, dimension: null, counted: false, at };
}

/** Leads that ask for one number; the others may ask for a list. */
const FOR_ONE = new Set(['per', 'divided by']);
const PER = new Set(['per', 'per each', 'for each', 'for every', 'each', 'every', 'by each', 'divided by']);
