/** What was bought or looked at, in words: “red Socks or Shoes on mobile”. */
import type { Target } from './gate.ts';

/** Said before the noun. */
const ADJECTIVES: ReadonlySet<Target['of']> = new Set(['color']);
const NOUNS: ReadonlySet<Target['of']> = new Set(['product', 'sku', 'category', 'group']);

const LEADS: Partial<Record<Target['of'], string>> = {
  channel: 'through',
  device: 'on',
  page: 'on the page',
  coupon: 'with the coupon',
};

/** The targets of one `did`; `nothing` stands where no product is named (“something”, “” for visits). */
export function describeTargets(targets: readonly Target[], nothing: string): string {
  const adjectives = targets.filter(({ of, op }) => ADJECTIVES.has(of) && op === 'in');
  const nouns = targets.filter(({ of, op }) => NOUNS.has(of) && op === 'in');
  const rest = targets.filter((target) => !adjectives.includes(target) && !nouns.includes(target));
  const noun = nouns.map(({ values }) => orList(values)).join(' that is ');
  const plain =
    noun ||
    (adjectives.length > 0 || rest.some(({ of }) => NOUNS.has(of) || ADJECTIVES.has(of))
      ? 'something'
      : nothing);
  const color = adjectives.map(({ values }) => orList(values)).join(' and ');
  const thing = noun ? [color, noun] : [plain, color];
  return [...thing, ...rest.map(describeRest)].filter((part) => part !== '').join(' ');
}

function describeRest({ of, op, values }: Target): string {
  if (of === 'discount')
    return (values[0] === 'true') === (op === 'in') ? 'with a discount' : 'without a discount';
  if (of === 'coupon_status')
    return `${op === 'in' ? 'with' : 'without'} the coupon status ${orList(values)}`;
  const lead = LEADS[of];
  if (op === 'contains') {
    const quoted = orList(values.map((value) => `“${value}”`));
    return lead ? `${lead} like ${quoted}` : `with ${quoted} in its ${NAMES[of] ?? of}`;
  }
  if (op === 'in') return `${lead ?? 'of'} ${orList(values)}`;
  return lead ? `not ${lead} ${orList(values)}` : `other than ${orList(values)}`;
}

const NAMES: Partial<Record<Target['of'], string>> = { product: 'name', color: 'colour' };

/** “A”, “A or B”, “A, B or C”; long lists are cut: “A, B, C or 9 others”. */
export function orList(values: readonly string[], joint: 'or' | 'and' = 'or'): string {
  const shown = values.length > 5 ? [...values.slice(0, 4), `${values.length - 4} others`] : values;
  const last = shown.at(-1) ?? '';
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} ${joint} ${last}` : last;
}
