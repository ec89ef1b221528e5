/** Why a draft is not a query yet. */
import type { Choice } from '../clause.ts';

export type Problem =
  | { readonly kind: 'refuse'; readonly because: string }
  | ({ readonly kind: 'choose' } & Choice);

export const refuse = (because: string): Problem => ({ kind: 'refuse', because });
