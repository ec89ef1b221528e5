/** What people do, and the rows that tell of it. Data: add a spelling to teach one more. */

/** Where an action is recorded: in the sales, or as events whose type has one of these spellings. */
export type ActionRows =
  | { readonly in: 'sales'; readonly returned: boolean }
  | { readonly in: 'events'; readonly types: readonly string[] | null };

/** Purchases as event streams spell them; a gate's `purchase` looks for purchases in the sales. */
export const PURCHASE_TYPES: readonly string[] = [
  'purchase',
  'purchased',
  'order',
  'order placed',
  'order completed',
  'transaction',
  'checkout completed',
];

/** Spellings of event types as files have them, folded by `foldEventType`; as the metrics of the same name count them. */
const EVENT_TYPES: Readonly<Record<string, readonly string[]>> = {
  view: ['page view', 'pageview', 'view', 'product view', 'screen view', 'view item', 'viewed'],
  product_view: ['product view', 'view item', 'viewed product', 'product viewed'],
  page_view: ['page view', 'pageview', 'screen view'],
  add_to_cart: ['add to cart', 'cart add', 'add to basket', 'added to cart', 'cart'],
  purchase_event: PURCHASE_TYPES,
  checkout: ['checkout started', 'checkout', 'begin checkout', 'start checkout', 'initiate checkout'],
};

/**
 * The rows behind an action of a gate: `purchase` and `returned` are sales, `purchase_event` is a purchase as visits tell
 * it (with the device), `any` is every event, `view`, `add_to_cart`
 * and `checkout` have several spellings, and everything else is an event type by its own name.
 */
export function rowsOf(action: string): ActionRows {
  const name = action.trim().toLowerCase();
  if (name === 'purchase') return { in: 'sales', returned: false };
  if (name === 'returned' || name === 'return') return { in: 'sales', returned: true };
  if (name === 'any') return { in: 'events', types: null };
  const known = Object.hasOwn(EVENT_TYPES, name) ? EVENT_TYPES[name] : undefined;
  return { in: 'events', types: known ?? [name.replace(/[_\-\s]+/gu, ' ')] };
}

/** SQL that brings a stored event type to the spelling of `EVENT_TYPES`. */
export const foldEventType = (column: string): string => `lower(translate(${column}, '_-', '  '))`;

/** An action in the past tense, what goes before and behind the thing, and what stands where no thing is named. */
export interface ActionWords {
  readonly did: string;
  readonly didNot: string;
  readonly behind: string;
  readonly thing: string;
  readonly noThing: string;
}

const said = (did: string, didNot: string, some = true, behind = ''): ActionWords => ({
  did,
  didNot,
  behind,
  thing: some ? 'something' : '',
  noThing: some ? 'anything' : '',
});

const IN_WORDS: Readonly<Record<string, ActionWords>> = {
  purchase: said('bought', 'did not buy'),
  purchase_event: said('bought', 'did not buy'),
  returned: said('returned', 'did not return'),
  return: said('returned', 'did not return'),
  any: said('were active', 'were not active', false),
  view: said('looked at', 'did not look at'),
  product_view: said('looked at', 'did not look at'),
  page_view: said('opened', 'did not open'),
  add_to_cart: said('put', 'did not put', true, 'in the cart'),
  checkout: said('began to check out', 'did not begin to check out', false),
};

/** The words of an action; an event type of the workspace's own is quoted by name. */
export function wordsOf(action: string): ActionWords {
  const own = `“${action.replaceAll('_', ' ')}”`;
  return (
    (Object.hasOwn(IN_WORDS, action) ? IN_WORDS[action] : undefined) ??
    said(`had ${own}`, `never had ${own}`, false)
  );
}

/** The action in the past tense without its thing: “bought”, “put in the cart”. */
export function actionInWords(action: string): string {
  const { did, behind } = wordsOf(action);
  return behind === '' ? did : `${did} ${behind}`;
}
