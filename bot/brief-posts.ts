/** Briefs through the surfaces that speak without being asked. */
import { type AnnounceDeps, keepCard, placeKept } from '../handlers/announce.ts';
import type { BriefPosts } from '../jobs/morning/deliver-brief.ts';
import type { BriefPost, Subscription } from '../jobs/morning/delivery.ts';
import { NotDelivered, type Outbound, type Surface } from './surface.ts';

const CHATS = ['slack', 'whatsapp'] as const;

export function createBriefPosts(deps: AnnounceDeps, surfaces: readonly Surface[]): BriefPosts {
  const posts = new Map<Subscription['surface'], BriefPost>();
  for (const name of CHATS) {
    const outbound = surfaces.find((surface) => surface.name === name)?.outbound;
    if (outbound) posts.set(name, chatPost(deps, name, outbound));
  }
  return posts;
}

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
        const { ref, announced } = await outbound.post(address, deliveryId, card);
        if (kept) await placeKept(deps, tenantId, deliveryId, ref);
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
