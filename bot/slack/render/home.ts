/** The App Home tab: several cards under each other. */
import type { types } from '@slack/bolt';
import type { SendableCard } from '../../../cards/card.ts';
import { MESSAGE_CHARACTERS, VIEW_BLOCKS } from '../limits.ts';
import { type Block, sizeOf } from './budget.ts';
import { plain } from './buttons.ts';
import { renderCard } from './card.ts';

/** Views may hold more than messages, but not without end: 250 kB of JSON; ten messages' worth is plenty. */
const HOME_CHARACTERS = 10 * MESSAGE_CHARACTERS;

/** As many cards as fit, in order; tables as text, since views do not know table blocks. */
export function renderHome(cards: readonly SendableCard[]): types.HomeView {
  const blocks: Block[] = [];
  for (const [index, card] of cards.entries()) {
    const rendered = renderCard(card, { look: 'plain', chart: 'text', idPrefix: `${index}:` }).blocks;
    const addition: Block[] = blocks.length > 0 ? [{ type: 'divider' }, ...rendered] : rendered;
    if (blocks.length + addition.length > VIEW_BLOCKS || sizeOf([...blocks, ...addition]) > HOME_CHARACTERS)
      break;
    blocks.push(...addition);
  }
  return {
    type: 'home',
    blocks: blocks.length > 0 ? blocks : [{ type: 'section', text: plain('Nothing to show yet.', 100) }],
  };
}
