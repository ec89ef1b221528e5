/** A question → an interpretation, by rules alone. Never throws on any text; cost grows with its (capped) length. */
import type { Call } from '../../cards/card.ts';
import type { MetricQuery } from '../../tools/metrics/metric-query.ts';
import type { SemanticModel } from '../../tools/metrics/model.ts';
import type { Vocabulary } from '../../tools/metrics/vocabulary.ts';
import type { Workspace } from '../../tools/workspace.ts';
import type { ConversationState, Interpretation } from '../interpretation.ts';
import { readActivity } from './activity/read-activity.ts';
import { sayPeople } from './audience/calls.ts';
import { type AudienceNames, readAudience } from './audience/read-audience.ts';
import { withoutBoughtFrom } from './bought-from.ts';
import { readBrief } from './brief/read-brief.ts';
import { queryOf, toCall } from './call.ts';
import { readBestCampaign } from './campaigns/best-campaign.ts';
import { readCampaign, readKnownCampaign } from './campaigns/read-campaign.ts';
import { askBack, type Finish } from './choose.ts';
import { countryInShort } from './country-in-short.ts';
import { readCurrency } from './currency.ts';
import { customersByNumber } from './customer-number.ts';
import { type Clock, clockOf } from './dates/calendar.ts';
import { didYouMean } from './did-you-mean.ts';
import { readExperiment } from './experiments/read-experiment.ts';
import { withoutBy } from './follow-up/by-metric.ts';
import { correctionIn } from './follow-up/correction.ts';
import { eitherWay } from './follow-up/either-way.ts';
import { type Fragment, fragmentOf, standsAlone } from './follow-up/fragment.ts';
import { mergeFollowUp } from './follow-up/merge.ts';
import { pickOption } from './follow-up/pending.ts';
import { stepBack } from './follow-up/step-back.ts';
import { withChangesNamed } from './gains-and-losses.ts';
import { createKnowledge, type Knowledge } from './knowledge.ts';
import { type Parsed, parse } from './parse.ts';
import { readProposals, readWorth } from './proposals/read-proposals.ts';
import { readTokens } from './read-tokens.ts';
import { refusal, refuseUnexplained } from './refuse.ts';
import { resolve } from './resolve/resolve.ts';
import { restate } from './restate.ts';
import { sideBySide } from './side-by-side.ts';
import { smallTalk } from './small-talk.ts';
import { readTermQuestion } from './terms.ts';
import type { Token } from './text/lexer.ts';
import { whoCounts } from './who-counts.ts';

export interface Setting {
  readonly conversation: ConversationState;
  readonly workspace: Workspace;
  readonly vocabulary: Vocabulary;
  /** Null where questions about people are not to be read. */
  readonly audience: AudienceNames | null;
}

/** Longer than any question; what is beyond costs nothing. */
const MAX_CHARACTERS = 600;

/** “how can we increase sales” asks for advice, not for a number. */
const ADVICE =
  /\bhow\s+(?:can|could|should|do|would|might|to|shall)\b(?:\s+(?:we|i|you|one))?\s+(?:best\s+)?(?:increase|improve|grow|boost|raise|reduce|lower|decrease|get|sell|optimi[sz]e|make|win|attract|save|cut|fix|stop)\b/iu;

/** “how many women in Chicago and how many men in New York”: two questions, which share nothing. */
const TWO_COUNTS = /\bhow (?:many|much)\b.*(?:\band|,)\s+how (?:many|much)\b/iu;
/** “… and how much revenue do they bring”: of the same people. */
const OF_THE_FIRST = /\band\s+how\s+(?:many|much)\b.*\b(?:they|their|them|these|those)\b/iu;

/** “which categories had sales in every month” is not sales by category and month. */
const IN_EVERY_ONE =
  /^(?!.*\b(?:most|least|fewest|best|worst|top|bottom|first|last|(?:high|low|larg|small|bigg|great)est)\b).*\bwhich\b.*\b(?:in|on|of)\s+every(?:\s+single)?\s+(?:day|week|month|quarter|year)\b/iu;

export function createRules(
  model: SemanticModel,
): (text: string, setting: Setting) => Promise<Interpretation> {
  const known = new WeakMap<Vocabulary, Knowledge>();
  return async (typed, { conversation, workspace, vocabulary, audience }) => {
    const knowledge = known.get(vocabulary) ?? createKnowledge(model, vocabulary);
    known.set(vocabulary, knowledge);
    const money = readCurrency(typed, workspace.currency);
    if (money.kind === 'other') return refusal(money.because, knowledge);
    const plain = withChangesNamed(withoutBoughtFrom(countryInShort(money.text, vocabulary)));
    const text = await customersByNumber(plain, vocabulary);
    const clock = clockOf(workspace);
    const metrics = (said = text) => interpret(said, conversation, { knowledge, clock, workspace });
    if (audience === null || text.length > MAX_CHARACTERS) return metrics();
    const sure = await readForSure(text, { conversation, names: audience, knowledge, metrics });
    if (sure) return sure;
    const read = await readAudience(
      text,
      { conversation, workspace, knowledge, clock, names: audience },
      metrics,
    );
    // What neither metrics nor people explain may be about a test or a campaign.
    return read.kind === 'call'
      ? read
      : (readExperiment(text) ?? readCampaign(text, audience) ?? readProposals(text) ?? read);
  };
}

