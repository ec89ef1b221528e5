/** “which campaign performed best”: the messages that were sent, or ads? Both are called campaigns; neither has revenue of its own. */
import { metricsHere } from '../../../tools/metrics/metrics-here.ts';
import type { Interpretation } from '../../interpretation.ts';
import type { AudienceNames } from '../audience/segment-names.ts';
import type { Knowledge } from '../knowledge.ts';

const EXTREME = '(?:best|worst|most successful|least successful|top|strongest|weakest)';
const SENT = '(?:e-?mail|whatsapp|sms|text|newsletter|outreach|message)';
const ADS = '(?:ads?|paid|advertising|marketing)';
const KIND = `(?:(?<sent>${SENT})\\s+|(?<ads>${ADS})\\s+)?`;
const DID =
  '(?:has |have |had |did |was |were |is |are )?(?:the |our )?(?:performed|performing|performs?|worked|works?|ran|done|did|do|does|went|perform)?';
/** What both kinds have a number for. */
const SHARED = '(?<number>click(?:-|\\s)?(?:through)?\\s?rate|ctr|clicks|conversions?)';
const MOST = '(?:the )?(?:best|worst|highest|lowest|most|fewest|least)';
const WHEN = '(?<when>(?:\\s+\\S+){0,4})';

const ASKED = [
  `^(?:which|what)(?: of our)? ${KIND}campaigns? ${DID} ?(?:the )?(?<extreme>${EXTREME})${WHEN}$`,
  `^(?:(?:which|what) (?:is|was|were|are) )?(?:show me |tell me )?(?:the |our |my )?(?<extreme>${EXTREME})(?:[- ]performing)? ${KIND}campaigns?${WHEN}$`,
  `^(?:which|what) ${KIND}campaigns? (?:has|have|had|got|brought) (?<extreme>${MOST}) ${SHARED}${WHEN}$`,
].map((source) => new RegExp(source, 'iu'));

const LOWEST = /worst|least|lowest|fewest|weakest/iu;

type Read = (said: string) => Promise<Interpretation>;
type Call = Extract<Interpretation, { kind: 'call' }>;

/** The question with its readings; null where it is another, or where only one is open and the rest of the rules has it. */
export async function readBestCampaign(
  text: string,
  { campaigns = [] }: AudienceNames,
  { model, vocabulary }: Knowledge,
  read: Read,
): Promise<Interpretation | null> {
  const asked = text.trim().replace(/[?!.\s]+$/u, '');
  const groups = ASKED.map((pattern) => pattern.exec(asked)?.groups).find((each) => each !== undefined);
  if (!groups) return null;
  const { sent, ads, number, extreme = '', when = '' } = groups;
  // “best campaign by conversions” names its number.
  if (
    /^\s+(?:by|in|for|with|of)\b(?!\s+(?:the\s+)?(?:last|this|past|january|february|march|april|may|june|july|august|september|october|november|december|q[1-4]|20\d\d)\b)/iu.test(
      when,
    )
  )
    return null;
  const messages = campaigns.length > 0 && ads === undefined;
  const offered = new Set(metricsHere(model, vocabulary).map(({ id }) => id));
  const spends = vocabulary.sourcesOf('campaign').includes('spend') && sent === undefined;
  if (number !== undefined && !(messages && spends)) return null;
  const low = LOWEST.test(extreme);
  const wanted = spends ? numbersOf(number).filter(({ id }) => offered.has(id)) : [];
  const options: { label: string; call: Call['call'] }[] = [];
  if (messages)
    options.push({
      label: 'Messages sent, with what came of them',
      call: { tool: 'campaigns', args: { status: 'sent' } },
    });
  for (const { said, cheap } of wanted) {
    const direction = low === cheap ? 'highest' : 'lowest';
    const answer = await read(`which campaign had the ${direction} ${said}${when}`);
    if (answer.kind === 'call') options.push({ label: `Ads, by ${said}`, call: answer.call });
  }
  const [only, more] = options;
  if (!only) return null;
  if (!more && messages)
    return { kind: 'call', call: only.call, restated: 'The campaigns that were sent', notes: [] };
  return {
    kind: 'clarify',
    question: messages ? 'Messages that were sent, or ads?' : 'By which number?',
    options,
  };
}

interface AdNumber {
  readonly id: string;
  readonly said: string;
  /** Less is better. */
  readonly cheap: boolean;
}

const AD_NUMBERS: readonly AdNumber[] = [
  { id: 'ad_conversions', said: 'conversions', cheap: false },
  { id: 'cost_per_conversion', said: 'cost per conversion', cheap: true },
  { id: 'click_through_rate', said: 'click-through rate', cheap: false },
];

function numbersOf(number: string | undefined): readonly AdNumber[] {
  if (number === undefined) return AD_NUMBERS;
  if (/^clicks$/iu.test(number)) return [{ id: 'clicks', said: 'clicks', cheap: false }];
  return /conver/iu.test(number) ? AD_NUMBERS.slice(0, 1) : AD_NUMBERS.slice(2);
}
