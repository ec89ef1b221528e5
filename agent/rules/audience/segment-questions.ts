/** Questions about segments themselves: which there are, who moved, what one is made of. */
import { daysFromTo } from '../../../tools/periods/calendar.ts';
import { dayLabel } from '../../../tools/periods/period-label.ts';
import type { Interpretation } from '../../interpretation.ts';
import { spanOf } from '../dates/calendar.ts';
import { type Scene, skipAll } from './cursor.ts';
import { segmentAt } from './standing.ts';
import { whenAt } from './when.ts';

/** Stands for a segment's name in the patterns below. */
const NAME = '<name>';
const LEAD = String.raw`(?:(?:please|show|show me|list|give me|tell me|what is|what are|which are|who are|who is in|can you|could you|see|display|get|the|our|my|all|all the|all our|of)\s+)*`;
const WHO = `(?:who|(?:how many|which|${LEAD})(?: of our| of the| our)? ?(?:customers|people|users|shoppers|clients|members)?(?: who| that)?)`;
const MOVED =
  '(?:has |have |had )?(?:moved|went|slipped|dropped|fell|switched|changed|migrated|came|rose|slid|gone|moved up|moved down)';
const THE = String.raw`(?:(?:the|our|my|all|segment)\s+)*`;

interface Pattern {
  readonly pattern: RegExp;
  readonly call: (names: readonly string[]) => {
    readonly tool: string;
    readonly args: Record<string, unknown>;
  };
  readonly restated: (names: readonly string[]) => string;
  /** A period may stand behind. */
  readonly dated?: boolean;
}

const pattern = (source: string): RegExp => new RegExp(`^(?:${source})$`, 'u');
const METHODS: Readonly<Record<string, string>> = {
  rfm: 'rfm',
  'k means': 'kmeans',
  kmeans: 'kmeans',
  cluster: 'kmeans',
  behaviour: 'kmeans',
  behavior: 'kmeans',
  saved: 'rule',
  dynamic: 'rule',
  rule: 'rule',
  static: 'static',
};
const METHOD = Object.keys(METHODS).join('|');

const PATTERNS: readonly Pattern[] = [
  {
    pattern: pattern(
      `${LEAD}(?:customer |audience |saved )?segments?(?: overview| list)?|${LEAD}(?:what|which) (?:customer |audience )?segments? (?:do we have|do i have|are there|exist|have we got|did you find|can i use|are available)|(?:what|which) are ${THE}(?:customer )?segments|how (?:big|large) are ${THE}segments|how are ${THE}segments (?:doing|developing|changing)|segment sizes|${LEAD}sizes? of ${THE}segments|how many segments (?:do we have|are there)|(?:what|which|how many) (?:groups|kinds|types|sorts) (?:of (?:customers|people) )?(?:do we have|are there|have we got)`,
    ),
    call: () => ({ tool: 'segments', args: {} }),
    restated: () => 'The segments',
  },
  {
    pattern: pattern(
      `(?:${LEAD})?(?:which|what)? ?${THE}segments? (?:is|are|has been|have been)? ?(?:growing|shrinking|declining|getting bigger|getting smaller|increasing|decreasing|changing|losing members|gaining members)(?: the)?(?: most| fastest| the most| quickest)?|(?:fastest )?(?:growing|shrinking) segments|segment (?:growth|health|trends)|(?:which|what) segments? (?:grew|grow|shrank|shrink)(?: the)?(?: most| fastest)?`,
    ),
    call: () => ({ tool: 'segments', args: {} }),
    restated: () => 'The segments, with how they grew',
  },
  {
    pattern: pattern(
      `${WHO} ${MOVED} from ${THE}${NAME}(?: segment)? (?:to|into) ${THE}${NAME}(?: segment)?|moves (?:from|between) ${THE}${NAME} (?:and|to|into) ${THE}${NAME}`,
    ),
    call: ([segment, to]) => ({ tool: 'segment_moves', args: { segment, to } }),
    restated: ([one, other]) => `Who moved from ${one} to ${other}`,
    dated: true,
  },
  {
    pattern: pattern(
      `${WHO} (?:${MOVED} (?:to|into)|(?:has |have |is |are )?(?:joined|entered|became|become|turned into|new (?:to|in|among))) ${THE}${NAME}(?: segment)?|${LEAD}moves (?:to|into) ${THE}${NAME}|${LEAD}new ${THE}${NAME}`,
    ),
    call: ([segment]) => ({ tool: 'segment_moves', args: { segment, direction: 'in' } }),
    restated: ([one]) => `Who came to ${one}`,
    dated: true,
  },
  {
    pattern: pattern(
      `${WHO} (?:${MOVED} (?:from|out of)|(?:has |have |is |are )?(?:left|no longer(?: in)?|dropped|quit|stopped being)) ${THE}${NAME}(?: segment)?(?: any ?more)?|${LEAD}moves (?:from|out of) ${THE}${NAME}`,
    ),
    call: ([segment]) => ({ tool: 'segment_moves', args: { segment, direction: 'out' } }),
    restated: ([one]) => `Who left ${one}`,
    dated: true,
  },
  {
    pattern: pattern(
      `${LEAD}(?:segment )?(?:moves|movements?|migrations?|flows?)(?: (?:between|of|among|across) ${THE}(?:customers between )?segments)?|who (?:has |have )?(?:moved|changed|switched) (?:between |from one )?segments?(?: to another)?|who (?:has |have )?(?:moved|changed|switched)`,
    ),
    call: () => ({ tool: 'segment_moves', args: {} }),
    restated: () => 'Who moved between segments',
    dated: true,
  },
  {
    pattern: pattern(
      `${LEAD}(?:make up|makeup|composition|demographics|structure|fairness|balance|mix|fairness look) (?:of|in|for) ${THE}${NAME}(?: segment| customers)?|(?:what|who) is ${THE}${NAME}(?: segment)? made (?:up )?of|${LEAD}${NAME}(?: segment)? (?:make up|makeup|composition|demographics)|how is ${THE}${NAME}(?: segment)? made up`,
    ),
    call: (names) => ({ tool: 'segment_makeup', args: { segment: names[0] } }),
    restated: (names) => `What ${names[0]} is made up of`,
  },
  {
    pattern: pattern(
      `(?:please )?(?:download|export)(?: me)? ${THE}(?:members of |list of )?${THE}${NAME}(?: segment| members| customers| list)?(?: as csv| as a csv| as a file| as a csv file)?`,
    ),
    call: (names) => ({ tool: 'download_segment', args: { segment: names[0] } }),
    restated: (names) => `The members of ${names[0]} as a file`,
  },
  {
    pattern: pattern(
      `${LEAD}(?:tell me about |members of |people in |customers in |everyone in |the size of |size of |details of |about )?${THE}${NAME}(?: segment| members| customers)?|who (?:is|are) (?:in )?${THE}${NAME}(?: segment)?|how (?:many (?:people|customers) are in|big is|large is|is) ${THE}${NAME}(?: segment)?(?: doing)?|(?:which|what) (?:customers|people) (?:look|seem|are) ${THE}${NAME}|${LEAD}${THE}segment ${NAME}|${LEAD}segment called ${NAME}`,
    ),
    call: (names) => ({ tool: 'show_segment', args: { segment: names[0] } }),
    restated: (names) => `The segment ${names[0]}`,
  },
];

