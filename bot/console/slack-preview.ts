import type { SendableCard } from '../../cards/card.ts';

export function slackPayload(card: SendableCard): unknown {
  return card;
}
