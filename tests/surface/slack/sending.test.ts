/** Answers get through once, whatever the network and Slack do in between. */
import { afterEach, describe, expect, test } from 'vitest';
import type { SendableCard } from '../../../cards/card.ts';
import { createFakeHandlers, PLAIN } from './fake-handlers.ts';
import { CHANNEL, createStage, DIRECT, direct, mention, PERSON, PNG, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const send = (card: SendableCard) =>
  createFakeHandlers(async (replies) => {
    await replies.send(card);
  });

describe('a message', () => {
  test('told to wait is sent once, after the wait', async () => {
    const waits: number[] = [];
    stage = await createStage(send(PLAIN), {
      wait: async (ms) => {
        waits.push(ms);
      },
    });
    stage.slack.next('chat.postMessage', { kind: 'wait', seconds: 7 });
    await stage.event(mention('sales?'));
    await stage.settle();
    expect(waits).toContain(7_000);
    expect(stage.slack.of('chat.postMessage')).toHaveLength(2);
    expect(stage.slack.messages).toHaveLength(1);
  });

  test('whose connection was cut before Slack took it is sent again', async () => {
    stage = await createStage(send(PLAIN), { wait: async () => undefined });
    stage.slack.next('chat.postMessage', { kind: 'drop', when: 'before' });
    await stage.event(mention('sales?'));
    await stage.settle();
    expect(stage.slack.messages).toHaveLength(1);
  });

  test.each([
    ['in a thread', mention('sales?')],
    ['in a direct message', direct('sales?')],
  ])('%s whose connection was cut after Slack took it is not sent twice', async (_, event) => {
    stage = await createStage(send(PLAIN), { wait: async () => undefined });
    stage.slack.next('chat.postMessage', { kind: 'drop', when: 'after' });
    await stage.event(event);
    await stage.settle();
    expect(stage.slack.of('chat.postMessage')).toHaveLength(1);
    expect(stage.slack.messages).toHaveLength(1);
  });

  test('that meets a fault of Slack is sent again', async () => {
    stage = await createStage(send(PLAIN), { wait: async () => undefined });
    stage.slack.next(
      'chat.postMessage',
      { kind: 'status', status: 503 },
      { kind: 'refuse', error: 'internal_error' },
    );
    await stage.event(mention('sales?'));
    await stage.settle();
    expect(stage.slack.messages).toHaveLength(1);
  });

  test('is not sent faster than one a second to a channel, while other channels do not wait', async () => {
    const waits: number[] = [];
    stage = await createStage(send(PLAIN), {
      timing: { postIntervalMs: 1_000 },
      wait: async (ms) => {
        waits.push(ms);
      },
    });
    await Promise.all([stage.event(mention('a')), stage.event(mention('b')), stage.event(direct('c'))]);
    await stage.settle();
    expect(stage.slack.messages).toHaveLength(3);
    expect(waits).toHaveLength(1);
    expect(waits[0]).toBeGreaterThan(500);
  });

  test('whose blocks Slack refuses is sent plainer', async () => {
    const card: SendableCard = {
      ...PLAIN,
      table: {
        caption: 'By region',
        columns: [{ key: 'region', label: 'Region', role: 'dimension', format: { kind: 'text' } }],
        rows: [{ region: 'Chicago' }],
        omitted: 0,
      },
    };
    stage = await createStage(send(card));
    stage.slack.next('chat.postMessage', { kind: 'refuse', error: 'invalid_blocks' });
    await stage.event(mention('sales?'));
    await stage.settle();
    const [message] = stage.slack.messages;
    expect(message?.blocks.map(({ type }) => type)).not.toContain('table');
    expect(JSON.stringify(message?.blocks)).toContain('Chicago');
  });

  test('all of whose blocks are refused is sent as text', async () => {
    stage = await createStage(send(PLAIN));
    const refuse = { kind: 'refuse', error: 'invalid_blocks' } as const;
    stage.slack.next('chat.postMessage', refuse, refuse);
    await stage.event(mention('sales?'));
    await stage.settle();
    expect(stage.slack.messages).toMatchObject([{ blocks: [], text: expect.stringContaining('Revenue') }]);
  });

  test('to a channel that cannot be written to reaches the person directly, with the reason', async () => {
    stage = await createStage(send(PLAIN));
    stage.slack.next('chat.postMessage', { kind: 'refuse', error: 'is_archived' });
    await stage.event(mention('sales?'));
    await stage.settle();
    expect(stage.slack.messages).toMatchObject([{ channel: DIRECT }]);
    expect(JSON.stringify(stage.slack.messages)).toContain('archived');
    expect(JSON.stringify(stage.log)).not.toContain(PERSON);
  });

  test('refused because the token is gone is logged so that an operator knows what to do', async () => {
    stage = await createStage(send(PLAIN));
    stage.slack.refuse('chat.postMessage', 'token_revoked');
    await stage.event(mention('sales?'));
    await stage.settle();
    expect(stage.log.filter(({ level }) => level === 'error').map(({ message }) => message)).toContainEqual(
      expect.stringContaining('SLACK_BOT_TOKEN'),
    );
  });
});

describe('a private card', () => {
  const secret: SendableCard = {
    tone: 'refusal',
    title: 'Not allowed',
    text: ['Ask an admin.'],
    private: true,
  };

  test('in a channel is seen by the asker alone, in the thread', async () => {
    stage = await createStage(send(secret));
    const event = mention('sales?');
    await stage.event(event);
    await stage.settle();
    expect(stage.slack.messages).toEqual([]);
    expect(stage.slack.ephemerals).toMatchObject([{ channel: CHANNEL, user: PERSON, thread_ts: event.ts }]);
  });

  test('in a direct message is an ordinary message', async () => {
    stage = await createStage(send(secret));
    await stage.event(direct('sales?'));
    await stage.settle();
    expect(stage.slack.messages).toHaveLength(1);
    expect(stage.slack.ephemerals).toEqual([]);
  });
});

describe('files', () => {
  const attach = (isPrivate: boolean) =>
    createFakeHandlers(async (replies) => {
      await replies.attach({
        name: 'sales.csv',
        mime: 'text/csv',
        bytes: Buffer.from('a,b\n1,2\n'),
        private: isPrivate,
      });
    });

  test('go into the thread', async () => {
    stage = await createStage(attach(false));
    const event = mention('csv');
    await stage.event(event);
    await stage.settle();
    expect(stage.slack.files).toMatchObject([{ name: 'sales.csv', channel: CHANNEL, thread: event.ts }]);
    expect(stage.slack.files[0]?.bytes.toString()).toBe('a,b\n1,2\n');
  });

  test('with personal data go to the person directly, and the thread says so to them alone', async () => {
    stage = await createStage(attach(true));
    await stage.event(mention('csv'));
    await stage.settle();
    expect(stage.slack.files).toMatchObject([{ name: 'sales.csv', channel: DIRECT }]);
    expect(stage.slack.messages).toEqual([]);
    expect(JSON.stringify(stage.slack.ephemerals)).toContain('direct message');
  });

  test('are shared once even where the answer to sharing was lost', async () => {
    stage = await createStage(attach(false), { wait: async () => undefined });
    stage.slack.next('files.completeUploadExternal', { kind: 'drop', when: 'after' });
    await stage.event(mention('csv'));
    await stage.settle();
    expect(stage.slack.files).toHaveLength(1);
  });
});

describe('a chart', () => {
  const card: SendableCard = {
    ...PLAIN,
    chart: {
      kind: 'bar',
      title: 'Revenue by quarter',
      labels: ['Q3', 'Q4'],
      series: [{ name: 'Revenue', values: [10, 12] }],
      format: { kind: 'integer' },
    },
  };

  test('follows its card as a picture with a description for those who cannot see it', async () => {
    stage = await createStage(send(card));
    const event = mention('sales?');
    await stage.event(event);
    await stage.settle();
    expect(stage.slack.files).toMatchObject([
      { title: 'Revenue by quarter', channel: CHANNEL, thread: event.ts, bytes: PNG },
    ]);
    expect(stage.slack.files[0]?.altText).toContain('highest 12 (Q4)');
  });

  test('that cannot be drawn or uploaded is sent in characters', async () => {
    stage = await createStage(send(card));
    stage.slack.refuse('files.getUploadURLExternal', 'missing_scope');
    await stage.event(mention('sales?'));
    await stage.settle();
    expect(stage.slack.messages).toHaveLength(2);
    expect(JSON.stringify(stage.slack.messages[1])).toContain('█');
  });

  test('on a private card is drawn in characters, since such messages hold no pictures', async () => {
    stage = await createStage(send({ ...card, private: true }));
    await stage.event(mention('sales?'));
    await stage.settle();
    expect(stage.slack.files).toEqual([]);
    expect(JSON.stringify(stage.slack.ephemerals)).toContain('█');
  });
});
