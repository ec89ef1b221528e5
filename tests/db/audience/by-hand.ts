/** A gate read off the town's rows by plain loops: what the compiled SQL must agree with. */
import type { Did, Gate, Measure, Sequence, Target, Trait } from '../../../tools/audience/gate.ts';
import { DATA_FROM, PEOPLE, PRODUCTS, SALES, TODAY, type Townsperson, VISITS } from './small-town.ts';

/** The ids that pass, sorted. Periods are those of `daysOf`. */
export function passing(gate: Gate, daysOf: (within: Did['within']) => readonly [string, string]): string[] {
  return PEOPLE.filter((person) => passes(gate, person, daysOf))
    .map(({ id }) => id)
    .sort();
}

type DaysOf = (within: Did['within']) => readonly [string, string];

function passes(gate: Gate, person: Townsperson, daysOf: DaysOf): boolean {
  switch (gate.kind) {
    case 'everyone':
      return true;
    case 'all':
      return gate.of.every((each) => passes(each, person, daysOf));
    case 'any':
      return gate.of.some((each) => passes(each, person, daysOf));
    case 'not':
      return !passes(gate.gate, person, daysOf);
    case 'did':
      return gate.every === undefined ? didEnough(gate, person, daysOf) : everyMonth(gate, person, daysOf);
    case 'sequence':
      return inOrder(gate, person, daysOf);
    case 'trait':
      return hasTrait(gate, person);
    case 'milestone': {
      const day = {
        first_order: person.firstOrder,
        last_order: person.lastOrder,
        signup: person.signup,
        first_seen: person.profile?.firstSeen ?? null,
        last_seen: person.profile?.lastSeen ?? null,
      }[gate.of];
      return isIn(day, daysOf(gate.within));
    }
  }
}

const purchases = ({ action }: Did): boolean => action === 'purchase' || action === 'returned';

function didEnough(gate: Did, person: Townsperson, daysOf: DaysOf): boolean {
  if (gate.together) return inOneOrder(gate, person, daysOf);
  return purchases(gate) ? boughtEnough(gate, person, daysOf) : visitedEnough(gate, person, daysOf);
}

/** Each month of the days by itself, from the town's first row on, and none that is still to come. */
function everyMonth(gate: Did, person: Townsperson, daysOf: DaysOf): boolean {
  const [from, to] = daysOf(gate.within);
  const first = from === '0000' ? DATA_FROM : from;
  const yesterday = new Date(Date.parse(TODAY) - 86_400_000).toISOString().slice(0, 10);
  const last = first <= yesterday && to > yesterday ? yesterday : to;
  const months = new Set<string>();
  for (let day = Date.parse(first); day <= Date.parse(last); day += 86_400_000)
    months.add(new Date(day).toISOString().slice(0, 7));
  return [...months].every((month) =>
    didEnough(gate, person, () => [
      `${month}-01` > from ? `${month}-01` : from,
      `${month}-31` < to ? `${month}-31` : to,
    ]),
  );
}

/** Orders that have a line of each of the things. */
function inOneOrder(gate: Did, person: Townsperson, daysOf: DaysOf): boolean {
  const linesOfThings = [gate.targets, ...(gate.together ?? [])].map((targets) =>
    linesOf({ ...gate, targets }, person, daysOf).filter(({ quantity }) =>
      gate.action === 'returned' ? quantity < 0 : quantity > 0,
    ),
  );
  const orders = new Set(
    linesOfThings.flat().flatMap(({ transaction }) => {
      const holdsAll = linesOfThings.every((lines) => lines.some((line) => line.transaction === transaction));
      return holdsAll ? [transaction] : [];
    }),
  ).size;
  return gate.measure ? within(orders, gate.measure) : orders > 0;
}

/** A walk over the days of each step, the earliest that will do. */
function inOrder({ steps, firsts }: Sequence, person: Townsperson, daysOf: DaysOf): boolean {
  let last = '';
  for (const step of steps) {
    const sign = step.action === 'returned' ? -1 : 1;
    const days = purchases(step)
      ? linesOf(step, person, daysOf).flatMap(({ day, quantity }) => (quantity * sign > 0 ? [day] : []))
      : visitsOf(step, person, daysOf).map(({ day }) => day);
    const next = days.sort().find((day) => firsts || day > last);
    if (next === undefined || next <= last) return false;
    last = next;
  }
  return true;
}

const isIn = (day: string | null, [from, to]: readonly [string, string]): boolean =>
  day !== null && day >= from && day <= to;

function fits(value: string | null, { op, values }: Target): boolean {
  const own = value?.toLowerCase();
  const sought = values.map((each) => each.toLowerCase());
  if (op === 'contains') return own !== undefined && sought.some((each) => own.includes(each));
  const among = own !== undefined && sought.includes(own);
  return op === 'in' ? among : !among;
}

