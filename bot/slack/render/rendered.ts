import type { Block } from './budget.ts';

/** A part of a card as blocks, and what of it did not fit, in words for people. */
export interface Part {
  readonly blocks: Block[];
  readonly dropped: readonly string[];
}

export const NOTHING: Part = { blocks: [], dropped: [] };

/** Where the card is drawn: Home and modals know fewer blocks, and the plain look is for workspaces that refuse new ones. */
export type Look = 'message' | 'plain';
