/** Questions about the morning brief: to see it, to get it, to get it no more. Every word must be accounted for. */
import { parseSubscribe, parseUnsubscribe } from '../../../tools/brief/command.ts';
import { UserError } from '../../../tools/errors.ts';
import type { Interpretation } from '../../interpretation.ts';
import { toolCall } from '../tool-call.ts';

const LEAD = String.raw`(?:(?:please|show|show me|give me|send me|tell me|read me|get|open|see|what is|what's|where is|where's|can i see|can i have|i want|i want to see|let me see)\s+)*`;
const THE = String.raw`(?:(?:the|our|my|your|today's|todays|this morning's|daily|morning|latest|newest|last)\s+)*`;
const END = String.raw`(?:\s+(?:today|now|this morning|for today|again|please))*`;

const SHOWS = [
  `${LEAD}${THE}brief(?:ing)?`,
  `brief (?:me|us)`,
  `${LEAD}(?:what|anything)(?: has|'s| is)? (?:changed|happened|new|going on|up|different)(?: (?:overnight|since yesterday|last night|this morning|today))`,
  `(?:any|what is the|what's the|is there any) news`,
  `what (?:do i|do we|should i|should we) (?:need to )?(?:know|look at) (?:today|this morning)`,
  `what needs (?:me|us|attention|my attention|our attention)`,
].map((source) => new RegExp(`^(?:${source})${END}$`, 'iu'));

const SUBSCRIBE =
  /^(?:please\s+)?(?:subscribe(?:\s+(?<rest>.*))?|(?:send|give|post)\s+(?:me\s+)?the\s+brief\s+(?:every\s+(?:day|morning)|daily)\b(?:\s*(?<more>.*))?)$/iu;
const UNSUBSCRIBE =
  /^(?:please\s+)?(?:unsubscribe(?:\s+(?<rest>.*))?|(?:no more|stop (?:the|sending(?: me)? the|sending)|end the) (?:daily |morning )?briefs?)$/iu;

/** The message as one about the brief; null where it is none. */
export function readBrief(text: string): Interpretation | null {
  const asked = text
    .trim()
    .replace(/[’]/gu, "'")
    .replace(/[?!.\s]+$/u, '')
    .replace(/\s+/gu, ' ');
  if (SHOWS.some((pattern) => pattern.test(asked))) return toolCall('daily_brief', {}, 'Today’s brief');
  const wanted = SUBSCRIBE.exec(asked)?.groups;
  if (wanted)
    return parsed(() =>
      toolCall('subscribe', parseSubscribe(wanted.rest ?? wanted.more ?? ''), 'The brief, every morning'),
    );
  const ended = UNSUBSCRIBE.exec(asked);
  if (ended)
    return parsed(() =>
      toolCall('unsubscribe', parseUnsubscribe(ended.groups?.rest ?? ''), 'No more briefs'),
    );
  return null;
}

/** Words that cannot be read are refused with how to say it. */
function parsed(read: () => Interpretation): Interpretation {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError) return { kind: 'refuse', because: error.message, suggestions: [] };
    throw error;
  }
}
