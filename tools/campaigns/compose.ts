/** From what somebody asked for to the message of a campaign; says what is missing or wrong with it. */
import type { Queryable } from '../../db/db.ts';
import { messageKindOf, readDefault } from '../messages/message-defaults.ts';
import type { Variation } from '../messages/variations.ts';
import { Refusal } from '../refusal.ts';
import type { ChannelName } from './channels.ts';
import { type Message, messageOf, textsOf } from './message.ts';
import { type Offer, STARTERS, starterMessage } from './starters.ts';
import { problemsOf } from './template.ts';

export interface Asked {
  readonly channel: ChannelName;
  readonly subject?: string | undefined;
  readonly body?: string | undefined;
  /** A purpose of the starters. */
  readonly template?: string | undefined;
  readonly offer?: Offer | undefined;
  readonly message_kind?: string | undefined;
  readonly template_id?: string | undefined;
  readonly variables?: Readonly<Record<string, string>> | undefined;
}

const EMPTY: Message = { subject: null, body: '', template_id: null, variables: {} };

/**
 * What is left out comes from the default of the message kind (a winner that was applied), then from the starter text.
 * Throws a `Refusal` where that leaves nothing to send, or a starter of the name does not exist.
 */
export async function composeMessage(
  db: Queryable,
  tenantId: string,
  asked: Asked,
  { currency, variations }: { readonly currency: string; readonly variations: readonly Variation[] },
): Promise<Message> {
  const applied =
    asked.message_kind === undefined
      ? null
      : await readDefault(db, tenantId, messageKindOf(asked.message_kind), asked.channel);
  const starter = asked.template === undefined ? EMPTY : starterOf(asked.template, asked, currency);
  const base = applied ? messageOf(starter, applied) : starter;
  const said: Message = {
    subject: asked.channel === 'email' ? (asked.subject ?? base.subject) : null,
    body: asked.body ?? base.body,
    template_id: asked.template_id ?? base.template_id,
    variables: { ...base.variables, ...asked.variables },
  };
  const missing = problemsWith(asked.channel, said, variations);
  if (missing.length > 0) throw new Refusal(missing.join(' '));
  return said;
}

function starterOf(purpose: string, { channel, offer }: Asked, currency: string): Message {
  const found = starterMessage(purpose, channel, { offer, currency });
  if (found) return found;
  throw new Refusal(`There is no text to begin from called “${purpose}”.`, [
    `There are: ${[...STARTERS.keys()].join(', ')}.`,
  ]);
}

/** What keeps a draft from being one, in sentences. A variation of a test may bring what the campaign leaves out. */
export function problemsWith(
  channel: ChannelName,
  base: Message,
  variations: readonly Variation[],
): readonly string[] {
  const all = variations.length > 0 ? variations.map((each) => messageOf(base, each)) : [base];
  const problems = all.flatMap((each) => [
    ...(channel === 'email' && !each.subject?.trim() ? ['An e-mail needs a subject.'] : []),
    ...(each.body.trim() === '' && each.template_id === null
      ? ['It needs a text: write one after “body:”, or name a text to begin from.']
      : []),
    ...textsOf(each).flatMap(problemsOf),
  ]);
  return [...new Set(problems)];
}

/** What keeps it from being sent; `emailObstacle` is what keeps every e-mail. */
export function obstaclesTo(
  channel: ChannelName,
  all: readonly Message[],
  emailObstacle: string | null,
): readonly string[] {
  if (channel === 'email' && emailObstacle !== null) return [emailObstacle];
  return channel === 'whatsapp' && all.some(({ template_id }) => template_id === null)
    ? [
        'WhatsApp takes a message to somebody who has not written to you within a day only as a template that it has approved; until there is one it can be drafted, not approved. Give the template’s id: /walker campaign edit NAME | template_id=HX…',
      ]
    : [];
}
