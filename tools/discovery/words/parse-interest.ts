/** What is wanted and what is not: "sporty, but no luxury" asks for one and excludes the other. */

export interface ParsedInterest {
  /** The words that speak of what is wanted; empty where only an exclusion is said. */
  readonly wanted: string;
  readonly unwanted: string;
}

const NEGATION =
  /\b(?:anything but|other than|rather than|instead of|except(?: for)?|excluding|without|avoid(?:s|ing)?|dislik(?:e|es|ing)|hat(?:e|es|ing)|not (?:interested in|into|keen on|fond of)|(?:do|does|did|is|are|was|were|would|could|can)n[’']?t|don[’']?t|not(?! only\b| just\b)|no|never|non|nor|neither|nothing|less)\b[- ]?/giu;
/** Where what a negation speaks of ends. */
const END =
  /[,;:.!?]|\b(?:but|yet|although|though|however|while|whereas)\b|\band (?=(?:are|is|who|love|like|into|interested|prefer|want|enjoy|keen)\b)/iu;

/** Splits an interest at its negations. Pure and total; every word lands on one side. */
export function parseInterest(text: string): ParsedInterest {
  const wanted: string[] = [];
  const unwanted: string[] = [];
  let rest = text;
  for (;;) {
    NEGATION.lastIndex = 0;
    const negation = NEGATION.exec(rest);
    if (!negation) break;
    wanted.push(rest.slice(0, negation.index));
    const after = rest.slice(negation.index + negation[0].length);
    const end = END.exec(after);
    unwanted.push(end ? after.slice(0, end.index) : after);
    rest = end ? after.slice(end.index + end[0].length) : '';
  }
  wanted.push(rest);
  return { wanted: joined(wanted), unwanted: joined(unwanted) };
}

const joined = (parts: readonly string[]): string =>
  parts
    .join(' ')
    .replace(/\s+/gu, ' ')
    .replace(/(?:\b(?:but|and|or|yet|though|although)|[\s,;:])+$/iu, '')
    .trim();
