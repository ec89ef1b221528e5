/** Traits and days of a customer as predicates: “live in Berlin”, “are 25 to 34 years old”. */
import { formatValue } from '../../cards/format.ts';
import type { Workspace } from '../workspace.ts';
import { periodInWords } from './describe-period.ts';
import { orList } from './describe-target.ts';
import type { Milestone, Trait } from './gate.ts';

type Words = { readonly is: string; readonly not: string };

/** What goes before the values. */
const LISTED: Partial<Record<Trait['trait'], Words>> = {
  location: { is: 'live in', not: 'live elsewhere than in' },
  country: { is: 'are from', not: 'are from elsewhere than' },
  gender: { is: 'are', not: 'are not' },
  favorite_color: { is: 'have the favourite colour', not: 'have another favourite colour than' },
  customer_segment: { is: 'were imported as', not: 'were imported as other than' },
  segment: { is: 'belong to', not: 'do not belong to' },
  top_interest: { is: 'are most interested in', not: 'are most interested in something other than' },
  preferred_channel: { is: 'prefer', not: 'prefer another channel than' },
};

const FLAGS: Partial<Record<Trait['trait'], Words>> = {
  likes_luxury: { is: 'buy luxury', not: 'do not buy luxury' },
  email_consent: { is: 'agreed to e-mail', not: 'refused e-mail' },
  whatsapp_consent: { is: 'agreed to WhatsApp', not: 'refused WhatsApp' },
  sms_consent: { is: 'agreed to SMS', not: 'refused SMS' },
};

/** A number's name, and how it is written. */
const NUMBERS: Partial<
  Record<Trait['trait'], { readonly name: string; readonly as: 'number' | 'money' | 'percent' }>
> = {
  total_spent: { name: 'a total spend', as: 'money' },
  orders: { name: 'a number of orders', as: 'number' },
  engagement: { name: 'an engagement', as: 'number' },
  churn_probability: { name: 'a churn risk', as: 'percent' },
  lifetime_value: { name: 'a lifetime value', as: 'money' },
};

const GENDERS: Readonly<Record<string, string>> = { f: 'women', female: 'women', m: 'men', male: 'men' };

/** A trait as a predicate after “who”. Amounts are in the workspace's currency. */
export function describeTrait(trait: Trait, workspace: Workspace): string {
  const name = trait.trait.replaceAll('_', ' ');
  if (trait.op === 'is_known') return `have a known ${name}`;
  if (trait.op === 'is_unknown') return `have no known ${name}`;
  if (trait.op === 'in' || trait.op === 'not_in') return describeList(trait, name);
  const number = (as: 'number' | 'money' | 'percent') =>
    bounds(trait, (value) => written(value, as, workspace));
  switch (trait.trait) {
    case 'age':
      return `are ${bounds(trait, String)} years old`;
    case 'tenure_months':
      return `have been customers for ${bounds(trait, String)} months`;
    case 'days_since_last_order':
      return `last ordered ${bounds(trait, String)} days ago`;
    case 'days_since_last_seen':
      return `were last seen ${bounds(trait, String)} days ago`;
    default: {
      const { name: noun, as } = NUMBERS[trait.trait] ?? { name: `a ${name}`, as: 'number' as const };
      return `have ${noun} of ${number(as)}`;
    }
  }
}

function describeList({ trait, op, values }: Trait, name: string): string {
  const flag = FLAGS[trait];
  const side = (yes: boolean): 'is' | 'not' => (yes ? 'is' : 'not');
  if (flag) return flag[side((values[0]?.toLowerCase() === 'true') === (op === 'in'))];
  const words = LISTED[trait] ?? { is: `have the ${name}`, not: `have another ${name} than` };
  const shown = trait === 'gender' ? values.map((value) => GENDERS[value.toLowerCase()] ?? value) : values;
  return `${words[side(op === 'in')]} ${orList(shown)}`;
}

export function written(value: number, as: 'number' | 'money' | 'percent', { currency }: Workspace): string {
  if (as === 'money')
    return formatValue(value, {
      kind: 'currency',
      currency,
      ...(Number.isInteger(value) ? { decimals: 0 } : {}),
    });
  if (as === 'percent') return formatValue(value, { kind: 'percent', decimals: 0 });
  return formatValue(value, { kind: 'number', decimals: Number.isInteger(value) ? 0 : 1 });
}

const OPS = { '>': 'over', '>=': 'at least', '<': 'under', '<=': 'at most' } as const;

/** “over 50”, “25 to 34”, “exactly 3”. */
export function bounds(
  { op, value = 0, upper = value }: { op: Trait['op']; value?: number; upper?: number },
  write: (value: number) => string,
): string {
  if (op === 'between') return `${write(Math.min(value, upper))} to ${write(Math.max(value, upper))}`;
  return op in OPS ? `${OPS[op as keyof typeof OPS]} ${write(value)}` : `exactly ${write(value)}`;
}

const MILESTONES: Record<Milestone['of'], string> = {
  first_order: 'first ordered',
  last_order: 'last ordered',
  signup: 'joined',
  first_seen: 'were first seen',
  last_seen: 'were last seen',
};

export const describeMilestone = ({ of, within }: Milestone, workspace: Workspace): string =>
  `${MILESTONES[of]} ${periodInWords(within, workspace) || 'at any time'}`;
