import type { Realised } from '../../tools/record/realised.ts';

/** What came of a proposal, or the day on which to look again. */
export type Score = { readonly realised: Realised } | { readonly later: string };
