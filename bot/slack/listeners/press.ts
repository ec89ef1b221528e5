/** Buttons, thumbs, and the modals behind buttons that ask something first. */
import type { App } from '@slack/bolt';
import { mrkdwn } from '../escape.ts';
import { type PressOrigin, readPress, readSubmission } from '../receive/interaction.ts';
import { renderForm } from '../render/form.ts';
import type { Place } from '../send/place.ts';
import { refusalCode } from '../send/slack-error.ts';
import { answering, channelOf, commandThread, type ListenerDeps, threadName } from './deps.ts';

interface Press {
  readonly user: string;
  readonly team: string;
  readonly eventId: string;
  readonly origin: PressOrigin;
  readonly values?: Readonly<Record<string, string>>;
}

export function listenToPresses(app: App, deps: ListenerDeps): void {
  app.action(/.*/, async ({ ack, body }) => {
    await ack();
    const press = readPress(body);
    if (!press) return;
    const { user, team, origin } = press;
    // A trigger is good for one modal, so its id tells one press from the next.
    const eventId = `press:${press.triggerId}`;
    await deps.work.take('press', async () => {
      if (press.opensForm && (await openForm(press, deps)) === 'opened') return;
      await handlePress({ user, team, eventId, origin }, deps);
    });
  });
  app.view(/.*/, async ({ ack, body }) => {
    await ack();
    const submission = readSubmission(body);
    if (!submission) return;
    const { user, team, origin, values } = submission;
    const eventId = `form:${submission.viewId}`;
    await deps.work.take('form', () => handlePress({ user, team, eventId, origin, values }, deps));
  });
}

/** Slack gives three seconds from the press; where no form is known the press counts at once. */
async function openForm(
  press: {
    readonly user: string;
    readonly team: string;
    readonly triggerId: string;
    readonly origin: PressOrigin;
  },
  deps: ListenerDeps,
): Promise<'opened' | 'no form'> {
  const { origin, team, user } = press;
  const form = await deps.handlers.form(deps.senders.bare(team, user), origin.token);
  const view = form ? renderForm(form, JSON.stringify(origin)) : null;
  if (!view) return 'no form';
  try {
    await deps.calls.call('views.open', { trigger_id: press.triggerId, view }, { attempts: 1 });
  } catch (error) {
    deps.log.warn({ code: refusalCode(error) }, 'a form could not be opened');
    const replies = deps.replies(await placeOf(press, deps));
    await replies.send({
      tone: 'notice',
      title: '',
      text: ['The form did not open in time. Please press the button again.'],
      private: true,
    });
  }
  return 'opened';
}

async function handlePress(press: Press, deps: ListenerDeps): Promise<void> {
  const place = await placeOf(press, deps);
  const replies = deps.replies(place);
  const sender = await deps.senders.describe(press.team, press.user);
  const thread = place.root
    ? threadName(place.channel, place.root)
    : commandThread(place.channel, press.user);
  const { token } = press.origin;
  const { eventId, values } = press;
  const where = { channel: channelOf(place.channel), named: {} };
  await answering(replies, () =>
    deps.handlers.press({ sender, where, thread, token, eventId, ...(values ? { values } : {}) }, replies),
  );
}

/** Under the card that was pressed; from App Home in a direct message, under the words of the button. */
async function placeOf(press: Omit<Press, 'eventId'>, deps: ListenerDeps): Promise<Place> {
  const { origin, user, team } = press;
  const common = { user, team, asked: null, conversation: null, responseUrl: origin.responseUrl };
  if (origin.channel) {
    // An ephemeral answer to a command cannot be answered under; the next answer stands where it stood.
    const standsAlone = origin.ephemeral && origin.root === origin.message;
    return {
      ...common,
      conversation: standsAlone ? commandThread(origin.channel, user) : null,
      channel: origin.channel,
      root: standsAlone ? null : origin.root,
      direct: origin.channel.startsWith('D'),
      pressed: origin.message ? { ts: origin.message, ephemeral: origin.ephemeral } : null,
    };
  }
  const channel = await deps.openDirect(user);
  const words = origin.label || 'You pressed a button in my Home tab.';
  const asked = await deps.poster.post(channel, null, { blocks: [], text: mrkdwn(words) });
  return { ...common, channel, root: asked.ts, direct: true, responseUrl: null, pressed: null };
}
