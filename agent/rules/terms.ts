/** Questions about words and about the bot itself: “what is ROAS”, “what can you answer”, “how fresh is the data”. */
import type { Interpretation } from '../interpretation.ts';
import { DEFINE_TOOL, FRESHNESS_TOOL, HELP_TOOL, toCall } from './call.ts';
import type { Knowledge } from './knowledge.ts';
import { refusal } from './refuse.ts';
import { lex, type Token } from './text/lexer.ts';

const HELP = [
  /^(?:please )?(?:help|help me|help please|menu|commands|examples|usage|instructions|how does this work|how do you work|how does it work|how do i use (?:you|this|it)|what now|get started|getting started)$/u,
  /^what (?:can|could|do|are) (?:you|i|we) (?:able to )?(?:do|answer|ask|ask you|know|help with|help me with|tell me|tell us|offer|able to do|capable of)(?: for (?:me|us))?(?: here)?(?: about)?$/u,
  /^(?:what|which) (?:kind of |kinds of |sort of |type of |types of )?(?:questions?|things|metrics|dimensions|data|reports|numbers|kpis) (?:can|do|could|are|is) (?:i|you|we|available|there)(?: (?:ask|answer|have|know|support|available|understand|get|see|use|query|look at))*(?: you| about| for)*$/u,
  /^(?:what|which) (?:dimensions|columns|fields|attributes|breakdowns|filters|metrics|kpis)(?: (?:can|could|do|does|are|is|may) .*)?$/u,
  /^(?:what|which) (?:data|columns|fields) (?:do|does) (?:you|we|i|my data|our data|the data) (?:have|hold|contain)(?: here)?$/u,
  /^(?:how can you help(?: me| us)?|who are you|what are you|what is this|what do you do|are you a bot|(?:list|show)(?: me)?(?: all)?(?: the)?(?: available)? metrics|what else can (?:you|i) (?:do|ask)|give me (?:some )?examples|(?:some )?example questions|what should i ask)$/u,
];

const FRESHNESS = [
  /^(?:how|is|are) (?:fresh|recent|old|current|new|up to date|stale|the|our|my|this)?\s?(?:is |are )?(?:the |our |my |this |your )?data(?: (?:up to date|fresh|current|stale|recent|complete))?$/u,
  /^(?:data freshness|freshness|freshness of (?:the |our )?data|latest data|last (?:import|update|refresh)|data (?:coverage|range|status))$/u,
  /^when (?:was|were|is|did) (?:the |our |my )?data(?: set| base)? (?:last )?(?:updated|imported|loaded|refreshed|refresh|update|synced)(?: last)?$/u,
  /^when (?:was|is) the (?:last|latest|most recent) (?:import|update|refresh|data|data point|day of data|day with data)$/u,
  /^(?:what|which) (?:period|dates?|time|years?|timeframe|date range|time range|time period|range)(?: of time)? (?:does|do|is|are) (?:the |our |your )?data (?:cover|span|from|for|go|in|covered)$/u,
  /^how (?:far back|recent|far) (?:does|do|is|are) (?:the |our |your )?data(?: go)?(?: back)?$/u,
  /^(?:what is|what are) (?:the |our )?(?:newest|latest|last|most recent|oldest|first|earliest) (?:date|day|data|dates)(?: (?:of|in|with|available in) (?:the |our )?data)?(?: available)?$/u,
  /^how up to date (?:is|are) (?:the |our |my )?(?:data|numbers|figures)$/u,
];

/** X stands for the term. */
const DEFINE = [
  /^(?:please |can you |could you |can you please )*(?:define|explain|describe|definition of|the definition of|meaning of|the meaning of)(?: the term| the metric| what is meant by| to me)? (?<term>.+?)(?: (?:to me|for me|please))?$/u,
  /^what (?:does|do) (?:the (?:term|metric|word) )?(?<term>.+?) (?:mean|stand for|measure|include|refer to)(?: here| exactly)?$/u,
  /^what (?:is|are) (?:the )?(?:definition|meaning|formula)(?: of| for| behind) (?<term>.+)$/u,
  /^what (?:is|do you|do we|does one) (?:meant|mean|understand) by (?<term>.+)$/u,
  /^how (?:is|are|was) (?<term>.+?) (?:defined|calculated|computed|measured|determined|worked out|derived|counted)(?: here)?$/u,
  /^how (?:do|does|did) (?:you|we|it|one) (?:define|calculate|compute|measure|determine|work out|count|derive) (?<term>.+)$/u,
  /^what (?:counts|qualifies) as (?<term>.+)$/u,
  /^(?<term>.+?) (?:definition|meaning|explained)$/u,
];

