/** How handlers answer one person on WhatsApp. */
import type { SendableCard } from '../../../cards/card.ts';
import type { RenderChart } from '../../../cards/charts/render.ts';
import type { Log } from '../../../handlers/log.ts';
import type { Replies } from '../../../handlers/surface.ts';
import { FILE_NAME } from '../limits.ts';
import type { MediaLinks } from '../media-links.ts';
import { renderWhatsApp, type WhatsAppPicture } from '../render/card.ts';
import { bold, cut, literalLine } from '../render/markup.ts';
import { CutShort } from './refusal.ts';
import type { Sender } from './sender.ts';
import { within } from './within.ts';

const PICTURE_WITHIN_MS = 15_000;

export interface RepliesDeps {
  readonly sender: Sender;
  readonly renderChart: RenderChart;
  readonly mediaLinks: MediaLinks;
  readonly tenantOf: (number: string) => Promise<string | null>;
  readonly log: Log;
  /** A picture that takes longer goes as text. Default 15 s. */
  readonly pictureWithinMs?: number;
}

export function createReplies(deps: RepliesDeps, to: string): Replies {
  const { sender, renderChart, mediaLinks, log } = deps;

  async function sendTexts(texts: readonly string[]): Promise<string[]> {
    const sids: string[] = [];
    for (const body of texts) {
      const sent = await sender.send({ to, body }).catch((cause: unknown) => {
        throw sids.length > 0 ? new CutShort(sids, texts.length, { cause }) : cause;
      });
      if ('undeliverable' in sent) break;
      sids.push(sent.sid);
    }
    return sids;
  }

  /** The link to the chart's picture, or null where there can be none; the text answer has gone out before. */
  async function pictureLink({ chart }: WhatsAppPicture): Promise<string | null> {
    try {
      const tenantId = await deps.tenantOf(to);
      if (!tenantId) return null;
      const bytes = await within(deps.pictureWithinMs ?? PICTURE_WITHIN_MS, renderChart(chart));
      return await mediaLinks.keep(tenantId, { mime: 'image/png', name: 'chart.png', bytes });
    } catch (error) {
      log.error({ err: error }, 'a chart could not be drawn for WhatsApp; it goes as text');
      return null;
    }
  }

  async function sendPicture(picture: WhatsAppPicture): Promise<void> {
    const mediaUrl = await pictureLink(picture);
    try {
      if (mediaUrl) {
        await sender.send({ to, body: picture.caption, mediaUrl });
        return;
      }
    } catch {
      // The sender has logged why; the chart still goes as text.
    }
    await sendTexts([picture.fallback]);
  }

  return {
    // WhatsApp shows no steps of ours; that work goes on is said in `waiting.ts`.
    progress: async () => undefined,
    async send(card) {
      const { parts, media } = renderWhatsApp(card);
      const sids = await sendTexts(parts);
      if (media && sids.length === parts.length) await sendPicture(media);
      return { sids, ...(sids.length < parts.length && { of: parts.length }) };
    },
    /** Nothing can be edited here. What was done is said; what was merely chosen shows in the answer. */
    async edit(_ref, card) {
      const note = whatWasDone(card);
      if (note) await sendTexts([note]);
    },
    async attach({ name, mime, bytes }) {
      const tenantId = await deps.tenantOf(to);
      if (!tenantId) throw new Error('a file was to be sent to somebody who belongs to no workspace');
      const link = await mediaLinks.keep(tenantId, { mime, name, bytes });
      await sendTexts([
        `${bold(cut(literalLine(name), FILE_NAME))}\n${link}\nThe link works for ${mediaLinks.validFor}.`,
      ]);
    },
  };
}

function whatWasDone(card: SendableCard): string | null {
  if (card.tone === 'question') return null;
  const actions = (card.footnotes ?? []).filter((note) => note.kind === 'action').slice(-1);
  if (actions.length === 0) return null;
  const title = bold(cut(literalLine(card.title), 200));
  return [title, ...actions.map((note) => cut(literalLine(note.text), 400))].filter(Boolean).join('\n');
}