/** What can be about nothing but briefs and campaigns, or asks for two things at once. */
async function readForSure(
  text: string,
  {
    conversation,
    names,
    knowledge,
    metrics,
  }: {
    readonly conversation: ConversationState;
    readonly names: AudienceNames;
    readonly knowledge: Knowledge;
    readonly metrics: (said?: string) => Promise<Interpretation>;
  },
): Promise<Interpretation | null> {
  const brief = readBrief(text) ?? readActivity(text) ?? readWorth(text);
  if (brief) return brief;
  const campaign = pickOption(text, conversation.pending) ? null : readKnownCampaign(text, names);
  if (campaign) return campaign;
  const best = await readBestCampaign(text, names, knowledge, metrics);
  if (best || !TWO_COUNTS.test(text) || OF_THE_FIRST.test(text)) return best;
  const counts = await metrics();
  return counts.kind === 'call'
    ? counts
    : refusal('That is more than one question. Please ask them one at a time.', knowledge);
}

async function interpret(
  typed: string,
  conversation: ConversationState,
  here: Here,
): Promise<Interpretation> {
  const { knowledge, clock } = here;
  if (typed.length > MAX_CHARACTERS)
    return refusal(
      `That is ${typed.length.toLocaleString('en-US')} characters long. Please ask one question in a sentence or two.`,
      knowledge,
    );
  const picked = pickOption(typed, conversation.pending);
  if (picked) return chosen(picked, here);
  const last = queryOf(conversation.lastCall);
  const correction = last ? correctionIn(typed) : null;
  const text = correction ?? typed;
  if (ADVICE.test(text))
    return refusal('I can say what happened, but I do not give advice on what to do.', knowledge);
  if (IN_EVERY_ONE.test(text))
    return refusal(
      'I cannot find what holds in every single one of several periods. Ask for it by period.',
      knowledge,
    );
  const talk = smallTalk(text);
  if (talk) return talk;
  const { tokens, items: read, notes } = await readTokens(text, knowledge, clock);
  const items = sideBySide(read, knowledge, clock);
  const term = readTermQuestion(tokens, knowledge);
  if (term) return term;
  const around = { ...here, tokens, notes };
  const fragment = fragmentOf(items, correction !== null);
  const whole = parse(items, knowledge, clock, last);
  const followUp = last ? leaning(whole, fragment, last, around) : null;
  if (followUp) {
    const restarts = correction !== null && standsAlone(whole, fragmentOf(items));
    return restarts ? eitherWay(followUp, afresh(whole, around)) : followUp;
  }
  const leansOnNothing =
    !last &&
    fragment.leans &&
    whole.unexplained.length > 0 &&
    parse(fragment.items, knowledge, clock, null).unexplained.length === 0;
  return afresh(leansOnNothing ? parse(fragment.items, knowledge, clock, null) : whole, around);
}

const afresh = (parsed: Parsed, around: Around): Interpretation =>
  conclude(parsed, (draft) => resolve(draft, around.knowledge, around.clock), around);

/** The text as a change of the thread's last query; null where it is a question of its own. */
function leaning(
  whole: Parsed,
  fragment: Fragment,
  last: MetricQuery,
  around: Around,
): Interpretation | null {
  const { notes, knowledge, clock } = around;
  if (whole.unexplained.length === 0 && standsAlone(whole, fragment)) return null;
  const partial = withoutBy(fragment.items, last, knowledge);
  const part = parse(partial, knowledge, clock, last);
  const leans = part.unexplained.length === 0 && (fragment.leans || partial !== fragment.items);
  if (standsAlone(part, fragment) && !leans) return null;
  const back = stepBack(fragment, part, last, clock);
  if (back) return answer(back, notes, around);
  return conclude(part, (draft) => mergeFollowUp(draft, { last, fragment, knowledge, clock }), around);
}

function chosen({ label, call }: { label: string; call: Call }, here: Here): Interpretation {
  const query = queryOf(call);
  return { kind: 'call', call, restated: query ? sayAgain(query, here) : label, notes: [] };
}

/** The workspace that is asked. */
interface Here {
  readonly knowledge: Knowledge;
  readonly clock: Clock;
  readonly workspace: Workspace;
}

/** The question, in its workspace. */
interface Around extends Here {
  readonly tokens: readonly Token[];
  readonly notes: readonly string[];
}

/** Coverage first, then what was understood and cannot be had, then open choices, then the query. */
function conclude(parsed: Parsed, finish: Finish, around: Around): Interpretation {
  const { tokens, notes, knowledge } = around;
  if (parsed.unexplained.length > 0)
    return didYouMean(parsed, around) ?? refuseUnexplained(tokens, parsed.unexplained, knowledge);
  const [because] = parsed.refusals;
  if (because) return refusal(because, knowledge);
  const [choice, another] = parsed.choices;
  if (another)
    return refusal(
      'More than one thing in that can be read in two ways. Please ask it more simply.',
      knowledge,
    );
  if (choice)
    return (
      askBack(choice, parsed.draft, finish) ??
      refusal(`${choice.question} I could not tell from the question.`, knowledge)
    );
  const finished = finish(parsed.draft);
  switch (finished.kind) {
    case 'refuse':
      return refusal(finished.because, knowledge);
    case 'choose':
      return (
        askBack(finished, parsed.draft, finish) ??
        refusal(`${finished.question} I could not tell from the question.`, knowledge)
      );
    case 'query':
      return answer(toCall(finished.query).args as MetricQuery, [...notes, ...finished.notes], around);
  }
}

const answer = (query: MetricQuery, notes: readonly string[], here: Here): Interpretation => ({
  kind: 'call',
  call: toCall(query),
  restated: sayAgain(query, here),
  notes: [...notes, ...whoCounts(query, here.knowledge)],
});

function sayAgain(query: MetricQuery, { knowledge, clock, workspace }: Here): string {
  const said = restate(query, knowledge, clock, workspace.currency);
  return query.people ? `${said}, ${sayPeople(query.people, workspace)}` : said;
}
