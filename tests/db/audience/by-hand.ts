/** A gate read off the town's rows by plain loops: what the compiled SQL must agree with. */
import type { Did, Gate, Measure, Target, Trait } from '../../../tools/audience/gate.ts';
import { PEOPLE, PRODUCTS, SALES, TODAY, type Townsperson, VISITS } from './small-town.ts';

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
      return gate.action === 'purchase' || gate.action === 'returned'
        ? boughtEnough(gate, person, daysOf)
        : visitedEnough(gate, person, daysOf);
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

const isIn = (day: string | null, [from, to]: readonly [string, string]): boolean =>
  day !== null && day >= from && day <= to;

function fits(value: string | null, { op, values }: Target): boolean {
  const own = value?.toLowerCase();
  const sought = values.map((each) => each.toLowerCase());
  if (op === 'contains') return own !== undefined && sought.some((each) => own.includes(each));
  const among = own !== undefined && sought.includes(own);
  return op === 'in' ? among : !among;
}

function boughtEnough(gate: Did, person: Townsperson, daysOf: DaysOf): boolean {
  const lines = SALES.filter((sale) => {
    const goods = PRODUCTS.find(({ sku }) => sku === sale.sku);
    const row: Record<string, unknown> = { ...goods, ...sale };
    return (
      sale.customer === person.id &&
      isIn(sale.day, daysOf(gate.within)) &&
      gate.targets.every((target) => fits(textIn(row[target.of]), target))
    );
  });
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

function visitedEnough(gate: Did, person: Townsperson, daysOf: DaysOf): boolean {
  const types = SPELLINGS[gate.action] ?? [gate.action];
  const count = VISITS.filter((visit) => {
    const goods = PRODUCTS.find(({ sku }) => sku === visit.sku);
    const row: Record<string, unknown> = { ...goods, ...visit };
    return (
      visit.customer === person.id &&
      (gate.action === 'any' || types.includes(visit.type)) &&
      isIn(visit.day, daysOf(gate.within)) &&
      gate.targets.every((target) => fits(textIn(row[target.of]), target))
    );
  }).length;
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
