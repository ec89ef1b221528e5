/** How handlers answer in Slack: cards, edits, files and progress, for one place. */
import { z } from 'zod';
import type { SendableCard } from '../../../cards/card.ts';
import type { ChartSpec } from '../../../cards/chart.ts';
import { chartAltText } from '../../../cards/charts/fallback.ts';
import type { Log } from '../../../handlers/log.ts';
import type { MessageRef, Replies } from '../../../handlers/surface.ts';
import { literal, literalLine } from '../escape.ts';
import { MESSAGE_CHARACTERS } from '../limits.ts';
import { type RenderOptions, renderCard } from '../render/card.ts';
import type { OpenDirect } from './direct-messages.ts';
import { whyUnreachable } from './explain.ts';
import type { Place } from './place.ts';
import type { Message, Poster } from './post.ts';
import { createProgress, type ProgressDeps } from './progress.ts';
import type { Respond } from './response-url.ts';
import { isAboutBlocks, isAboutPlace, isAboutToken, refusalCode } from './slack-error.ts';
import type { FileToSend, Upload } from './upload.ts';
import { showWorking } from './working.ts';

export type RenderChart = (spec: ChartSpec) => Promise<Buffer>;

export interface RepliesDeps extends ProgressDeps {
  readonly poster: Poster;
  readonly upload: Upload;
  readonly respond: Respond;
  readonly openDirect: OpenDirect;
  readonly renderChart: RenderChart;
  readonly log: Log;
  readonly newId: () => string;
}

/** Replies, and a way to wait for what they still do after they have answered (pictures). */
export interface SlackReplies extends Replies {
  settled(): Promise<void>;
}

const refSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), channel: z.string(), ts: z.string() }),
  z.object({ kind: z.literal('ephemeral'), channel: z.string(), ts: z.string() }),
  /** Sent through a response address, which tells no id. */
  z.object({ kind: z.literal('response') }),
]);
type Ref = z.infer<typeof refSchema>;

/** A message that was streamed and a card may not be of one kind for Slack. */
const BLOCK_MISMATCH = 'block_mismatch';

/** An update was refused because the message is gone or too old; the card is then sent anew. */
const NOT_EDITABLE = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'channel_not_found',
  'is_inactive',
  BLOCK_MISMATCH,
]);

