/** Questions about campaigns: which there are, how one did. Every word must be accounted for. */
import type { Interpretation } from '../../interpretation.ts';
import type { AudienceNames } from '../audience/segment-names.ts';
import { readDraft } from './read-draft.ts';

const CAMPAIGN = '(?:(?:e-?mail|whatsapp|sms|outreach) )?(?:campaigns?|mailings?)';
const LEAD = String.raw`(?:(?:please|show|show me|list|give me|tell me|tell me about|what is|what are|what about|can you|could you|i want to see|see|open|preview|display|get|the|our|my|all|of|for)\s+)*`;
const THE = String.raw`(?:(?:the|our|my|of|for|from)\s+)*`;
const OUTCOME =
  '(?:results?|outcomes?|performance|progress|status|numbers|figures|state|open rate|click rate|preview)';
const DID =
  '(?:do|go|perform|work|work out|turn out|doing|going|performing|working|coming along|done|gone|performed|worked)';
const NAME = '(?<name>.+?)';
const END = String.raw`(?:\s+(?:so far|now|today|at the moment|right now|yet|please|currently))*`;

const all = (...sources: readonly string[]) =>
  sources.map((source) => new RegExp(`^(?:${source})${END}$`, 'iu'));

const LISTS = all(
  `${LEAD}${CAMPAIGN}(?: list| overview| ${OUTCOME})?`,
  `${LEAD}${OUTCOME} ${THE}${CAMPAIGN}`,
  `(?:which|what|how many) ${CAMPAIGN} (?:are (?:there|live|open|active|planned)|do (?:we|i) have|have (?:we|i)(?: got| sent)?|did (?:we|i) (?:send|run))`,
  `how (?:are|did|do) ${THE}${CAMPAIGN} ${DID}`,
  `(?:are|is) there any ${CAMPAIGN}`,
);

/** States that a list may be narrowed to. */
const BY_STATUS =
  /^(?:(?:please|show|show me|list|the|our|my|all|which|what|give me|are)\s+)*(?:(?<before>draft|drafted|approved|scheduled|paused|sent|cancelled|canceled|running)\s+campaigns?|campaigns? (?:(?:are|is|that are|in) )?(?<after>draft|drafts|approved|scheduled|paused|sent|cancelled|canceled|running|under way|being sent|waiting for approval))$/iu;
const STATUS: ReadonlyMap<string, string> = new Map([
  ['draft', 'draft'],
  ['drafts', 'draft'],
  ['drafted', 'draft'],
  ['waiting for approval', 'draft'],
  ['approved', 'approved'],
  ['scheduled', 'approved'],
  ['paused', 'paused'],
  ['sent', 'sent'],
  ['running', 'sending'],
  ['under way', 'sending'],
  ['being sent', 'sending'],
  ['cancelled', 'cancelled'],
  ['canceled', 'cancelled'],
]);

/** Asked of one campaign; the tool finds it by any part of its name. */
const SHOWS = all(
  `how (?:is|are|was|were|did|does|do|has|have) ${THE}${NAME} ${CAMPAIGN} ${DID}`,
  `how (?:is|was) ${THE}${NAME} ${CAMPAIGN}`,
  `how (?:is|did|was) ${THE}${CAMPAIGN} (?:called |named )?${NAME} ${DID}`,
  `(?:did|has|does|is) ${THE}${NAME} ${CAMPAIGN} (?:work|worked|help|helped|go out|gone out|been sent|sent|finished|done|over|bring anything)`,
  `what (?:did|has) ${THE}${NAME} ${CAMPAIGN} (?:bring|brought|bring us|do|achieve)`,
  `how many (?:people |customers |messages |users )?(?:got|received|were sent|did we send|have we sent|was sent|were reached by|opened|clicked|converted from|are in|were in)(?: by| from| in| with| to)? ${THE}${NAME}(?: ${CAMPAIGN})?`,
  `(?:who|how many(?: people| customers)?) (?:was|were|is|are|has been|have been) (?:held out|held back|left out|kept out|excluded|in the (?:control|hold-?out)(?: group)?)(?: of| from| in)? ${THE}${NAME}(?: ${CAMPAIGN})?`,
  `(?:who|which customers) (?:got|received|opened|clicked)(?: on| in)? ${THE}${NAME} ${CAMPAIGN}`,
  `${LEAD}${OUTCOME} ${THE}${NAME} ${CAMPAIGN}`,
  `${LEAD}${OUTCOME} ${THE}${CAMPAIGN} (?:called |named )?${NAME}`,
  `${LEAD}${NAME} ${CAMPAIGN}(?: ${OUTCOME})?`,
  `${LEAD}${CAMPAIGN} (?:called |named )?${NAME}`,
);

