/** A question for the model in Slack: its plan, its sentences and its card are one message, and the steps are one press away. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bindAccount } from '../../../handlers/bind-account.ts';
import { BOT, type KeptMessage } from '../../doubles/slack.ts';
import { createStage, mention, newTs, pressOf, type Stage } from '../slack/stage.ts';
import { type AgentStage, DECLINED_BY_RULES, openAgentStage, resultsIn } from './stage.ts';

const BY_LOCATION = {
  name: 'sql_analytics',
  args: { metrics: ['revenue'], by: ['location'] },
};
const BY_CATEGORY = {
  name: 'sql_analytics',
  args: { metrics: ['revenue'], by: ['category'] },
};
const TERM = { name: 'define_term', args: { term: 'revenue' } };
const MOVES = [{ call: [TERM] }, { call: [BY_LOCATION] }, { call: [BY_CATEGORY] }];
const TEXT = 'Sales differ by place. They differ by category as well.\n\nThe table has all of it.';

let agent: AgentStage;
let stage: Stage;
beforeAll(async () => {
  agent = await openAgentStage();
  await bindAccount(agent.app.db, 'slack', BOT.team, agent.app.home.tenantId);
});
afterAll(() => agent.close());
beforeEach(async () => {
  stage = await createStage(agent.app.handlers);
  agent.model.script(async (request) => {
    await sleep(30);
    return MOVES[resultsIn(request)] ?? { say: TEXT };
  });
});
afterEach(() => stage.close());

type Element = { readonly text?: { readonly text: string }; readonly value?: string };
const stepsOn = (message: { readonly blocks?: unknown } | undefined) =>
  ((message?.blocks ?? []) as readonly { type: string; elements: readonly Element[] }[])
    .filter(({ type }) => type === 'actions')
    .flatMap(({ elements }) => elements)
    .find(({ text }) => text?.text === 'Show the steps');

async function ask(more: object = {}): Promise<KeptMessage | undefined> {
  await stage.event(mention(DECLINED_BY_RULES, more as Record<string, unknown>));
  await stage.slack.done('chat.stopStream');
  return stage.slack.messages[0];
}

describe('a question of four steps', () => {
  it('is one message: the plan, the text once, the card', async () => {
    const message = await ask();
    expect(stage.slack.messages).toHaveLength(1);
    expect(message?.shown?.title).toBe('3 steps: Definition, Analytics');
    expect(message?.shown?.tasks.map(({ title, status }) => `${title}: ${status}`)).toEqual([
      'Definition: complete',
      'Analytics: complete',
      'Analytics: complete',
      'Writing the answer: complete',
    ]);
    expect(message?.shown?.tasks[1]?.output).toMatch(/revenue by location/i);
    const all = JSON.stringify([message?.shown?.text, message?.blocks]);
    expect(all.split('Sales differ by place.')).toHaveLength(2);
    expect(all.split('The table has all of it.')).toHaveLength(2);
    expect(all).not.toContain('✓ Done');
  });
});

describe('the steps', () => {
  const press = async (message: KeptMessage | undefined, user: string) => {
    const ts = message?.ts ?? newTs();
    const button = stepsOn(message);
    await stage.interact(
      pressOf(button?.value ?? '', {
        user: { id: user, team_id: BOT.team },
        message: { ts, thread_ts: message?.thread_ts },
        container: { type: 'message', message_ts: ts, channel_id: message?.channel, is_ephemeral: false },
      }),
    );
    await stage.settle();
    return JSON.stringify(stage.slack.ephemerals);
  };

  it('are shown to whoever asked, alone', async () => {
    const shown = await press(await ask(), 'U0ANA');
    expect(shown).toContain('Steps behind an answer');
    expect(shown).toContain('4 calls of the model, 3 of tools');
    expect(stage.slack.messages).toHaveLength(1);
  });

  it('are not for a colleague, who is told so alone', async () => {
    const shown = await press(await ask(), 'U0COLLEAGUE');
    expect(shown).toContain('for whoever asked and for admins');
    expect(shown).not.toContain('calls of the model');
    expect(stage.slack.messages).toHaveLength(1);
  });

  it('can be asked for in a word', async () => {
    const message = await ask();
    await stage.event(mention('steps', { thread_ts: message?.thread_ts }));
    await stage.settle();
    expect(JSON.stringify(stage.slack.ephemerals)).toContain('4 calls of the model');
  });
});
