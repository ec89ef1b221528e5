/** Words of ours that mean something else in this company: “repeat orders”, “customers with income over …”, “basket size”. */
import { after, type Clause } from '../clause.ts';
import { is } from '../item.ts';
import { CONVENTIONS, TWO_METRICS } from '../lexicon/conventions.ts';

export const secondMeaningClause: Clause = (reading, at) =>
  orderClause(reading, at) ||
  repeatClause(reading, at) ||
  incomeClause(reading, at) ||
  twoMetricsClause(reading, at);

/** “refund customer 17850” is a command; “refunds of customer 17850” asks. */
const orderClause: Clause = ({ items, refusals }, at) => {
  if (at > 0 || !COMMANDS.has(items[0]?.key ?? '') || !items[1]?.dimensions.includes(CONVENTIONS.customer))
    return 0;
  refusals.push('I only read the data: I cannot change or refund anything.');
  return 1;
};

const COMMANDS = new Set(['refund', 'charge', 'bill']);

/** “repeat orders”: those of customers who had bought before, or something else that nobody can tell. */
const repeatClause: Clause = (reading, at) => {
  const { items, choices, refusals, knowledge } = reading;
  const item = items[at];
  if (!is(item, 'repeat')) return 0;
  const noun = items[after(reading, at + 1)];
  const metric = knowledge.metric(noun?.metrics[0] ?? '');
  if (!noun || !metric) return 0;
  const type = knowledge.vocabulary
    .values(CONVENTIONS.customerType)
    .find(({ value }) => value === CONVENTIONS.returning);
  if (!type) {
    refusals.push(`I cannot tell “${item?.text} ${noun.text}” apart from the others.`);
    return 1;
  }
  choices.push({
    question: `“${item?.text} ${noun.text}”: those of customers who had bought before?`,
    options: [
      {
        label: `${metric.label} from returning customers`,
        apply: (draft) =>
          void draft.where.push({
            dimension: type.dimension,
            op: 'in',
            values: [type.value],
            at,
            list: 'and',
          }),
      },
    ],
  });
  return 1;
};

/** “customers with income over 50,000” asks what people earn; a shop's own income is its revenue. */
const incomeClause: Clause = ({ items, refusals }, at) => {
  if (!items[at]?.dimensions.includes(CONVENTIONS.customer)) return 0;
  const behind = items.slice(at + 1, at + 5);
  const place = behind.findIndex((item) => OWN_MONEY.has(item.key));
  const leads = behind.slice(0, Math.max(place, 0));
  if (place === -1 || !leads.every((item) => THEIRS.has(item.key) || is(item, 'filler'))) return 0;
  refusals.push(
    `I know what customers paid, not their ${behind[place]?.key ?? ''}. Ask for example for “customers by revenue”.`,
  );
  return place + 2;
};

const THEIRS = new Set(['with', 'by', 'whose', 'having', 'who have', 'that have', 'and']);
const OWN_MONEY = new Set(['income', 'incomes', 'turnover', 'takings']);

/** “basket size”: in money, or in pieces? “coupon use”: how many, or how large a part? */
const twoMetricsClause: Clause = ({ items, draft, choices, knowledge }, at) => {
  const item = items[at];
  const readings = (TWO_METRICS[item?.key ?? ''] ?? []).filter((id) => knowledge.metric(id));
  const [first, second] = readings;
  if (!item || !first || !second || draft.metrics.length > 0) return 0;
  // Customers who returned came back; goods that were returned are no longer sold.
  if (is(item, 'returned') && items.some((other) => other.metrics.includes(CONVENTIONS.people))) return 0;
  // “the most returned product”: what follows is listed.
  draft.rankedByCount = false;
  const said = (id: string) => ({ id, dimension: null, counted: false, at });
  draft.metrics.push(said(first));
  const inMoney = readings.some((id) => knowledge.metric(id)?.format === 'money');
  choices.push({
    question: `“${item.text}”: ${inMoney ? 'in money, or in pieces' : 'how many, or how large a part'}?`,
    options: readings.map((id) => ({
      label: knowledge.metric(id)?.label ?? id,
      apply: (changed) => {
        changed.metrics = changed.metrics.map((each) => (each.at === at ? said(id) : each));
        changed.average = false;
      },
    })),
  });
  return 1;
};
