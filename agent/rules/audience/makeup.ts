/** Who people are, by age, gender and place: “describe the customers who abandoned a cart”, “where do our VIPs live”. */
import type { Workspace } from '../../../tools/workspace.ts';
import type { Interpretation } from '../../interpretation.ts';
import { type Audience, sayAudience } from './calls.ts';

const OF = [
  /^(?:please\s+)?(?:show\s+(?:me\s+)?|give\s+me\s+|what\s+is\s+|what's\s+)?(?:the\s+|a\s+)?(?:make-?\s?up|composition|demographics?|profile|description)\s+of\s+(?<of>.+?)$/iu,
  /^what\s+(?:are\s+(?<of>.+?)\s+like|do\s+(?<look>.+?)\s+look\s+like|(?:kind|kinds|sort|type)\s+of\s+(?:people|customers)\s+(?:are\s+)?(?<kind>.+?))$/iu,
  /^(?:please\s+|can\s+you\s+|could\s+you\s+)*(?:describe|characteri[sz]e|profile|tell\s+me\s+(?:more\s+)?about)\s+(?:me\s+)?(?<of>.+?)(?:\s+(?:for|to)\s+me)?$/iu,
  /^who\s+are\s+(?<of>.+?)[,]?\s+and\s+(?:where\s+do\s+they\s+(?:live|come\s+from)|where\s+are\s+they(?:\s+from)?|how\s+old\s+are\s+they)$/iu,
  /^where\s+(?:do|did)\s+(?<of>.+?)\s+(?:live|come\s+from)$/iu,
  /^(?:where|which\s+(?:cities|countries|city|country|places))\s+are\s+(?<of>.+?)\s+(?:from|based|located)$/iu,
  /^how\s+old\s+are\s+(?<of>.+?)$/iu,
] as const;

/** The people who are to be described, in the words of the question; null where none are. */
export function describedIn(text: string): string | null {
  const said = text.trim().replace(/[\s?.!]+$/u, '');
  for (const pattern of OF) {
    const { of, look, kind } = pattern.exec(said)?.groups ?? {};
    const people = of ?? look ?? (kind === undefined ? undefined : `customers who ${kind}`);
    if (people !== undefined) return people;
  }
  return null;
}

const THEM = [
  /^(?:and\s+|now\s+)?(?:(?:split|break|broken|show|group|grouped)?\s*(?:it|them|this|these|that)?\s*(?:down|up)?\s*by\s+(?:the\s+)?(?:location|city|cities|place|country|gender|sex|age|age group|age band)|(?:show\s+|what is\s+)?(?:the|their)?\s*(?:make-?up|demographics|composition))$/iu,
  /^(?:and\s+|so\s+|now\s+)*(?:who\s+are\s+(?:they|these(?:\s+people)?)|where\s+do\s+they\s+(?:live|come\s+from)|where\s+are\s+they(?:\s+from|\s+based)?|(?:which|what)\s+(?:cities|countries|places|city|country)\s+(?:are\s+they\s+from|do\s+they\s+(?:live\s+in|come\s+from))|how\s+old\s+are\s+they|what\s+are\s+they\s+(?:like|made\s+(?:up\s+)?of)|what\s+do\s+they\s+look\s+like|(?:describe|characteri[sz]e|tell\s+me\s+(?:more\s+)?about)\s+(?:them|these(?:\s+people|\s+customers)?))$/iu,
] as const;

/** Whether the text asks for the make-up of the people before it. */
export const describesThem = (text: string): boolean => {
  const said = text.trim().replace(/[\s?.!]+$/u, '');
  return THEM.some((pattern) => pattern.test(said));
};

/** The call that tells it. */
export const madeUpOf = (
  { gate, interest }: Audience,
  workspace: Workspace,
  notes: readonly string[] = [],
): Interpretation => ({
  kind: 'call',
  call: { tool: 'segment_makeup', args: { gate, ...(interest === undefined ? {} : { interest }) } },
  restated: `What they are made up of: ${sayAudience({ gate, ...(interest === undefined ? {} : { interest }) }, workspace)}`,
  notes: [...new Set(notes)],
});
