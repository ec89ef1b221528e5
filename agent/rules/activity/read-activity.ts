/** Questions about who did what, and about how good the proposals were. Every word must be accounted for. */
import { toolsThat } from '../../../tools/log/verbs.ts';
import type { Interpretation } from '../../interpretation.ts';
import { toolCall } from '../tool-call.ts';

const LEAD = String.raw`(?:(?:please|can you|could you|show|show me|give me|tell me|let me see|see|open|what is|what's|what does)\s+)*`;
const THE = String.raw`(?:(?:the|our|my|your|this|that|a|an|any|its)\s+)*`;
const DAY = String.raw`(?:\s+(?:(?<today>today|this morning)|(?<yesterday>yesterday)|(?<week>this week|in the last 7 days|in the last week|lately|recently)|(?:on\s+)?(?<date>\d{4}-\d{2}-\d{2})))?`;
const THING =
  '(?:winners?|tests?|a/?b tests?|campaigns?|proposals?|suggestions?|segments?|customers?|people|roles?|settings?|anything|something|what|which (?:test|campaign|proposal|winner)s?)';
/** A thing by its name: “the spring sale campaign”, “the winner of the welcome test”. */
const NAMED = String.raw`(?:${THE}(?:winner\s+(?:of|in|for)\s+)?${THE}(?<named>.+?)(?:\s+(?:tests?|campaigns?|segments?|proposals?))?)`;
const VERB = '(?<verb>[a-z]+)';

const all = (...sources: readonly string[]) => sources.map((source) => new RegExp(`^(?:${source})$`, 'iu'));

const LOGS = all(
  `${LEAD}${THE}(?:activity |audit )?log(?: (?:of|for|from))?${DAY}`,
  `(?:who did what|what (?:was|has been|have people) done|what did (?:people|everyone|everybody|the team) do)${DAY}`,
);
const DECISIONS = all(
  `${LEAD}${THE}(?:activity |audit )?log of ${THE}(?:proposals|suggestions)${DAY}`,
  `(?:what|who) (?:was |has been |has )?decided(?: (?:about|on) ${THE}(?:proposals?|suggestions?))?${DAY}`,
  `what (?:happened to|became of|has become of) ${THE}(?:proposals?|suggestions?)${DAY}`,
);
const WHO = all(`who (?:has )?${VERB} ${THE}${THING}${DAY}`, `who (?:has )?${VERB}${DAY}`);
const WHAT_WAS = all(
  `(?:what|which (?:tests?|campaigns?|proposals?|winners?)) (?:was|were|got|has been|have been) ${VERB}${DAY}`,
);
const WHO_NAMED = all(`who (?:has )?${VERB} ${NAMED}${DAY}`);
const PERSON = all(
  `what (?:did|has) (?<person>[\\p{L}][\\p{L}'. -]{0,60}?) (?:do|done|been doing)${DAY}`,
  `${LEAD}${THE}(?:activity |audit )?log (?:of|for) (?<person>[\\p{L}][\\p{L}'. -]{0,60}?)${DAY}`,
);

const PROPOSALS = '(?:proposals?|suggestions?|predictions?|recommendations?|ideas)';
const RECORDS = all(
  `${LEAD}${THE}(?:walker(?:'s)? )?(?:track )?record(?: of ${THE}${PROPOSALS})?`,
  `how (?:good|accurate|reliable|useful|right|well calibrated) (?:are|were|have) ${THE}${PROPOSALS}(?: been)?(?: so far)?`,
  `how (?:good|accurate|reliable) are you`,
  `how (?:well|often) (?:do|did|are|were|have) ${THE}${PROPOSALS} (?:work|worked|right|do|done|come true|pay off|paid off)(?: out)?(?: so far)?`,
  `(?:are|were|do|did|have) ${THE}${PROPOSALS} (?:any good|right|worth it|work|worked|paid off|pay off|come true)(?: so far)?`,
  `what (?:have|did|has) ${THE}${PROPOSALS} (?:brought|bring|brought in|earned|earn)(?: so far)?`,
  `can (?:i|we) trust (?:you|${THE}${PROPOSALS})`,
);

/** The question as one about the log or the record; null where it is none. */
export function readActivity(text: string): Interpretation | null {
  const asked = text
    .trim()
    .replace(/[’]/gu, "'")
    .replace(/[?!.\s]+$/u, '')
    .replace(/\s+/gu, ' ');
  if (RECORDS.some((pattern) => pattern.test(asked)))
    return toolCall('walker_record', {}, 'How good the proposals have been');
  const decisions = groupsOf(DECISIONS, asked);
  if (decisions) return log({ ...dayIn(decisions), about: 'proposals' });
  const logs = groupsOf(LOGS, asked);
  if (logs) return log(dayIn(logs));
  for (const patterns of [WHO, WHAT_WAS, WHO_NAMED]) {
    const found = groupsOf(patterns, asked);
    const verb = found?.verb?.toLowerCase();
    if (found && verb && isDone(verb))
      return log({ ...dayIn(found), find: verb, ...(found.named ? { named: bare(found.named) } : {}) });
  }
  const person = groupsOf(PERSON, asked);
  return person?.person && !NOBODY.test(person.person)
    ? log({ ...dayIn(person), find: person.person })
    : null;
}

type Groups = Readonly<Record<string, string | undefined>>;

function groupsOf(patterns: readonly RegExp[], asked: string): Groups | null {
  for (const pattern of patterns) {
    const match = pattern.exec(asked);
    if (match) return match.groups ?? {};
  }
  return null;
}

/** “Who applied” asks for what was done; “who apply” is nothing that people say. */
const isDone = (verb: string) => toolsThat(verb) !== null && /(?:ed|made|undid|undone)$/.test(verb);

/** Words that stand for no member of the team. */
const NOBODY =
  /^(?:we|i|you|he|she|it|they|this|that|these|those|the|our|my|your|a|an|customers?|people|revenue|sales|orders?|who|what)\b/iu;

const bare = (name: string) => name.replace(/^["'“”]+|["'“”]+$/gu, '').trim();

function dayIn({ today, yesterday, week, date }: Groups): { readonly day?: string } {
  if (today) return { day: 'today' };
  if (yesterday) return { day: 'yesterday' };
  if (week) return { day: 'week' };
  return date ? { day: date } : {};
}

function log(args: Readonly<Record<string, unknown>>): Interpretation {
  const { find, named, day, about } = args;
  const words = [find, named, about, day].filter((each) => each !== undefined).join(', ');
  return toolCall('activity_log', args, words === '' ? 'The log' : `The log: ${words}`);
}
