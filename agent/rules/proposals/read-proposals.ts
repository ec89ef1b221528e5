/** Questions for what to do: “what should I do today?”, “any suggestions?”. Every word must be accounted for. */
import type { Interpretation } from '../../interpretation.ts';

const LEAD = String.raw`(?:(?:please|show|show me|list|give me|tell me|see|display|get|can i see|do you have|have you|have you got|are there|is there|what are|what is|any|some|the|your|our|my|all|of|new|open|current|latest|more)\s+)*`;
const THING = '(?:proposals?|suggestions?|recommendations?|opportunities|advice|ideas?)';
const WHEN = String.raw`(?:\s+(?:for (?:me|us|today|now|this morning|this week)|today|now|this morning|this week|right now|at the moment|please|next|there|open))*`;
const WHO = '(?:i|we|marketing|my team|our team)';

const all = (...sources: readonly string[]) =>
  sources.map((source) => new RegExp(`^(?:${source})${WHEN}$`, 'iu'));

const ASKS = all(
  `${LEAD}${THING}`,
  `what (?:should|could|shall|must) ${WHO} (?:do|work on|look at|tackle|act on)`,
  `what (?:would|do|did) you (?:suggest|recommend|propose|advise)(?: (?:i|we) do)?`,
  `what (?:is|are) (?:there )?to (?:be done|do)`,
  `what needs (?:my |our )?(?:attention|doing)`,
  `(?:what|which) ${THING} (?:are (?:there|open)|do you have|have you (?:got)?|is there)`,
  `what (?:are )?(?:the )?next steps`,
  `why (?:did|do|are|have) you (?:propose|proposing|suggest|suggesting|proposed|suggested|recommend|recommending)(?: (?:this|that|it|these|them|to us|the (?:first|second|third|last) one|the (?:first|second|third|last)))?`,
);

/** “it” is a proposal: no number of the shop is asked for, though the rest of the rules would find one. */
const WORTH = all(
  `what (?:would|will|could) (?:it|this|that|they|these|the proposals?|your proposals?) (?:bring|earn|be worth|gain|yield)(?: (?:us|me))?`,
);

/** States that the list may be narrowed to. */
const BY_STATE =
  /^(?:(?:please|show|show me|list|the|our|my|all|which|what|give me)\s+)*(?<state>accepted|dismissed|snoozed|expired)\s+(?:proposals?|suggestions?|recommendations?)$/iu;

const ID =
  /^(?:(?:please|show|show me|explain|why|why did you (?:suggest|propose)|what is)\s+)*(?<id>sg_\w+)$/iu;

const plainly = (text: string): string =>
  text
    .trim()
    .replace(/[’]/gu, "'")
    .replace(/\b(what)'s\b/giu, '$1 is')
    .replace(/[?!.\s]+$/u, '')
    .replace(/\s+/gu, ' ');

/** “what would it bring?”: each proposal says so. Null for any other question. */
export const readWorth = (text: string): Interpretation | null =>
  WORTH.some((pattern) => pattern.test(plainly(text)))
    ? call('suggestions', {}, 'What the walker proposes, and what it would bring')
    : null;

/** The question as one for proposals; null where it is none. */
export function readProposals(text: string): Interpretation | null {
  const asked = plainly(text);
  const id = ID.exec(asked)?.groups?.id;
  if (id) return call('show_suggestion', { suggestion: id }, `The proposal ${id}`);
  const state = BY_STATE.exec(asked)?.groups?.state?.toLowerCase();
  if (state) return call('suggestions', { state }, `The proposals that were ${state}`);
  return ASKS.some((pattern) => pattern.test(asked))
    ? call('suggestions', {}, 'What the walker proposes')
    : null;
}

const call = (tool: string, args: Readonly<Record<string, unknown>>, restated: string): Interpretation => ({
  kind: 'call',
  call: { tool, args },
  restated,
  notes: [],
});
