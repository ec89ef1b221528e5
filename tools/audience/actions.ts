/** What people do, and the rows that tell of it. Data: add a spelling to teach one more. */

/** Where an action is recorded: in the sales, or as events whose type has one of these spellings. */
export type ActionRows =
  | { readonly in: 'sales'; readonly returned: boolean }
  | { readonly in: 'events'; readonly types: readonly string[] | null };

/** Spellings of event types as files have them, folded by `foldEventType`; as the metrics of the same name count them. */
const EVENT_TYPES: Readonly<Record<string, readonly string[]>> = {
  view: ['page view', 'pageview', 'view', 'product view', 'screen view', 'view item', 'viewed'],
  product_view: ['product view', 'view item', 'viewed product', 'product viewed'],
  page_view: ['page view', 'pageview', 'screen view'],
  add_to_cart: ['add to cart', 'cart add', 'add to basket', 'added to cart', 'cart'],
  checkout: ['checkout started', 'checkout', 'begin checkout', 'start checkout', 'initiate checkout'],
};

/**
 * The rows behind an action of a gate: `purchase` and `returned` are sales, `any` is every event, `view`, `add_to_cart`
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

/** Actions in the past tense, as `did` is described. An event type of the workspace's own is quoted by name. */
export function actionInWords(action: string): string {
  const words: Readonly<Record<string, string>> = {
    purchase: 'bought',
    returned: 'returned',
    return: 'returned',
    any: 'did',
    view: 'looked at',
    product_view: 'looked at',
    page_view: 'opened',
    add_to_cart: 'put in the cart',
    checkout: 'began to check out',
  };
  return words[action] ?? `had “${action.replaceAll('_', ' ')}”`;
}
