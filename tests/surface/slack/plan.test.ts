/** What a language model does is seen as a plan: its tasks, what came of them, the sentences that hold, then the card. */
import { afterEach, describe, expect, test } from 'vitest';
import type { AgentEvent } from '../../../agent/llm/model-agent.ts';
import type { SendableCard } from '../../../cards/card.ts';
import type { Replies } from '../../../handlers/surface.ts';
import type { KeptMessage } from '../../doubles/slack.ts';
import { createFakeHandlers } from './fake-handlers.ts';
import { createStage, mention, type Stage, type StageOptions } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const THINKING: AgentEvent = { kind: 'thinking' };
const tool = (title: string): AgentEvent => ({ kind: 'tool', title });
const done = (title: string, detail: string, ok = true): AgentEvent => ({
  kind: 'tool_done',
  title,
  detail,
  ok,
});
const sentence = (text: string, opens = false): AgentEvent => ({ kind: 'text', sentence: text, opens });

const STEPS = [
  THINKING,
  tool('Analytics'),
  done('Analytics', 'Revenue by location, Q4 2019'),
  THINKING,
  tool('Segments'),
  done('Segments', 'Segments failed', false),
  THINKING,
];
const ANSWER: SendableCard = {
  tone: 'answer',
  title: 'Revenue by location, Q4 2019',
  text: ['Revenue fell by 12%. Most of it was lost in Chicago.', 'Berlin grew.'],
  headlines: [{ label: 'Revenue', value: 12, format: { kind: 'integer' } }],
};

/** Lets Slack be told what has happened before it goes on. */
async function play(replies: Replies, events: readonly AgentEvent[], until = 'chat.startStream', count = 1) {
  for (const event of events) await replies.follow?.(event);
  await stage.slack.done(until, count);
}

async function ask(answer: (replies: Replies) => Promise<unknown>, options: StageOptions = {}) {
  stage = await createStage(
    createFakeHandlers(async (replies) => void (await answer(replies))),
    options,
  );
  await stage.event(mention('why?'));
  await stage.settle();
  return stage.slack.messages;
}

/** Everything that stands in the message. */
const seen = (message: KeptMessage | undefined) => JSON.stringify([message?.shown, message?.blocks]);
const said = (message: { readonly blocks: readonly unknown[] } | undefined) =>
  JSON.stringify(message?.blocks);

test('the tasks stand under one title, each with what came of it, and the card ends the same message', async () => {
  const messages = await ask(async (replies) => {
    await play(replies, STEPS);
    await replies.send(ANSWER);
  });
  expect(messages).toHaveLength(1);
  expect(messages[0]?.streaming).toBe(false);
  expect(messages[0]?.shown).toMatchObject({
    mode: 'plan',
    title: '2 steps, 1 in vain: Analytics, Segments',
    tasks: [
      { title: 'Analytics', status: 'complete', output: 'Revenue by location, Q4 2019' },
      { title: 'Segments', status: 'error', output: 'Segments failed' },
      { title: 'Writing the answer', status: 'complete', output: '' },
    ],
    text: '',
  });
  expect(said(messages[0])).toContain(ANSWER.title);
  expect(said(messages[0])).toContain('Most of it was lost in Chicago.');
});

test('while it works the title says what is being done', async () => {
  const titles: (string | undefined)[] = [];
  const look = () => titles.push(stage.slack.messages[0]?.shown?.title);
  await ask(async (replies) => {
    await play(replies, [THINKING]);
    look();
    await play(replies, [tool('Analytics')], 'chat.appendStream');
    look();
    await play(replies, [done('Analytics', 'Revenue'), THINKING], 'chat.appendStream', 2);
    look();
    await play(replies, [sentence('Revenue fell by 12%.')], 'chat.appendStream', 3);
    look();
    await replies.send(ANSWER);
  });
  expect(titles).toEqual([
    'Reading the question',
    'Analytics',
    'Thinking about what was found',
    'Writing the answer',
  ]);
});

describe('the text', () => {
  test('is streamed as it holds, completed at the end, and not said twice', async () => {
    const streamed: string[] = [];
    const messages = await ask(async (replies) => {
      await play(replies, STEPS);
      await play(replies, [sentence('Revenue fell by 12%.', true)], 'chat.appendStream');
      streamed.push(stage.slack.messages[0]?.shown?.text ?? '');
      await replies.send(ANSWER);
    });
    expect(streamed).toEqual(['Revenue fell by 12%.']);
    expect(messages).toHaveLength(1);
    expect(messages[0]?.shown?.text).toBe(
      'Revenue fell by 12%. Most of it was lost in Chicago.\n\nBerlin grew.',
    );
    expect(said(messages[0])).toContain(ANSWER.title);
    expect(said(messages[0])).not.toContain('Chicago');
  });

  test('may follow what was said on the way to it', async () => {
    const messages = await ask(async (replies) => {
      await play(replies, [THINKING, tool('Analytics'), done('Analytics', 'Revenue'), THINKING]);
      await play(replies, [sentence('Let me look closer.', true)], 'chat.appendStream');
      await play(replies, [tool('Segments'), done('Segments', '8 segments')], 'chat.appendStream', 2);
      await replies.send(ANSWER);
    });
    expect(messages).toHaveLength(1);
    expect(messages[0]?.shown?.text).toBe(`Let me look closer.\n\n${ANSWER.text?.join('\n\n')}`);
  });

  test('that did not become the answer is taken away with its message', async () => {
    const refusal: SendableCard = { tone: 'refusal', title: 'I can’t answer that', text: ['Cancelled.'] };
    const messages = await ask(async (replies) => {
      await play(replies, STEPS);
      await play(replies, [sentence('Revenue fell by 12%.', true)], 'chat.appendStream');
      await replies.send(refusal);
    });
    expect(messages).toHaveLength(1);
    expect(messages[0]?.shown).toBeUndefined();
    expect(said(messages[0])).toContain('Cancelled.');
  });

  test('can neither mention, nor link, nor format', async () => {
    const wild = 'Sold to <!channel> and [all](http://x) with *stars* and :tada: here.';
    const messages = await ask(async (replies) => {
      await play(replies, [THINKING]);
      await play(replies, [sentence(wild, true)], 'chat.appendStream');
      await replies.send({ ...ANSWER, text: [wild] });
    });
    const text = messages[0]?.shown?.text ?? '';
    expect(text).toContain('stars');
    expect(text).not.toMatch(/<!|\]\(|(?<!\u2060)\*|:tada:/);
  });

  test('is in the card once the card is edited', async () => {
    const messages = await ask(async (replies) => {
      await play(replies, STEPS);
      await play(replies, [sentence('Revenue fell by 12%.', true)], 'chat.appendStream');
      const ref = await replies.send(ANSWER);
      await replies.edit(ref, ANSWER);
    });
    expect(messages).toHaveLength(1);
    expect(said(messages[0])).toContain('Revenue fell by 12%.');
  });
});

