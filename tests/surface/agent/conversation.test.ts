/** A conversation with a model: who answers, what it remembers, what is shown meanwhile, and how it is cancelled. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../bot/app.ts';
import type { SendableCard } from '../../../cards/card.ts';
import {
  type AgentStage,
  DECLINED_BY_RULES,
  FAST,
  footnotes,
  lastResult,
  MODEL,
  openAgentStage,
  resultsIn,
} from './stage.ts';

const REVENUE = { name: 'sql_analytics', args: { metrics: ['revenue'] } };

let stage: AgentStage;
beforeAll(async () => {
  stage = await openAgentStage();
});
afterAll(() => stage.close());

const answering = (text = 'It is on the card.') =>
  stage.model.script((request) => (resultsIn(request) === 0 ? { call: [REVENUE] } : { say: text }));
const lastRequest = () => {
  const request = stage.model.requests.at(-1);
  if (!request) throw new Error('the model was not asked');
  return request;
};

describe('who answers', () => {
  it('is the rules where they can, without a word to the model', async () => {
    const before = stage.model.requests.length;
    const { card } = await stage.ask('revenue last month');
    expect(card.tone).toBe('answer');
    expect(stage.model.requests).toHaveLength(before);
  });

  it('is the model that a command names', async () => {
    answering();
    const command = (text: string) =>
      stage.app.handlers.command(
        { sender: stage.app.operator('console'), thread: randomUUID(), text, eventId: null },
        silent,
      );
    await command('ask --model fast revenue last month');
    expect(lastRequest().model).toBe(FAST);
    await command('ask --model=strong revenue last month');
    expect(lastRequest().model).toBe(MODEL);
    const before = stage.model.requests.length;
    const off = await command(`ask --model off ${DECLINED_BY_RULES}`);
    expect(off.status).toBe('refused');
    expect(stage.model.requests).toHaveLength(before);
    const wrong = await command('ask --model best revenue');
    expect(wrong.card?.text?.[0]).toMatch(/no model “best”.*auto\|off\|fast\|strong/);
  });

  it('asks back, or says what is missing, in its own words', async () => {
    stage.model.script([
      { call: [{ name: 'ask_back', args: { question: 'Do you mean sales or visits?' } }] },
    ]);
    const asked = await stage.ask(DECLINED_BY_RULES);
    expect(asked.handled.status).toBe('clarify');
    expect(asked.card.text).toEqual(['Do you mean sales or visits?']);
    stage.model.script([
      { call: [{ name: 'decline', args: { because: 'There is no weather in the data.' } }] },
    ]);
    const declined = await stage.ask(DECLINED_BY_RULES);
    expect(declined.handled.status).toBe('refused');
    expect(declined.card.text?.[0]).toBe('There is no weather in the data.');
  });

  it('does not let a model answer from its own knowledge', async () => {
    stage.model.script([{ say: 'Shops like yours thrive in spring.' }]);
    const { handled, card } = await stage.ask(DECLINED_BY_RULES);
    expect(handled.status).toBe('refused');
    expect(JSON.stringify(card)).not.toContain('spring');
  });

  it('shows SQL that the model wrote as uncertified, with the query', async () => {
    stage.model.script((request) =>
      resultsIn(request) === 0
        ? {
            call: [
              { name: 'run_sql', args: { sql: 'select count(*) as lines from fct_sales', title: 'Lines' } },
            ],
          }
        : { say: `There are ${/"lines":"?(\d+)/.exec(lastResult(request))?.[1]} lines.` },
    );
    const { handled, card } = await stage.ask(DECLINED_BY_RULES);
    expect(handled.status).toBe('answered');
    expect(card.text?.[0]).toMatch(/^There are \d+ lines\.$/);
    expect(card.code?.text).toBe('select count(*) as lines from fct_sales');
    expect(footnotes(card)).toContain('Uncertified');
  });
});

describe('memory', () => {
  it('holds what was asked and answered in the thread, whoever answered, and nothing of other threads', async () => {
    const thread = randomUUID();
    const first = await stage.ask('revenue last month', { thread });
    answering('All is well.');
    await stage.ask(DECLINED_BY_RULES, { thread });
    await stage.ask(`${DECLINED_BY_RULES} again`, { thread });
    const said = lastRequest().messages.map(
      ({ role, content }) => `${role}: ${typeof content === 'string' ? content : JSON.stringify(content)}`,
    );
    expect(said.slice(1, 6)).toEqual([
      'user: revenue last month',
      `assistant: ${first.handled.facts?.answer}`,
      `user: ${DECLINED_BY_RULES}`,
      expect.stringMatching(
        /^assistant: All is well\.\n\(The card shows sql_analytics \{.*"metrics":\["revenue"\].*\}\.\)$/,
      ),
      `user: ${DECLINED_BY_RULES} again`,
    ]);
    answering();
    await stage.ask(DECLINED_BY_RULES);
    expect(lastRequest().messages.filter(({ role }) => role === 'user')).toHaveLength(1);
  });

  it('lets a rule follow up on what the model asked', async () => {
    const thread = randomUUID();
    answering();
    await stage.ask(DECLINED_BY_RULES, { thread });
    const { handled } = await stage.ask('by category', { thread });
    expect(handled.status).toBe('answered');
    expect(handled.facts?.columns.map(({ key }) => key)).toContain('category');
  });

  it('grows no further than a prompt may hold', async () => {
    const thread = randomUUID();
    answering(`Well. ${'Very well. '.repeat(200)}`);
    for (let turn = 0; turn < 8; turn += 1) await stage.ask(DECLINED_BY_RULES, { thread });
    const { rows } = await stage.app.db.query<{ state: { memory: unknown[] } }>(
      'select state from conversations where thread = $1',
      [thread],
    );
    expect(JSON.stringify(rows[0]?.state.memory).length).toBeLessThan(1_500 * 4);
    expect(JSON.stringify(lastRequest().messages).length).toBeLessThan(40_000);
  });

  it('forgets a person who is erased', async () => {
    const thread = randomUUID();
    const remembered = async () =>
      (await stage.app.db.query('select 1 from conversations where thread = $1', [thread])).rowCount;
    const { rows } = await stage.app.db.query<{ customer_id: string }>(
      'select customer_id from dim_customer where tenant_id = $1 order by customer_id limit 1',
      [stage.app.home.tenantId],
    );
    const customer = rows[0]?.customer_id ?? '';
    answering();
    await stage.ask(`${DECLINED_BY_RULES} and about customer "${customer}"`, { thread });
    expect(await remembered()).toBe(1);
    const command = { sender: stage.app.operator('console'), thread: randomUUID(), eventId: null };
    await stage.app.handlers.command(
      { ...command, text: `erase_person {"customer_id": "${customer}"}` },
      silent,
    );
    expect(await remembered()).toBe(0);
  });
});

describe('while it works', () => {
  it('tells the steps as they begin, and the sentences that hold', async () => {
    stage.model.script((request) =>
      resultsIn(request) === 0
        ? { call: [REVENUE] }
        : { say: 'It goes well. Revenue was $1,234,567,890. It is on the card. ' },
    );
    const { notes } = await stage.ask(DECLINED_BY_RULES);
    expect(notes.filter((note, at) => notes.indexOf(note) === at)).toEqual([
      'Thinking',
      'Analytics',
      'It goes well.',
      'It is on the card.',
    ]);
  });
});

describe('Cancel', () => {
  /** Asks, waits until the model is at work, and returns the button. */
  async function begin(sender = stage.app.operator('console')) {
    let taken = 0;
    let button: SendableCard | null = null;
    stage.model.script([{ hang: 'at once' }]);
    const before = stage.model.requests.length;
    const answer = stage.ask(DECLINED_BY_RULES, {
      sender,
      replies: {
        working: async (card) => {
          button = card;
          return async () => void taken++;
        },
      },
    });
    while (stage.model.requests.length === before) await sleep(5);
    const token = (button as SendableCard | null)?.buttons?.[0]?.token ?? '';
    return { answer, token, wasTaken: () => taken };
  }
  const press = (token: string, sender = stage.app.operator('console'), app = stage.app) =>
    app.handlers.press({ sender, thread: 'elsewhere', token, eventId: null }, silent);

  it('ends the question at once for whoever asked, and the button goes', async () => {
    const { answer, token, wasTaken } = await begin();
    await press(token);
    const { handled, card } = await answer;
    expect(handled.status).toBe('refused');
    expect(footnotes(card)).toContain('Cancelled');
    expect(wasTaken()).toBe(1);
    const { rows } = await stage.app.db.query('select 1 from buttons where token = $1', [token]);
    expect(rows).toEqual([]);
  });

  it('is for whoever asked, and for approvers', async () => {
    const [asker, other, approver] = [
      await stage.person('viewer'),
      await stage.person('analyst'),
      await stage.person('approver'),
    ];
    const { answer, token } = await begin(asker);
    let settled = false;
    answer.finally(() => {
      settled = true;
    });
    await press(token, other);
    await sleep(50);
    expect(settled).toBe(false);
    await press(token, approver);
    expect(footnotes((await answer).card)).toContain('Cancelled');
  });

  it('reaches a question that another process works on', async () => {
    const elsewhere = await createApp(stage.app.config, { db: stage.app.db });
    const { answer, token } = await begin();
    await press(token, undefined, elsewhere);
    expect(footnotes((await answer).card)).toContain('Cancelled');
    await elsewhere.stop();
  });
});

const silent = {
  progress: async () => undefined,
  send: async () => ({}),
  edit: async () => undefined,
  attach: async () => undefined,
};