const SAYS_CAMPAIGN = new RegExp(`\\b${CAMPAIGN}\\b`, 'iu');

/** A name does not begin with these: they make another question, a command, or a table of the numbers. */
const NOT_A_NAME =
  /^(?:a|an|any|this|that|it|new|is|are|which|what|how|why|who|when|where|create|make|draft|start|stop|delete|run|write|send|plan|in|on|of|by|per|for|with|to|and|last|best|worst|top|marketing|ad|ads|each|every|most|least|more|total|called|named|\p{P})(?![\p{L}\p{N}])|\b(?:spend|spent|spending|cost|costs|cpc|cpa|roas|roi|revenue|sales|orders|clicks|impressions|conversions?|by|per|with|vs|versus|between|last|this|in|since|than)\b/iu;

/** The question as one that can be about nothing but campaigns: all of them, or one by its name. Null for any other. */
export function readKnownCampaign(text: string, { campaigns = [] }: AudienceNames): Interpretation | null {
  const asked = plainly(text);
  const { before, after } = BY_STATUS.exec(asked)?.groups ?? {};
  const status = STATUS.get((before ?? after ?? '').toLowerCase());
  if (status) return call('campaigns', { status }, `The campaigns that are ${before ?? after}`);
  if (LISTS.some((pattern) => pattern.test(asked))) return call('campaigns', {}, 'The campaigns');
  const known = new Set(campaigns.map((name) => name.toLowerCase()));
  const name = namesIn(asked).find((each) => known.has(each.toLowerCase()));
  return name === undefined ? null : one(name);
}

/** The question as one about campaigns, where nothing else explains it; null where it is none. */
export function readCampaign(text: string, names: AudienceNames): Interpretation | null {
  const asked = plainly(text);
  const draft = readDraft(asked, names);
  if (draft) return draft;
  // “how many got We miss you” needs the name to be known; another name needs the word.
  const name = SAYS_CAMPAIGN.test(asked) ? namesIn(asked).find((each) => !NOT_A_NAME.test(each)) : undefined;
  return name === undefined ? null : one(name);
}

function plainly(text: string): string {
  return text
    .trim()
    .replace(/[’]/gu, "'")
    .replace(/\b(what|how|who|which)'s\b/giu, '$1 is')
    .replace(/[?!.\s]+$/u, '')
    .replace(/\s+/gu, ' ');
}

/** What may be the name of the one campaign that is asked for. */
function namesIn(asked: string): readonly string[] {
  return SHOWS.flatMap((pattern) => {
    const words = pattern.exec(asked)?.groups?.name ?? '';
    const name = words.replace(/^["'“”]+|["'“”]+$/gu, '').trim();
    return name === '' ? [] : [name];
  });
}

const one = (name: string): Interpretation =>
  call('show_campaign', { campaign: name }, `The campaign “${name}”`);

const call = (tool: string, args: Readonly<Record<string, unknown>>, restated: string): Interpretation => ({
  kind: 'call',
  call: { tool, args },
  restated,
  notes: [],
});