test('a streamed message that Slack does not let be edited is replaced', async () => {
  const messages = await ask(async (replies) => {
    await play(replies, STEPS);
    const ref = await replies.send(ANSWER);
    stage.slack.refuse('chat.update', 'block_mismatch');
    await replies.edit(ref, { ...ANSWER, title: 'Revenue, applied' });
  });
  expect(messages).toHaveLength(1);
  expect(said(messages[0])).toContain('Revenue, applied');
});

describe('calls', () => {
  test('are fewer than what happens', async () => {
    const words = Array.from({ length: 30 }, (_, at) => `Sentence ${at}.`);
    const messages = await ask(
      async (replies) => {
        await play(replies, STEPS);
        for (const [at, word] of words.entries()) await replies.follow?.(sentence(word, at === 0));
        await stage.slack.done('chat.appendStream');
        await replies.send({ ...ANSWER, text: [words.join(' ')] });
      },
      {
        timing: {
          postIntervalMs: 0,
          statusAfterMs: 0,
          streamAfterMs: 0,
          appendEveryMs: 50,
        },
      },
    );
    expect(stage.slack.of('chat.appendStream').length).toBeLessThanOrEqual(2);
    expect(messages[0]?.shown?.text).toBe(words.join(' '));
  });

  test('that Slack asks to slow down lose nothing', async () => {
    const messages = await ask(async (replies) => {
      await play(replies, STEPS);
      stage.slack.next('chat.appendStream', { kind: 'wait', seconds: 30 });
      await replies.follow?.(sentence('Revenue fell by 12%.', true));
      await stage.slack.called('chat.appendStream');
      await replies.follow?.(sentence('Most of it was lost in Chicago.'));
      await stage.slack.done('chat.appendStream');
      await replies.send(ANSWER);
    });
    expect(messages).toHaveLength(1);
    expect(messages[0]?.shown?.text).toBe(ANSWER.text?.join('\n\n'));
  });

  test('whose answer was lost do not put a sentence twice', async () => {
    const messages = await ask(async (replies) => {
      await play(replies, STEPS);
      stage.slack.next('chat.appendStream', { kind: 'drop', when: 'after' });
      await play(replies, [sentence('Revenue fell by 12%.', true)], 'chat.appendStream');
      await replies.send(ANSWER);
    });
    expect(messages).toHaveLength(1);
    expect(seen(messages[0]).split('Revenue fell by 12%.')).toHaveLength(2);
  });
});

describe('a workspace that knows no plans', () => {
  test('gets the tasks alone, and is not asked again for a while', async () => {
    const answer = async (replies: Replies, count: number) => {
      await play(replies, STEPS, 'chat.startStream', count);
      await replies.follow?.(sentence('Revenue fell by 12%.', true));
      await replies.send(ANSWER);
    };
    let asked = 0;
    stage = await createStage(
      createFakeHandlers((replies) => answer(replies, ++asked)),
      { double: { knowsPlans: false } },
    );
    await stage.event(mention('why?'));
    await stage.slack.done('chat.stopStream');
    await stage.event(mention('and why not?'));
    await stage.settle();
    expect(stage.slack.of('chat.startStream').map(({ args }) => args.task_display_mode)).toEqual([
      'plan',
      'timeline',
      'timeline',
    ]);
    for (const message of stage.slack.messages) {
      expect(message.shown?.tasks.map(({ title }) => title)).toEqual([
        'Analytics',
        'Segments',
        'Writing the answer',
      ]);
      expect(said(message)).toContain('Revenue fell by 12%.');
    }
  });

  test.each(['chat.appendStream', 'chat.stopStream'])(
    'and says so at %s still gets one answer',
    async (method) => {
      const messages = await ask(async (replies) => {
        await play(replies, STEPS);
        stage.slack.next(method, { kind: 'refuse', error: 'invalid_arguments' });
        await replies.follow?.(sentence('Revenue fell by 12%.', true));
        await stage.slack.called('chat.appendStream');
        await replies.send(ANSWER);
      });
      expect(messages).toHaveLength(1);
      expect(said(messages[0])).toContain(ANSWER.title);
      expect(seen(messages[0]).split('Revenue fell by 12%.')).toHaveLength(2);
    },
  );
});