const METHOD_LIST = pattern(
  `${LEAD}(?<method>${METHOD}) (?:segments|groups|clusters)|${LEAD}(?:(?:what|which) )?(?<other>clusters|outliers|unusual customers|customers (?:look |are |seem |that are |who are )unusual)(?: do we have| are there)?`,
);
const LONGEST_WINDOW = 400;

/** The question as one about segments; null where it is none. */
export function readSegmentQuestion(scene: Scene): Interpretation | null {
  for (let end = scene.tokens.length; end > 0; end--) {
    const window = end === scene.tokens.length ? null : windowBehind(scene, end);
    if (end < scene.tokens.length && window === null && skipAll(scene, end, 'tail') < scene.tokens.length)
      continue;
    const { text, names } = named(scene, end);
    const found = PATTERNS.find(
      (each) => each.pattern.test(text) && (window === null || each.dated === true),
    );
    if (!found) {
      const listed = window === null ? byMethod(text) : null;
      if (listed) return listed;
      continue;
    }
    const { tool, args } = found.call(names);
    return {
      kind: 'call',
      call: { tool, args: window === null ? args : { ...args, ...window } },
      restated: `${found.restated(names)}${window === null ? '' : ` ${sayWindow(window)}`}`,
      notes: [],
    };
  }
  return null;
}

function byMethod(text: string): Interpretation | null {
  const { method, other } = METHOD_LIST.exec(text)?.groups ?? {};
  const said = method ? METHODS[method] : other === 'clusters' ? 'kmeans' : other ? 'outliers' : null;
  return said
    ? {
        kind: 'call',
        call: { tool: 'segments', args: { method: said } },
        restated: `The segments by ${method ?? other}`,
        notes: [],
      }
    : null;
}

/** The first `end` words with every segment's name written as `NAME`. */
function named(scene: Scene, end: number): { text: string; names: string[] } {
  const names: string[] = [];
  const words: string[] = [];
  for (let at = 0; at < end; ) {
    const segment = segmentAt(scene, at);
    if (segment && segment.next <= end) {
      names.push(segment.it);
      words.push(NAME);
      at = segment.next;
    } else {
      words.push(scene.tokens[at]?.text ?? '');
      at++;
    }
  }
  return { text: words.filter((word) => word !== ',').join(' '), names };
}

/** So many days, back from today or up to the day `until`. */
interface DaysBack {
  readonly days: number;
  readonly until?: string;
}

const sayWindow = ({ days, until }: DaysBack): string =>
  until === undefined ? `in the last ${days} days` : `in the ${days} days up to ${dayLabel(until)}`;

/** “in the last 90 days”, “last month”: the days that are meant; null where that is not all that is left. */
function windowBehind(scene: Scene, at: number): DaysBack | null {
  const trial: Scene = { ...scene, refusals: [] };
  const period = whenAt(trial, at);
  const span = period && spanOf(period.it, scene.clock);
  if (
    !period ||
    !span ||
    trial.refusals.length > 0 ||
    skipAll(scene, period.next, 'tail') < scene.tokens.length
  )
    return null;
  const { today } = scene.clock;
  // Days that go on until yesterday go on until now: what was counted this night belongs to them.
  const lasts = daysFromTo(span.to, today) <= 1;
  const days = daysFromTo(span.from, lasts ? today : span.to) + Number(!lasts);
  if (days < 1 || days > LONGEST_WINDOW) return null;
  return lasts ? { days } : { days, until: span.to };
}
