/** `/walker proposals …` as words. */
import type { Call } from '../../cards/card.ts';
import { SNOOZE_VALUES } from './snooze.ts';
import { STATES } from './stored.ts';

const ID = /^sg_\w+$/;

/** Nothing, or a state, lists proposals. Null where the words are for another tool, or a question. */
export function parseProposals(text: string): Record<string, unknown> | null {
  const word = text.trim().toLowerCase();
  if (word === '' || word === 'list') return {};
  const state = STATES.find((each) => each === word);
  return state ? { state } : null;
}

/** An id shows it; `accept <id> [number of the action]`, `dismiss <id>`, `snooze <id> [until]`. */
export function routeProposals(text: string): Call | null {
  const [verb = '', id = '', more = ''] = text.trim().split(/\s+/);
  if (ID.test(verb)) return { tool: 'show_suggestion', args: { suggestion: verb } };
  if (!ID.test(id)) return null;
  switch (verb.toLowerCase()) {
    case 'show':
    case 'why':
      return { tool: 'show_suggestion', args: { suggestion: id } };
    case 'accept':
      return {
        tool: 'accept_suggestion',
        args: { suggestion: id, ...(more === '' ? {} : { action: Number(more) - 1 }) },
      };
    case 'dismiss':
      return { tool: 'dismiss_suggestion', args: { suggestion: id } };
    case 'snooze': {
      const until = SNOOZE_VALUES.find((value) => value === more.toLowerCase());
      return { tool: 'snooze_suggestion', args: { suggestion: id, ...(until ? { until } : {}) } };
    }
    default:
      return null;
  }
}
