/** Buttons, thumbs, forms, commands and App Home. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Form } from '../../../cards/card.ts';
import type { MessageRef } from '../../../handlers/surface.ts';
import { BOT } from '../../doubles/slack.ts';
import { createFakeHandlers, PLAIN } from './fake-handlers.ts';
import { CHANNEL, createStage, DIRECT, mention, PERSON, pressOf, type Stage, said } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

describe('a press', () => {
  test('is acknowledged and answered in the thread of its card', async () => {
    const handlers = createFakeHandlers();
    stage = await createStage(handlers);
    const response = await stage.interact(pressOf('token-1', { trigger_id: 'tr1' }));
    expect(response.status).toBe(200);
    await stage.settle();
    expect(handlers.of('press')).toMatchObject([
      {
        token: 'token-1',
        thread: `${CHANNEL}:1700000000.000001`,
        eventId: 'press:tr1',
        sender: { account: BOT.team, externalId: PERSON, displayName: 'Ana' },
      },
    ]);
    expect(stage.slack.messages).toMatchObject([{ channel: CHANNEL, thread_ts: '1700000000.000001' }]);
  });

  test('made twice is handed on twice with ids that differ, so that the database can tell', async () => {
    const handlers = createFakeHandlers();
    stage = await createStage(handlers);
    const press = pressOf('token-1');
    await Promise.all([stage.interact(press), stage.interact({ ...press, trigger_id: 'other' })]);
    await stage.settle();
    const got = handlers.of('press');
    expect(got.map(({ token }) => token)).toEqual(['token-1', 'token-1']);
    expect(new Set(got.map(({ eventId }) => eventId)).size).toBe(2);
  });

  test('on a thumb carries the thumb’s token', async () => {
    const handlers = createFakeHandlers(async () => undefined);
    stage = await createStage(handlers);
    const actions = [{ type: 'feedback_buttons', action_id: 'feedback:thumbs', value: 'token-up' }];
    await stage.interact(pressOf('', { actions }));
    await stage.settle();
    expect(handlers.of('press')).toMatchObject([{ token: 'token-up' }]);
  });

  test('lets the handler rewrite the card that was pressed', async () => {
    let ref: MessageRef | null = null;
    const handlers = createFakeHandlers(async (replies, { token }) => {
      if (!token) ref = await replies.send(PLAIN);
      else if (ref)
        await replies.edit(JSON.parse(JSON.stringify(ref)), { ...PLAIN, title: 'Approved by Ana' });
    });
    stage = await createStage(handlers);
    await stage.event(mention('approve?'));
    await stage.slack.done('chat.postMessage');
    await stage.interact(pressOf('token-1'));
    await stage.settle();
    expect(stage.slack.messages).toMatchObject([
      { edited: true, text: expect.stringContaining('Approved by Ana') },
    ]);
  });

  test('whose card is gone gets the new card as a message', async () => {
    const handlers = createFakeHandlers((replies) =>
      replies.edit({ kind: 'message', channel: CHANNEL, ts: '1.2' }, { ...PLAIN, title: 'Approved by Ana' }),
    );
    stage = await createStage(handlers);
    await stage.interact(pressOf('token-1'));
    await stage.settle();
    expect(stage.slack.messages).toMatchObject([{ text: expect.stringContaining('Approved by Ana') }]);
  });

  test('on an ephemeral card rewrites it through the address that came with the press', async () => {
    const handlers = createFakeHandlers((replies) =>
      replies.edit({ kind: 'ephemeral', channel: CHANNEL, ts: '1.2' }, { ...PLAIN, title: 'Done' }),
    );
    stage = await createStage(handlers);
    await stage.interact(
      pressOf('token-1', {
        message: undefined,
        container: { type: 'message', message_ts: '1.2', channel_id: CHANNEL, is_ephemeral: true },
        response_url: stage.slack.responseUrl(),
      }),
    );
    await stage.settle();
    expect(stage.slack.responses).toMatchObject([{ replace_original: true, response_type: 'ephemeral' }]);
    expect(stage.slack.messages).toEqual([]);
  });

  test('on somebody else’s button is left alone', async () => {
    const handlers = createFakeHandlers();
    stage = await createStage(handlers);
    await stage.interact(pressOf('x', { actions: [{ type: 'button', action_id: 'open_link', value: 'x' }] }));
    await stage.settle();
    expect(handlers.recorded).toEqual([]);
  });
});

describe('a button with a form', () => {
  const form: Form = {
    title: 'Export',
    submit: 'Export',
    fields: [
      {
        key: 'format',
        label: 'Format',
        options: [
          { label: 'CSV', value: 'csv' },
          { label: 'Excel', value: 'xlsx' },
        ],
        initial: 'csv',
      },
    ],
  };
  const opens = {
    actions: [{ type: 'button', action_id: 'form:0', value: 'token-f', text: { text: 'Export' } }],
  };

  test('opens a modal, and its submission is a press with what was chosen', async () => {
    const handlers = createFakeHandlers(undefined, { form: async () => form });
    stage = await createStage(handlers);
    await stage.interact(pressOf('', { ...opens, trigger_id: 'tr9' }));
    await stage.slack.done('views.open');
    expect(handlers.of('press')).toEqual([]);
    const opened = stage.slack.views[0] as {
      trigger_id: string;
      view: { private_metadata: string; blocks: object[] };
    };
    expect(opened.trigger_id).toBe('tr9');
    expect(opened.view.blocks).toMatchObject([
      { type: 'input', block_id: 'format', element: { initial_option: { value: 'csv' } } },
    ]);
    const response = await stage.interact({
      type: 'view_submission',
      user: { id: PERSON, team_id: BOT.team },
      team: { id: BOT.team },
      view: {
        id: 'V1',
        type: 'modal',
        callback_id: 'walker_form',
        private_metadata: opened.view.private_metadata,
        state: { values: { format: { choice: { selected_option: { value: 'xlsx' } } } } },
      },
    });
    expect(response.status).toBe(200);
    await stage.settle();
    expect(handlers.of('press')).toMatchObject([
      {
        token: 'token-f',
        values: { format: 'xlsx' },
        eventId: 'form:V1',
        thread: `${CHANNEL}:1700000000.000001`,
      },
    ]);
    expect(stage.slack.messages).toMatchObject([{ thread_ts: '1700000000.000001' }]);
  });

  test('takes what was typed where the form asks for words', async () => {
    const name = { kind: 'text', key: 'name', label: 'Name', initial: 'Sock people', maxLength: 60 } as const;
    const handlers = createFakeHandlers(undefined, { form: async () => ({ ...form, fields: [name] }) });
    stage = await createStage(handlers);
    await stage.interact(pressOf('', opens));
    await stage.slack.done('views.open');
    const { view } = stage.slack.views[0] as { view: { private_metadata: string; blocks: object[] } };
    expect(view.blocks).toMatchObject([
      { element: { type: 'plain_text_input', initial_value: 'Sock people', max_length: 60 } },
    ]);
    await stage.interact({
      type: 'view_submission',
      user: { id: PERSON, team_id: BOT.team },
      team: { id: BOT.team },
      view: {
        id: 'V2',
        type: 'modal',
        callback_id: 'walker_form',
        private_metadata: view.private_metadata,
        state: { values: { name: { choice: { type: 'plain_text_input', value: 'Sock lovers' } } } },
      },
    });
    await stage.settle();
    expect(handlers.of('press')).toMatchObject([{ values: { name: 'Sock lovers' } }]);
  });

  test('whose form is unknown by now counts as pressed, so that the handler can explain', async () => {
    const handlers = createFakeHandlers();
    stage = await createStage(handlers);
    await stage.interact(pressOf('', opens));
    await stage.settle();
    expect(handlers.of('press')).toMatchObject([{ token: 'token-f' }]);
  });

  test('whose modal came too late says so to the person', async () => {
    stage = await createStage(createFakeHandlers(undefined, { form: async () => form }));
    stage.slack.refuse('views.open', 'expired_trigger_id');
    await stage.interact(pressOf('', opens));
    await stage.settle();
    expect(JSON.stringify(stage.slack.ephemerals)).toContain('press the button again');
  });
});

describe('/walker', () => {
  test('is acknowledged with what is being worked on and answered in the channel, saying who asked', async () => {
    const handlers = createFakeHandlers();
    stage = await createStage(handlers);
    const response = await stage.command('ask revenue &amp; units', { trigger_id: 'tr5' });
    expect(await response.json()).toEqual({
      response_type: 'ephemeral',
      text: expect.stringContaining('revenue'),
    });
    await stage.settle();
    expect(handlers.of('command')).toMatchObject([
      { text: 'ask revenue & units', eventId: 'command:tr5', sender: { externalId: PERSON } },
    ]);
    expect(stage.slack.messages).toMatchObject([{ channel: CHANNEL }]);
    expect(stage.slack.messages[0]).not.toHaveProperty('thread_ts');
    expect(JSON.stringify(stage.slack.messages[0]?.blocks)).toContain('Ana asked: ask revenue & units');
  });

  test('is followed up under its answer without a mention', async () => {
    const handlers = createFakeHandlers(undefined, {
      knowsThread: async (_, thread) => thread === `${CHANNEL}:command:${PERSON}`,
    });
    stage = await createStage(handlers);
    await stage.command('ask revenue');
    await stage.slack.done('chat.postMessage');
    const root = stage.slack.messages[0]?.ts;
    await stage.event(said('only Chicago', { thread_ts: root, parent_user_id: BOT.user }));
    await stage.settle();
    expect(handlers.of('command')[0].thread).toBe(`${CHANNEL}:command:${PERSON}`);
    expect(handlers.of('message')).toMatchObject([
      { text: 'only Chicago', thread: `${CHANNEL}:command:${PERSON}` },
    ]);
    expect(stage.slack.messages[1]).toMatchObject({ thread_ts: root });
  });

  test('with a private answer is answered to the person alone', async () => {
    const handlers = createFakeHandlers(async (replies) => {
      await replies.send({ ...PLAIN, private: true });
    });
    stage = await createStage(handlers);
    const response = await stage.command('');
    expect(await response.text()).toBe('');
    await stage.settle();
    expect(stage.slack.messages).toEqual([]);
    expect(stage.slack.responses).toMatchObject([{ response_type: 'ephemeral' }]);
  });

  test('works in a channel where the bot is no member', async () => {
    stage = await createStage(createFakeHandlers(), { double: { foreignChannels: [CHANNEL] } });
    await stage.command('help');
    await stage.settle();
    expect(stage.slack.responses).toMatchObject([{ response_type: 'in_channel' }]);
    expect(JSON.stringify(stage.slack.responses)).toContain(PLAIN.title);
  });

  test('under another name is the same command', async () => {
    const handlers = createFakeHandlers();
    stage = await createStage(handlers);
    await stage.command('help', { command: '/walker-staging' });
    await stage.settle();
    expect(handlers.of('command')).toHaveLength(1);
  });

  test('never posts to an address that is not Slack’s', async () => {
    stage = await createStage(createFakeHandlers(), { double: { foreignChannels: [CHANNEL] } });
    await stage.command('help', { response_url: 'https://evil.example/hook' });
    await stage.settle();
    expect(stage.slack.responses).toEqual([]);
    expect(stage.log.some(({ level }) => level === 'error')).toBe(true);
    expect(stage.slack.messages).toMatchObject([{ channel: DIRECT }]);
  });
});

describe('App Home', () => {
  const opened = (tab: string) => ({ type: 'app_home_opened', user: PERSON, channel: DIRECT, tab });

  test('shows the cards of the house', async () => {
    stage = await createStage(
      createFakeHandlers(undefined, { home: async () => [PLAIN, { ...PLAIN, title: 'Freshness' }] }),
    );
    await stage.event(opened('home'));
    await stage.settle();
    expect(stage.slack.views).toMatchObject([{ user_id: PERSON, view: { type: 'home' } }]);
    expect(JSON.stringify(stage.slack.views)).toContain('Freshness');
  });

  test('a press there is answered in a direct message, under the words of the button', async () => {
    const handlers = createFakeHandlers();
    stage = await createStage(handlers);
    await stage.interact(
      pressOf('token-h', {
        channel: undefined,
        message: undefined,
        container: { type: 'view', view_id: 'V1' },
      }),
    );
    await stage.settle();
    const [asked, answer] = stage.slack.messages;
    expect(asked).toMatchObject({ channel: DIRECT, text: 'Do it' });
    expect(answer).toMatchObject({ channel: DIRECT, thread_ts: asked?.ts });
    expect(handlers.of('press')).toMatchObject([{ token: 'token-h', thread: `${DIRECT}:${asked?.ts}` }]);
  });

  test('opening the conversation offers prompts, four at most', async () => {
    const prompts = ['a', 'b', 'c', 'd', 'e'].map((title) => ({ title, message: `question ${title}` }));
    stage = await createStage(createFakeHandlers(undefined, { prompts: async () => prompts }));
    await stage.event(opened('messages'));
    await stage.settle();
    const [call] = stage.slack.of('assistant.threads.setSuggestedPrompts');
    expect(call?.args).toMatchObject({ channel_id: DIRECT, prompts: prompts.slice(0, 4) });
    expect(call?.args).not.toHaveProperty('thread_ts');
  });

  test('older workspaces tell of a new conversation in their own way', async () => {
    stage = await createStage(
      createFakeHandlers(undefined, { prompts: async () => [{ title: 'a', message: 'b' }] }),
    );
    await stage.event({
      type: 'assistant_thread_started',
      assistant_thread: { user_id: PERSON, channel_id: DIRECT, thread_ts: '1.2', context: {} },
    });
    await stage.settle();
    expect(stage.slack.of('assistant.threads.setSuggestedPrompts')[0]?.args).toMatchObject({
      thread_ts: '1.2',
    });
  });
});
