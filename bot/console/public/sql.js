/** SQL with its keywords and values told apart; the text itself is left as it is. */
import { h } from './dom.js';

const KEYWORDS =
  'select|from|where|and|or|not|in|is|null|as|on|join|left|right|inner|outer|full|cross|lateral|group|order|by|having|limit|offset|with|union|all|distinct|case|when|then|else|end|between|like|ilike|over|partition|filter|asc|desc|nulls|first|last|using|coalesce|nullif|sum|count|avg|min|max|cast|date_trunc|generate_series|interval|date|values|exists|any|true|false';
const PIECES = new RegExp(
  `(?<comment>--[^\\n]*)|(?<value>'(?:[^']|'')*'|\\$\\d+|\\b\\d+(?:\\.\\d+)?\\b)|(?<keyword>\\b(?:${KEYWORDS})\\b)`,
  'gi',
);

/** Nodes that together say `text`. */
export function sqlSpans(text) {
  const nodes = [];
  let place = 0;
  for (const match of text.matchAll(PIECES)) {
    const [kind] = Object.entries(match.groups).find(([, found]) => found !== undefined);
    nodes.push(text.slice(place, match.index), h('span', { class: `sql-${kind}` }, match[0]));
    place = match.index + match[0].length;
  }
  return [...nodes, text.slice(place)];
}
