/** Cards that nobody asked for: they are kept with their buttons as answers are, and sent to a place. */
import type { Card, SendableCard } from '../cards/card.ts';
import type { HandlerDeps } from './deps.ts';
import { placeCard, prepareCard, storeCard } from './sent-cards.ts';
import type { MessageRef } from './surface.ts';
import type { ThreadKey } from './thread.ts';

export type AnnounceDeps = Pick<HandlerDeps, 'db' | 'registry' | 'now' | 'newToken'>;

/** Puts tokens in the place of calls and keeps both under `cardId`; returns what a surface may draw. */
export async function keepCard(
  { db, registry, now, newToken }: AnnounceDeps,
  key: ThreadKey,
  card: Card,
  cardId: string,
): Promise<SendableCard> {
  const prepared = prepareCard(card, registry, { newId: () => cardId, newToken });
  await db.tenant(key.tenantId).write((tx) => storeCard(tx, key, prepared, null, now()));
  return prepared.card;
}

/** Remembers where a kept card stands, so that it can be edited. */
export async function placeKept(
  { db }: Pick<AnnounceDeps, 'db'>,
  tenantId: string,
  cardId: string,
  ref: MessageRef,
): Promise<void> {
  await db.tenant(tenantId).write((tx) => placeCard(tx, cardId, ref));
}
