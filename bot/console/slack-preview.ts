/** What Slack would be sent for a card: the developer's view of it. */
import type { SendableCard } from '../../cards/card.ts';
import { renderCard } from '../slack/render/card.ts';

export interface SlackPreview {
  readonly text: string;
  readonly blocks: readonly unknown[];
  /** The picture that goes along by upload, if any. */
  readonly upload: string | null;
  /** What did not fit into Slack's limits. */
  readonly dropped: readonly string[];
}

export function slackPreview(card: SendableCard): SlackPreview {
  const { text, blocks, chart, dropped } = renderCard(card);
  return { text, blocks, upload: chart ? `${chart.title}.png` : null, dropped };
}