export function createReplies(deps: RepliesDeps, place: Place): SlackReplies {
  const { poster, respond, upload, openDirect, log } = deps;
  const progress = createProgress(deps, place);
  let pictures: Promise<void> = Promise.resolve();

  async function send(given: SendableCard): Promise<Ref> {
    const card = withAsker(given, place);
    if (card.private && !place.direct) {
      await progress.discard();
      return sendPrivately(card);
    }
    try {
      const ref = (await finishStream(card)) ?? (await inLooks(card, {}, publish));
      if (card.chart) queuePicture(card.chart, ref);
      return ref;
    } catch (error) {
      return reroute(error, card);
    }
  }

  /** The answer as the end of the streamed message; null where there is none, or none that it could become. */
  async function finishStream(card: SendableCard): Promise<Ref | null> {
    const { channel } = place;
    const streamed = await progress.end(card.text ?? [], card.tone === 'error' ? 'wrong' : 'well');
    if (!streamed) return null;
    const rest = {
      ...card,
      ...(streamed.told > 0 ? { text: [] } : {}),
      ...(streamed.showsSteps ? { steps: [] } : {}),
    };
    const budget = MESSAGE_CHARACTERS - streamed.told;
    const { ts, state } = await inLooks(rest, { budget }, streamed.become);
    if (state === 'answered') return { kind: 'message', channel, ts };
    try {
      await inLooks(card, {}, (message) => poster.update(channel, ts, message));
      streamed.leave();
      return { kind: 'message', channel, ts };
    } catch (error) {
      log.info({ code: refusalCode(error) }, 'a streamed message is replaced by a new one');
      await progress.discard();
      return null;
    }
  }

  async function publish(message: Message): Promise<Ref & { kind: 'message' }> {
    const posted = await poster.post(place.channel, place.root, message, {
      conversation: place.root ? null : place.conversation,
    });
    return { kind: 'message', channel: posted.channel, ts: posted.ts };
  }

  /** Ephemeral messages hold no pictures, so charts are drawn with characters. */
  async function sendPrivately(card: SendableCard): Promise<Ref> {
    if (place.responseUrl && !place.pressed) return answerUrlOrDirect(card, 'asker');
    try {
      return await inLooks(card, { chart: 'text' }, async (message) => ({
        kind: 'ephemeral' as const,
        channel: place.channel,
        ts: await poster.postEphemeral(place.channel, place.root, place.user, message),
      }));
    } catch (error) {
      if (!isAboutPlace(error)) throw report(error);
      return place.responseUrl ? answerUrlOrDirect(card, 'asker') : sendDirect(card, error);
    }
  }

  /** The place takes no messages: the response address if there is one, a direct message if not. */
  async function reroute(error: unknown, card: SendableCard): Promise<Ref> {
    if (!isAboutPlace(error)) throw report(error);
    await progress.discard();
    return place.responseUrl ? answerUrlOrDirect(card, 'all') : sendDirect(card, error);
  }

  /** Response addresses end after half an hour or five answers. */
  async function answerUrlOrDirect(card: SendableCard, visible: 'all' | 'asker'): Promise<Ref> {
    try {
      return await answerUrl(card, visible, false);
    } catch (error) {
      report(error);
      return sendDirect(card, error);
    }
  }

  async function sendDirect(card: SendableCard, error: unknown): Promise<Ref> {
    const code = refusalCode(error);
    log.warn(
      { errorId: deps.newId().slice(0, 8), code },
      'a place cannot be written to; the person is told directly',
    );
    const direct = await openDirect(place.user);
    const note = `You asked me in another conversation. I answer here because ${whyUnreachable(code)}.`;
    return inLooks({ ...card, text: [note, ...(card.text ?? [])] }, { chart: 'text' }, async (message) => ({
      kind: 'message' as const,
      ...(await poster.post(direct, null, message)),
    }));
  }

  async function answerUrl(card: SendableCard, visible: 'all' | 'asker', replace: boolean): Promise<Ref> {
    const { responseUrl } = place;
    if (!responseUrl) throw new Error('there is no response address to answer through');
    return inLooks(card, { chart: 'text' }, async (message) => {
      await respond(responseUrl, message, { visible, replace });
      return { kind: 'response' as const };
    });
  }

  async function edit(given: MessageRef, card: SendableCard): Promise<void> {
    const ref = refSchema.safeParse(given).data;
    try {
      if (ref?.kind === 'message') {
        await inLooks(card, {}, (message) => poster.update(ref.channel, ref.ts, message));
        return;
      }
      if (ref && place.pressed && place.responseUrl) {
        await answerUrl(card, place.pressed.ephemeral ? 'asker' : 'all', true);
        return;
      }
    } catch (error) {
      const code = refusalCode(error);
      if (!NOT_EDITABLE.has(code)) throw report(error);
      // Otherwise the old card would stand beside the new one.
      if (ref?.kind === 'message' && code === BLOCK_MISMATCH)
        await deps.calls
          .call('chat.delete', { channel: ref.channel, ts: ref.ts })
          .catch((again: unknown) => report(again));
    }
    await send(card);
  }

  function queuePicture(chart: ChartSpec, ref: Ref): void {
    if (ref.kind !== 'message') return;
    const root = place.root ?? ref.ts;
    pictures = pictures.then(async () => {
      try {
        const bytes = await deps.renderChart(chart);
        await upload(ref.channel, root, {
          name: 'chart.png',
          title: literalLine(chart.title),
          bytes,
          altText: literal(chartAltText(chart)),
        });
      } catch (error) {
        const errorId = deps.newId().slice(0, 8);
        log.warn({ errorId, code: refusalCode(error), err: error }, 'a chart could not be sent as a picture');
        const instead: SendableCard = {
          tone: 'notice',
          title: '',
          text: ['The chart could not be sent as a picture, so here it is in characters.'],
          chart,
        };
        await inLooks(instead, { chart: 'text' }, (message) => poster.post(ref.channel, root, message)).catch(
          (again: unknown) => report(again),
        );
      }
    });
  }

  async function attach(file: Parameters<Replies['attach']>[0]): Promise<void> {
    await pictures;
    const toSend: FileToSend = { name: file.name, title: file.name, bytes: file.bytes };
    if (place.direct || !file.private) {
      try {
        await upload(place.channel, place.root, toSend);
        return;
      } catch (error) {
        if (!isAboutPlace(error)) throw report(error);
      }
    }
    await upload(await openDirect(place.user), null, toSend);
    const because = file.private ? 'it holds personal data' : 'I cannot put files into this channel';
    await sendPrivately({
      tone: 'notice',
      title: '',
      text: [`I sent you ${file.name} in a direct message, because ${because}.`],
      private: true,
    });
  }

  function report(error: unknown): unknown {
    if (isAboutToken(error)) {
      log.error(
        { code: refusalCode(error) },
        'Slack no longer accepts the bot token: install the app again and set SLACK_BOT_TOKEN',
      );
    } else {
      log.error(
        { errorId: deps.newId().slice(0, 8), code: refusalCode(error), err: error },
        'Slack did not take a message',
      );
    }
    return error;
  }

  return {
    progress: async (note) => progress.show(note),
    follow: async (event) => progress.follow(event),
    working: async (card) =>
      showWorking(
        { poster, calls: deps.calls, respond, log, afterMs: deps.timing.cancelAfterMs },
        place,
        withAsker(card, place),
      ),
    send,
    edit,
    attach,
    settled: async () => {
      await progress.discard();
      await pictures;
    },
  };
}

/** Puts the card as designed; where Slack refuses its blocks, plainer; at last as text alone. */
export async function inLooks<T>(
  card: SendableCard,
  options: RenderOptions,
  put: (message: Message) => Promise<T>,
): Promise<T> {
  const looks: (() => Message)[] = [
    () => renderCard(card, options),
    () => renderCard(card, { ...options, look: 'plain' }),
    () => ({ blocks: [], text: renderCard(card, options).text }),
  ];
  let refusal: unknown;
  for (const look of looks) {
    try {
      const { blocks, text } = look();
      return await put({ blocks, text });
    } catch (error) {
      if (!isAboutBlocks(error)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

/** A command leaves no question in the channel, so the card says who asked what. */
function withAsker(card: SendableCard, place: Place): SendableCard {
  if (!place.asked || card.private) return card;
  return { ...card, footnotes: [{ kind: 'action', text: place.asked }, ...(card.footnotes ?? [])] };
}
