/** `/walker segments …` as words. */
import type { Call } from '../../cards/card.ts';
import { METHODS } from './segment.ts';

/** Nothing or a method lists segments. Null where the words are for another tool, or a question. */
export function parseSegments(text: string): Record<string, unknown> | null {
  const word = text.trim().toLowerCase();
  if (word === '' || word === 'list') return {};
  const method = METHODS.find((each) => each === word);
  return method ? { method } : null;
}

/** The sub-commands, each a tool of its own. Null for words that are none of them. */
export function routeSegments(text: string): Call | null {
  const [verb = '', ...words] = text.trim().split(/\s+/);
  const rest = words.join(' ');
  switch (verb.toLowerCase()) {
    case 'show':
      return rest ? { tool: 'show_segment', args: { segment: rest } } : null;
    case 'members':
      return rest ? { tool: 'segment_members', args: { segment: rest } } : null;
    case 'moves':
      return { tool: 'segment_moves', args: rest ? { segment: rest } : {} };
    case 'makeup':
      return rest ? { tool: 'segment_makeup', args: { segment: rest } } : null;
    case 'download':
      return rest ? { tool: 'download_segment', args: { segment: rest } } : null;
    case 'save':
      return rest ? saveCall(rest) : null;
    case 'rename':
      return renameCall(rest);
    case 'delete':
      return rest ? { tool: 'delete_segment', args: { segment: rest } } : null;
    case 'recluster':
      return { tool: 'resegment', args: { method: 'kmeans', ...(rest ? { k: rest } : {}) } };
    case 'scheme':
      return { tool: 'resegment', args: { method: 'rfm', scheme: rest.toLowerCase() } };
    case 'outliers':
      return rest === 'find' ? { tool: 'resegment', args: { method: 'outliers' } } : null;
    default:
      return null;
  }
}

/** `save <name>: <customer numbers>`. */
function saveCall(text: string): Call {
  const colon = text.indexOf(':');
  const name = (colon < 0 ? text : text.slice(0, colon)).trim();
  const ids = colon < 0 ? [] : text.slice(colon + 1).split(/[\s,;]+/);
  const customer_ids = ids.filter((id) => id !== '');
  return { tool: 'save_segment', args: { name, ...(customer_ids.length > 0 ? { customer_ids } : {}) } };
}

/** `rename <name> to <new name>`; the last “to” parts the two. */
function renameCall(text: string): Call | null {
  const [, segment, name] = /^(.+)\s+to\s+(.+)$/i.exec(text) ?? [];
  return segment && name ? { tool: 'rename_segment', args: { segment, name } } : null;
}
