/** Questions about A/B tests: which there are, how one is doing, which variation wins. Every word must be accounted for. */
import { readShow } from '../../../tools/experiments/command.ts';
import type { Interpretation } from '../../interpretation.ts';
import { toolCall } from '../tool-call.ts';

const TEST = String.raw`(?:a\/?b[\s-]*(?:tests?|experiments?)|split[\s-]*tests?|tests?|experiments?)`;
const LEAD = String.raw`(?:(?:please|show|show me|list|give me|tell me|tell me about|what is|what are|what were|what about|how is|how are|how was|how did|can you|could you|i want to see|see|display|get|the|our|my|all|of|for|on)\s+)*`;
const THE = String.raw`(?:(?:the|our|my|of|in|for|from|on)\s+)*`;
const VARIATION = '(?:variations?|variants?|versions?|arms?|subject lines?)';
const OUTCOME = '(?:results?|outcomes?|verdicts?|winners?|performance|progress|status)';
const DOING =
  '(?:doing|going|performing|running|looking|getting on|coming along|work out|turn out|end|go|do|perform|worked out|turned out)';
const NAME = '(?<name>.+?)';
const END = String.raw`(?:\s+(?:so far|now|today|at the moment|right now|yet|please|currently))*`;

const all = (...sources: readonly string[]) =>
  sources.map((source) => new RegExp(`^(?:${source})${END}$`, 'iu'));

/** Asked of every test. */
const LISTS = all(
  `${LEAD}${TEST}(?: list| overview| ${OUTCOME})?`,
  `${LEAD}${OUTCOME} ${THE}${TEST}`,
  `(?:which|what|how many) ${TEST} (?:are (?:there|running|live|open|active)|do (?:we|i) have|have (?:we|i)(?: got)?|is running|run)`,
  `(?:are|is) (?:there |we )?(?:any |running (?:any )?)?${TEST}(?: running)?`,
  `how are ${THE}${TEST} ${DOING}`,
  `(?:which|what) ${TEST} (?:is |are |has |have |was )?(?:winning|won|wins|decided|broken|finished|done|a winner|winners)`,
);

/** States that a list may be narrowed to. */
const BY_STATUS =
  /^(?:(?:please|show|show me|list|the|our|all|which|what|give me)\s+)*(?<status>running|live|active|draft|drafted|stopped|finished|applied)\s+(?:a\/?b[\s-]*)?(?:tests?|experiments?)$/iu;
const STATUS: Readonly<Record<string, string>> = {
  running: 'running',
  live: 'running',
  active: 'running',
  draft: 'draft',
  drafted: 'draft',
  stopped: 'stopped',
  finished: 'stopped',
  applied: 'applied',
};

const RUNNING = /\b(?:running|live|active|run)\b/iu;

/** Asked of one test; the tool finds it by any part of its name. */
const METRIC =
  '(?<metric>(?:open|click|click[\\s-]through|conversion|visit) rates?|opens|clicks|ctr|conversions|visits|spend|revenue|value)';
const SHOWS = all(
  `${LEAD}${METRIC} ${THE}${NAME} ${TEST}`,
  `(?:compare|show) ${THE}${VARIATION} ${THE}${NAME} ${TEST}`,
  `(?:did|has|does|will) ${THE}${NAME} ${TEST} (?:win|won|work|worked|work out|help|make a difference)`,
  `${LEAD}${OUTCOME} ${THE}${NAME} ${TEST}`,
  `${LEAD}${OUTCOME} ${THE}${TEST} (?:called |named )?${NAME}`,
  `${LEAD}${NAME} ${TEST}(?: ${OUTCOME})?(?: ${DOING})?`,
  `${LEAD}${TEST} (?:called |named )?${NAME}(?: ${DOING})?`,
  `(?:which|what) ${VARIATION} (?:is|are|was) (?:winning|ahead|leading|better|best|the best|the winner)(?: (?:in|of|for)) ${THE}${NAME}(?: ${TEST})?`,
  `(?:which|what) ${VARIATION} (?:wins|won|performs (?:best|better)|did (?:best|better)|does (?:best|better))(?: (?:in|of|for)) ${THE}${NAME}(?: ${TEST})?`,
  `(?:who|what) (?:is winning|is ahead|wins|won)(?: (?:in|of))? ${THE}${NAME} ${TEST}`,
  `(?:did|has|have|is|was) (?:there (?:been )?a winner (?:in|of|for)|anything won in|any ${VARIATION} (?:won|win|winning) (?:in)?) ?${THE}${NAME} ${TEST}`,
  `how (?:long|much longer|many (?:more )?days) (?:must|should|does|will|do|has|have|is|still) ${THE}${NAME} ${TEST} (?:still )?(?:have to |need to |going to )?(?:run|last|go on|take|left)(?: for)?(?: still)?`,
  `how (?:long|many (?:more )?days) (?:must|should|do|will|does) (?:we|i|it) (?:still )?(?:have to |need to )?(?:run|wait for|keep) ${THE}${NAME} ${TEST}(?: running)?`,
  `how many (?:people|customers|users|participants|more people) (?:are (?:there )?|were |does |do |is )?(?:in|needed for|part of|take part in|took part in) ${THE}${NAME} ${TEST}`,
  `(?:is|was|has) ${THE}${NAME} ${TEST} (?:significant|done|finished|over|decided|broken|ready|a winner|worth it)`,
);

/** A name does not begin with these: they make another question or a command, or tests of another kind. */
const NOT_A_NAME =
  /^(?:a|an|any|this|that|it|new|statistical|significance|t|z|chi|hypothesis|is|are|which|what|how|why|who|create|make|start|stop|apply|delete|run|running|write|send|plan|design|in|of|for|called|named|\p{P})(?![\p{L}\p{N}])/iu;

/** The question as one about tests; null where it is none. */
export function readExperiment(text: string): Interpretation | null {
  const asked = text
    .trim()
    .replace(/[’]/gu, "'")
    .replace(/\b(what|how|who|which)'s\b/giu, '$1 is')
    .replace(/[?!.\s]+$/u, '')
    .replace(/\s+/gu, ' ');
  const status = STATUS[BY_STATUS.exec(asked)?.groups?.status?.toLowerCase() ?? ''];
  if (status) return toolCall('ab_tests', { status }, `The tests that are ${status}`);
  if (LISTS.some((pattern) => pattern.test(asked)))
    return RUNNING.test(asked)
      ? toolCall('ab_tests', { status: 'running' }, 'The tests that are running')
      : toolCall('ab_tests', {}, 'The A/B tests');
  for (const pattern of SHOWS) {
    const { name: words, metric } = pattern.exec(asked)?.groups ?? {};
    const name = nameIn(words);
    if (name !== null && metric)
      return toolCall(
        'show_ab_test',
        readShow(`${name} by ${metric.replace(/s$/u, '')}`),
        `The ${metric} of the A/B test “${name}”`,
      );
    if (name !== null) return toolCall('show_ab_test', readShow(name), `The A/B test “${name}”`);
  }
  return null;
}

function nameIn(words: string | undefined): string | null {
  const name = words?.replace(/^["'“”]+|["'“”]+$/gu, '').trim() ?? '';
  return name === '' || NOT_A_NAME.test(name) ? null : name;
}