function linesOf(gate: Did, person: Townsperson, daysOf: DaysOf): Sales {
  return SALES.filter((sale) => {
    const goods = PRODUCTS.find(({ sku }) => sku === sale.sku);
    const row: Record<string, unknown> = { ...goods, ...sale };
    return (
      sale.customer === person.id &&
      isIn(sale.day, daysOf(gate.within)) &&
      gate.targets.every((target) => fits(textIn(row[target.of]), target))
    );
  });
}

function boughtEnough(gate: Did, person: Townsperson, daysOf: DaysOf): boolean {
  const lines = linesOf(gate, person, daysOf);
  const back = gate.action === 'returned';
  const own = lines.filter(({ quantity }) => (back ? quantity < 0 : quantity > 0));
  const orders = new Set(own.map(({ transaction }) => transaction)).size;
  if (!gate.measure) return orders > 0;
  if (gate.measure.each)
    return [...new Set(own.map(({ transaction }) => transaction))].some((order) =>
      measured(
        lines.filter(({ transaction }) => transaction === order),
        gate,
      ),
    );
  return measured(lines, gate);
}

type Sales = typeof SALES;

function measured(lines: Sales, { action, measure }: Did): boolean {
  if (!measure) return lines.length > 0;
  const { of } = measure;
  const back = action === 'returned';
  const own = lines.filter(({ quantity }) => (back ? quantity < 0 : quantity > 0));
  const orders = new Set(own.map(({ transaction }) => transaction)).size;
  const total = (of: 'quantity' | 'amount'): number =>
    (back ? own : lines).reduce((sum, line) => sum + line[of], 0) * (back ? -1 : 1);
  const counted = {
    times: orders,
    orders,
    units: total('quantity'),
    amount: total('amount'),
    products: new Set(own.map(({ sku }) => sku)).size,
    categories: new Set(own.flatMap(({ sku }) => PRODUCTS.find((each) => each.sku === sku)?.category ?? []))
      .size,
  };
  if (of === 'average_order') return orders > 0 && within(total('amount') / orders, measure);
  return within(counted[of], measure);
}

const SPELLINGS: Record<string, readonly string[]> = {
  view: ['product_view', 'Page View'],
  checkout: ['checkout_started'],
};

function visitsOf(gate: Did, person: Townsperson, daysOf: DaysOf): typeof VISITS {
  const types = SPELLINGS[gate.action] ?? [gate.action];
  return VISITS.filter((visit) => {
    const goods = PRODUCTS.find(({ sku }) => sku === visit.sku);
    const row: Record<string, unknown> = { ...goods, ...visit };
    return (
      visit.customer === person.id &&
      (gate.action === 'any' || types.includes(visit.type)) &&
      isIn(visit.day, daysOf(gate.within)) &&
      gate.targets.every((target) => fits(textIn(row[target.of]), target))
    );
  });
}

function visitedEnough(gate: Did, person: Townsperson, daysOf: DaysOf): boolean {
  const count = visitsOf(gate, person, daysOf).length;
  return gate.measure ? within(count, gate.measure) : count > 0;
}

function within(
  number: number,
  { op, value, upper = value }: Pick<Measure, 'op' | 'value' | 'upper'>,
): boolean {
  if (op === 'between') return number >= Math.min(value, upper) && number <= Math.max(value, upper);
  const against = { '>': number > value, '>=': number >= value, '<': number < value, '<=': number <= value };
  return op === '=' ? number === value : against[op];
}

const since = (day: string | null | undefined): number | null =>
  day ? (Date.parse(TODAY) - Date.parse(day)) / 86_400_000 : null;

function hasTrait({ trait, op, values, value, upper }: Trait, person: Townsperson): boolean {
  const { profile, score } = person;
  const known: Record<Trait['trait'], string | number | boolean | null | undefined> = {
    location: person.location,
    country: person.country,
    gender: person.gender,
    favorite_color: person.color,
    customer_segment: person.imported,
    segment: null,
    top_interest: profile?.interest,
    preferred_channel: profile?.channel,
    age: person.age,
    tenure_months: person.tenure,
    total_spent: profile?.spent,
    orders: profile?.orders,
    days_since_last_order: since(person.lastOrder),
    days_since_last_seen: since(profile?.lastSeen),
    engagement: score?.engagement,
    churn_probability: score?.churn,
    lifetime_value: score?.value,
    likes_luxury: profile?.luxury,
    email_consent: person.email,
    whatsapp_consent: null,
    sms_consent: null,
  };
  const folded = values.map((each) => each.toLowerCase());
  if (trait === 'segment') {
    const among = person.segments.some((name) => folded.includes(name.toLowerCase()));
    if (op === 'is_known' || op === 'is_unknown') return person.segments.length > 0 === (op === 'is_known');
    return op === 'in' ? among : !among;
  }
  const own = known[trait] ?? null;
  if (op === 'is_known' || op === 'is_unknown') return (own !== null) === (op === 'is_known');
  if (own === null) return false;
  if (op === 'in' || op === 'not_in') return folded.includes(String(own).toLowerCase()) === (op === 'in');
  return within(Number(own), { op, value: value ?? 0, ...(upper === undefined ? {} : { upper }) });
}

const textIn = (cell: unknown): string | null => (typeof cell === 'string' ? cell : null);
