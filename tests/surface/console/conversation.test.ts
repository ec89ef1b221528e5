import { afterEach, describe, expect, it } from 'vitest';
import type { Replies } from '../../../handlers/surface.ts';
import { ANSWER, cardSaying, fakeHandlers } from './fake-handlers.ts';
import { held } from './held.ts';
import { PIXEL, type Served, serveConsole } from './serve.ts';

const thread = 'thread-0001';

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

interface Entry {
  kind: string;
  id: string;
  text?: string;
  edited?: boolean;
  href?: string;
  payload: string;
  card: { title: string; chart: { id: string; alt: string }; headlines: unknown[]; footnotes: unknown[] };
  phone: unknown[];
}

describe('asking', () => {
  it('answers line by line: the question, what is being done, the card, and the end', async () => {
    const handlers = fakeHandlers();
    served = await serveConsole({ handlers });
    const answer = await served.post('/api/messages', {
      thread,
      text: ' Sales in Q4? ',
      timezone: 'Europe/Berlin',
    });
    expect(answer.headers['content-type']).toContain('application/x-ndjson');
    const lines = answer.lines();
    expect(lines.map(({ type }) => type)).toEqual(['entry', 'progress', 'entry', 'idle', 'done']);
    expect(lines[1]).toEqual({ type: 'progress', note: 'Reading the sales' });
    expect(lines.at(-1)).toEqual({ type: 'done', status: 'answered' });
    expect(handlers.messages).toMatchObject([
      { thread, text: 'Sales in Q4?', sender: { surface: 'console', timezone: 'Europe/Berlin' } },
    ]);
  });

  it('writes every number out as the other surfaces do', async () => {
    served = await serveConsole();
    const [, card] = entries((await served.post('/api/messages', { thread, text: 'Sales?' })).lines());
    expect(card?.card.headlines).toEqual([
      { label: 'Q3 2019', value: '$1,054,286', change: null },
      {
        label: 'Q4 2019',
        value: '$1,342,081',
        change: { text: expect.stringContaining('27.3%'), direction: 'up', mood: 'good' },
      },
    ]);
    expect(card?.card.chart.alt).toContain('Revenue by quarter');
  });

  it('shows what is said while it is being said', async () => {
    const { until, finish } = held();
    const handlers = fakeHandlers({
      slow: async (replies: Replies) => {
        await replies.progress('Counting');
        await until;
        await replies.send(ANSWER);
      },
    });
    served = await serveConsole({ handlers });
    const response = await fetch(`${served.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ thread, text: 'slow' }),
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let read = '';
    while (!read.includes('Counting')) read += (await reader?.read())?.value ?? '';
    // The page is opened anew while the answer is on its way: it follows to the end.
    const reopened = await fetch(`${served.url}/api/conversations/${thread}`);
    finish();
    const types = (await reopened.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).type);
    expect(types).toEqual(['entry', 'progress', 'entry', 'idle']);
    await reader?.cancel();
  });

  it('hands words after /walker to the commands', async () => {
    const handlers = fakeHandlers();
    served = await serveConsole({ handlers });
    await served.post('/api/messages', { thread, text: '/walker people list' });
    await served.post('/api/commands', { thread, text: 'help' });
    await served.post('/api/messages', { thread, text: '/walkers are not commands' });
    expect(handlers.commands.map(({ text }) => text)).toEqual(['people list', 'help']);
    expect(handlers.messages.map(({ text }) => text)).toEqual(['/walkers are not commands']);
  });

  it('says so with an id where a handler fails, and shows nothing of the fault', async () => {
    const logged: unknown[] = [];
    const handlers = fakeHandlers({
      broken: () => Promise.reject(new Error('relation "fct_sales" does not exist')),
    });
    served = await serveConsole({
      handlers,
      log: {
        debug: () => undefined,
        info: () => undefined,
        warn: () => undefined,
        error: (fields: object) => void logged.push(fields),
      },
    });
    const answer = await served.post('/api/messages', { thread, text: 'broken' });
    const [, fault] = entries(answer.lines());
    expect(fault).toMatchObject({ kind: 'fault', text: expect.stringContaining(fault?.id ?? '') });
    expect(answer.text).not.toContain('fct_sales');
    expect(logged).toHaveLength(1);
  });
});

describe('a conversation', () => {
  it('is there again after a reload, and in the list', async () => {
    served = await serveConsole();
    await served.post('/api/messages', { thread, text: 'Sales?' });
    const again = (await served.send(`/api/conversations/${thread}`)).lines();
    expect(entries(again).map(({ kind }) => kind)).toEqual(['question', 'card']);
    const list = (await served.send('/api/conversations')).json();
    expect(list).toMatchObject({ conversations: [{ id: thread, title: 'Sales?', working: false }] });
  });

  it('is empty where nobody has said anything', async () => {
    served = await serveConsole();
    expect((await served.send('/api/conversations/thread-none')).lines()).toEqual([{ type: 'idle' }]);
  });
});

describe('pressing', () => {
  it('hands the token and the chosen values over', async () => {
    const handlers = fakeHandlers();
    served = await serveConsole({ handlers });
    const press = { thread, token: 'token-form', values: { by: 'region' } };
    expect((await served.post('/api/presses', press)).lines().at(-1)).toMatchObject({ type: 'done' });
    expect(handlers.presses).toMatchObject([press]);
  });

  it('edits the card in its place; the phone is sent it anew, as WhatsApp cannot edit', async () => {
    served = await serveConsole();
    await served.post('/api/messages', { thread, text: 'Sales?' });
    await served.post('/api/presses', { thread, token: 'token-approve' });
    const all = entries((await served.send(`/api/conversations/${thread}`)).lines());
    expect(all).toHaveLength(2);
    expect(all[1]).toMatchObject({
      edited: true,
      card: { footnotes: [{ text: 'Approve: Operator, 14:03' }] },
    });
    expect(all[1]?.phone.length).toBeGreaterThan(1);
  });

  it('sends a card anew where the one to edit is not here any more', async () => {
    const handlers = fakeHandlers({
      edit: (replies) => replies.edit({ thread, entry: 'from-before-the-restart' }, ANSWER),
    });
    served = await serveConsole({ handlers });
    const all = entries((await served.post('/api/messages', { thread, text: 'edit' })).lines());
    expect(all.map(({ kind }) => kind)).toEqual(['question', 'card']);
  });

  it('keeps nothing of before a customer was erased, whoever erased them', async () => {
    let erased: Date | null = null;
    served = await serveConsole({ lastErasure: async () => erased });
    await served.post('/api/messages', { thread, text: 'Orders of Ida Hansen' });
    const [file] = entries((await served.post('/api/presses', { thread, token: 'token-csv' })).lines());
    const listed = async () => (await served?.send('/api/conversations'))?.text ?? '';
    expect(await listed()).toContain('Ida Hansen');
    erased = new Date();
    expect(await listed()).not.toContain('Ida Hansen');
    expect((await served.send(`/api/conversations/${thread}`)).text).not.toContain('Ida Hansen');
    expect((await served.send(file?.href ?? '')).status).toBe(404);
    await served.post('/api/messages', { thread, text: 'Sales?' });
    expect(await listed()).toContain('Sales?');
  });

  it('gives files to save, never to show', async () => {
    served = await serveConsole();
    const [file] = entries((await served.post('/api/presses', { thread, token: 'token-csv' })).lines());
    expect(file).toMatchObject({ kind: 'file', name: 'revenue.csv', private: true });
    const saved = await served.send(file?.href ?? '');
    expect(saved.text).toBe('period,revenue\nQ3,1\n');
    expect(saved.headers['content-disposition']).toMatch(/^attachment; filename="?revenue.csv/);
    expect(saved.headers['content-security-policy']).toContain('sandbox');
  });
});

describe('charts', () => {
  it('are drawn in the scheme and about the width asked for, once', async () => {
    const drawn: unknown[] = [];
    served = await serveConsole({
      renderChart: async (_spec, options) => {
        drawn.push(options);
        return PIXEL;
      },
    });
    const [, card] = entries((await served.post('/api/messages', { thread, text: 'Sales?' })).lines());
    const chart = `/api/charts/${card?.card.chart.id}`;
    for (const query of [
      '?scheme=dark&width=1000',
      '?scheme=dark&width=1000',
      '?width=nonsense',
      '?width=99999',
    ]) {
      const picture = await served.send(chart + query);
      expect(picture.headers['content-type']).toBe('image/png');
      expect(picture.bytes.equals(PIXEL)).toBe(true);
    }
    expect(drawn).toEqual([
      { scheme: 'dark', width: 1280 },
      { scheme: 'light', width: 960 },
      { scheme: 'light', width: 1280 },
    ]);
  });

  it('are asked for again after one could not be drawn', async () => {
    let times = 0;
    served = await serveConsole({
      renderChart: async () => {
        times += 1;
        if (times === 1) throw new Error('no font');
        return PIXEL;
      },
    });
    const [, card] = entries((await served.post('/api/messages', { thread, text: 'Sales?' })).lines());
    const chart = `/api/charts/${card?.card.chart.id}`;
    const first = await served.send(chart);
    expect(first.status).toBe(500);
    expect(first.text).not.toContain('no font');
    expect((await served.send(chart)).status).toBe(200);
  });

  it('that are not known are a plain 404', async () => {
    served = await serveConsole();
    expect((await served.send('/api/charts/none')).json()).toEqual({
      message: expect.stringContaining('no longer'),
    });
  });
});

describe('the first look', () => {
  it('offers questions, the overview and whose data it is', async () => {
    served = await serveConsole({ describe: () => ({ workspace: 'Demo shop' }) });
    expect((await served.send('/api/prompts')).json()).toMatchObject({
      prompts: [{ title: 'Sales by month' }],
    });
    expect((await served.send('/api/home')).json()).toMatchObject({ cards: [{ title: 'Data' }] });
    expect((await served.send('/api/status')).json()).toEqual({ workspace: 'Demo shop', hasLogin: false });
  });

  it('shows a developer what Slack would be sent', async () => {
    served = await serveConsole();
    const [, card] = entries((await served.post('/api/messages', { thread, text: 'Sales?' })).lines());
    const payload = (await served.send(card?.payload ?? '')).json();
    expect(payload).toMatchObject({
      blocks: expect.arrayContaining([expect.objectContaining({ type: 'header' })]),
    });
  });
});

describe('markup in data', () => {
  it('goes over the wire as JSON text, whatever it says', async () => {
    const nasty = '</script><img src=x onerror=alert(1)>';
    const handlers = fakeHandlers({ nasty: async (replies) => void (await replies.send(cardSaying(nasty))) });
    served = await serveConsole({ handlers });
    const answer = await served.post('/api/messages', { thread, text: 'nasty' });
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    const [, card] = entries(answer.lines());
    expect(card?.card.title).toBe(nasty);
  });
});

function entries(lines: readonly Record<string, unknown>[]): Entry[] {
  return lines.flatMap((line) => (line.type === 'entry' ? [line.entry as Entry] : []));
}
