/** Briefs through the surfaces that speak without being asked. */
import type { Card, SendableCard } from '../cards/card.ts';
import { type AnnounceDeps, keepCard, placeKept } from '../handlers/announce.ts';
import type { BriefPosts } from '../jobs/morning/deliver-brief.ts';
import type { BriefPost, Subscription } from '../jobs/morning/delivery.ts';
import { type Mailing, NotDelivered, type Outbound, type Surface } from './surface.ts';

const CHATS = ['slack', 'whatsapp'] as const;

export function createBriefPosts(
  deps: AnnounceDeps & { readonly newId: () => string },
  surfaces: readonly Surface[],
): BriefPosts {
  const posts = new Map<Subscription['surface'], BriefPost>();
  for (const name of CHATS) {
    const outbound = surfaces.find((surface) => surface.name === name)?.outbound;
    if (outbound) posts.set(name, chatPost(deps, name, outbound));
  }
  const mailing = surfaces.find((surface) => surface.mailing)?.mailing;
  if (mailing) posts.set('email', mailPost(deps, mailing));
  return posts;
}

/** All cards as one mail. Each is kept with its buttons, which lead to pages; so is the way to end it. */
function mailPost(deps: AnnounceDeps & { readonly newId: () => string }, mailing: Mailing): BriefPost {
  return {
    surface: 'email',
    shape: 'whole',
    async send({ tenantId, address }, parts, deliveryId) {
      const key = { tenantId, surface: 'email', account: '', thread: address } as const;
      const keep = (card: Card) => keepCard(deps, key, card, deps.newId());
      const cards: SendableCard[] = [];
      for (const { card } of parts) cards.push(await keep(card));
      const end = await keep(END_CARD);
      try {
        const ref = await mailing.send(address, deliveryId, cards, end.buttons?.[0]?.token ?? '');
        return { kind: 'sent', ref };
      } catch (error) {
        if (error instanceof NotDelivered) return { kind: 'failed', reason: error.message };
        throw error;
      }
    },
  };
}

/** Never shown: what the link “Stop these mails” presses. */
const END_CARD: Card = {
  tone: 'question',
  title: 'Your brief by e-mail',
  buttons: [{ label: 'End the brief', call: { tool: 'unsubscribe', args: {} } }],
};

/** A card a message, kept under the id of its delivery. */
function chatPost(deps: AnnounceDeps, surface: (typeof CHATS)[number], outbound: Outbound): BriefPost {
  const { find } = outbound;
  return {
    surface,
    shape: outbound.shape,
    async send({ tenantId, account: asSubscribed, address }, [part], deliveryId) {
      if (!part) throw new Error('a message of a brief has no part');
      const { account, thread } = outbound.conversation(address);
      const key = { tenantId, surface, account: account || asSubscribed, thread };
      let kept = false;
      const card = async () => {
        kept = true;
        return keepCard(deps, key, part.card, deliveryId);
      };
      try {
        const { ref, announced, cutShort } = await outbound.post(address, deliveryId, card);
        if (kept) await placeKept(deps, tenantId, deliveryId, ref);
        if (cutShort !== undefined) return { kind: 'partly', ref, reason: cutShort };
        return { kind: announced ? 'announced' : 'sent', ref };
      } catch (error) {
        if (error instanceof NotDelivered) return { kind: 'failed', reason: error.message };
        throw error;
      }
    },
    ...(find && {
      find: async ({ tenantId, address }: Subscription, deliveryId: string, since: Date) => {
        const ref = await find(address, deliveryId, since);
        if (ref) await placeKept(deps, tenantId, deliveryId, ref);
        return ref;
      },
    }),
  };
}