/** “what is X”, bare: a definition where X is an abbreviation, asked back where it may be the number. */
const BARE = /^what (?:is|are) (?<article>an? )?(?<term>.+)$/u;

/** The interpretation of such a question, or null where the text is none. */
export function readTermQuestion(tokens: readonly Token[], knowledge: Knowledge): Interpretation | null {
  const text = plainText(tokens);
  if (HELP.some((pattern) => pattern.test(text)) || text === '')
    return { kind: 'call', call: { tool: HELP_TOOL, args: {} }, restated: 'What I can answer', notes: [] };
  if (FRESHNESS.some((pattern) => pattern.test(text)))
    return {
      kind: 'call',
      call: { tool: FRESHNESS_TOOL, args: {} },
      restated: 'How fresh the data are',
      notes: [],
    };
  for (const pattern of DEFINE) {
    const said = pattern.exec(text)?.groups?.term;
    if (said) return define(said, knowledge) ?? unknownTerm(said, knowledge, pattern);
  }
  const bare = BARE.exec(text)?.groups;
  return bare?.term ? bareTerm(bare.term, bare.article !== undefined, knowledge) : null;
}

const plainText = (tokens: readonly Token[]): string =>
  tokens
    .filter((token) => token.kind !== 'symbol' && !['.', '?', '!', '_', ',', ':'].includes(token.text))
    .map((token) => token.text)
    .join(' ')
    .trim();

interface Term {
  readonly label: string;
  /** The metric it is, if it is one. */
  readonly metric: string | null;
}

/** The metric or dimension that the words name, all of them. */
function termOf(said: string, knowledge: Knowledge): Term | null {
  const words = said.replace(/^(?:the|our|an?|your) /u, '').replace(/ (?:metric|kpi)$/u, '');
  const tokens = lex(words);
  const meanings = knowledge.terms
    .at(tokens, 0)
    .filter((match) => match.length === tokens.length)
    .flatMap((match) => match.meanings);
  const metric = meanings.find((meaning) => meaning.kind === 'metric');
  if (metric?.kind === 'metric')
    return { label: knowledge.metric(metric.id)?.label ?? metric.id, metric: metric.id };
  const dimension = meanings.find((meaning) => meaning.kind === 'dimension');
  return dimension?.kind === 'dimension'
    ? { label: knowledge.dimension(dimension.id)?.label ?? dimension.id, metric: null }
    : null;
}

function define(said: string, knowledge: Knowledge): Interpretation | null {
  const term = termOf(said, knowledge);
  return term ? defined(term) : null;
}

const defineCall = (term: Term) => ({ tool: DEFINE_TOOL, args: { term: term.label } });
const defined = (term: Term): Interpretation => ({
  kind: 'call',
  call: defineCall(term),
  restated: `What ${term.label} means`,
  notes: [],
});

/** Loose patterns (“X explained”) leave unknown terms to the rest of the rules. */
function unknownTerm(said: string, knowledge: Knowledge, pattern: RegExp): Interpretation | null {
  if (pattern === DEFINE.at(-1) || said.split(' ').length > 4) return null;
  return refusal(`I have no definition of “${said}”.`, knowledge, ['what is ROAS']);
}

function bareTerm(said: string, article: boolean, knowledge: Knowledge): Interpretation | null {
  if (/^(?:the|our|my|your|total|overall) /u.test(said)) return null;
  const term = termOf(said, knowledge);
  if (!term) return null;
  if (article || term.metric === null || isAbbreviation(said, term)) return defined(term);
  return {
    kind: 'clarify',
    question: `Do you want to know what “${term.label}” means, or how much it is?`,
    options: [
      { label: 'What it means', call: defineCall(term) },
      { label: 'How much it is', call: toCall({ metrics: [term.metric] }) },
    ],
  };
}

const isAbbreviation = (said: string, term: Term): boolean =>
  !said.includes(' ') &&
  said.length <= 5 &&
  (term.label.toUpperCase() === term.label || !term.label.toLowerCase().includes(said));
