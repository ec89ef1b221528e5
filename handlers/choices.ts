/**
 * What a reply of “2” or “yes” chooses: a button of the last message in the thread, and of no earlier one. Somebody who
 * was answered without choices since does not mean a card that has scrolled away.
 */
import type { Card } from '../cards/card.ts';
import type { Queryable } from '../db/db.ts';
import type { ThreadKey } from './thread.ts';

export interface LastMessage {
  /** A question without choices may be answered with any number. */
  readonly asks: boolean;
  /** In the order of their numbers, from 1. Thumbs and steps have no number. */
  readonly choices: readonly { readonly token: string; readonly label: string }[];
}

type Chosen =
  | { readonly kind: 'press'; readonly token: string }
  /** A number like any other word. */
  | { readonly kind: 'words' }
  | { readonly kind: 'none'; readonly card: Card };

/** The newest card in the thread; null where there is none yet. */
export async function lastMessage(db: Queryable, key: ThreadKey): Promise<LastMessage | null> {
  const { rows } = await db.query<LastMessage>(
    `select c.card ->> 'tone' = 'question' as asks,
            coalesce((select jsonb_agg(jsonb_build_object('token', b.token, 'label', b.label) order by b.position)
                        from buttons b where b.card_id = c.card_id and b.position > 0), '[]') as choices
       from sent_cards c
      where c.tenant_id = $1 and c.surface = $2 and c.account = $3 and c.thread = $4
      order by c.sent_at desc limit 1`,
    [key.tenantId, key.surface, key.account, key.thread],
  );
  return rows[0] ?? null;
}

/** What the number means after that message, or a notice that says why it means nothing. Pure. */
export function choose(last: LastMessage | null, number: number): Chosen {
  if (!last) return { kind: 'words' };
  const { asks, choices } = last;
  const chosen = choices[number - 1];
  if (chosen) return { kind: 'press', token: chosen.token };
  if (choices.length > 0) return { kind: 'none', card: noSuchChoice(number, choices.length) };
  return asks ? { kind: 'words' } : { kind: 'none', card: NOTHING_TO_CHOOSE };
}

/** The token of the choice called `label`, in whatever case; null where the last message has none. Pure. */
export function labelled(last: LastMessage | null, label: string): string | null {
  const wanted = label.toLowerCase();
  return last?.choices.find((choice) => choice.label.toLowerCase() === wanted)?.token ?? null;
}

const NOTHING_TO_CHOOSE: Card = {
  tone: 'notice',
  title: 'Nothing to choose from',
  text: [
    'There is nothing to choose from in my last message. To choose from an earlier one, ask for it again.',
  ],
};

function noSuchChoice(number: number, count: number): Card {
  const there = count === 1 ? '1 is the only one' : `1 to ${count} are`;
  return { tone: 'notice', title: 'No such choice', text: [`There is no choice ${number}; ${there}.`] };
}
