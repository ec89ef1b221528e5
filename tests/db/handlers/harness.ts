/** Handlers over a real database, with an agent and tools that the test scripts. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Interpretation } from '../../../agent/interpretation.ts';
import type { SendableCard } from '../../../cards/card.ts';
import type { Db } from '../../../db/db.ts';
import { createHandlers } from '../../../handlers/create-handlers.ts';
import type { HandlerDeps } from '../../../handlers/deps.ts';
import type { MessageRef, Replies, Sender } from '../../../handlers/surface.ts';
import { type AnyTool, type Attachment, defineTool } from '../../../tools/define-tool.ts';
import { giveFeedback } from '../../../tools/feedback/tool.ts';
import { people } from '../../../tools/people/tool.ts';
import { createRegistry } from '../../../tools/registry.ts';

/** A read that echoes, a write that counts, a tool for analysts, one that breaks. */
function testTools() {
  const runs: string[] = [];
  const text = z.object({ text: z.string() });
  const tool = (name: string, fields: Partial<AnyTool>): AnyTool =>
    defineTool({
      name,
      title: `Tool ${name}`,
      description: `A tool that is called ${name}, for tests.`,
      effect: 'read',
      role: 'viewer',
      input: text,
      output: text,
      followUps: true,
      run: async (input) => {
        runs.push(`${name}:${input.text}`);
        return { kind: 'ok', data: input };
      },
      card: (data) => ({
        tone: 'answer',
        title: data.text,
        buttons: [
          { label: 'Again', call: { tool: 'echo', args: { text: `${data.text} again` } } },
          { label: 'Spend', call: { tool: 'spend', args: { text: data.text } } },
          { label: 'Break', call: { tool: 'breaking', args: { text: data.text } } },
          { label: 'Secret', call: { tool: 'secret', args: { text: data.text } } },
          {
            label: 'Send',
            call: { tool: 'spend', args: { text: `sent ${data.text}` } },
            confirm: 'This sends 3 messages.',
          },
          { label: 'Unwilling', call: { tool: 'unwilling', args: { text: data.text } } },
          {
            label: 'Shut',
            call: { tool: 'shut', args: { text: data.text } },
            confirm: 'This shuts the shop.',
          },
        ],
      }),
      summary: (data) => data.text,
      ...fields,
    });
  const tools = [
    tool('echo', {
      command: { word: 'echo', usage: 'echo <text>', parse: (words) => (words ? { text: words } : {}) },
    }),
    tool('spend', { effect: 'write', followUps: false }),
    tool('secret', { role: 'admin' }),
    tool('shut', { role: 'admin', effect: 'write', followUps: false }),
    tool('unwilling', {
      effect: 'write',
      followUps: false,
      run: async () => ({ kind: 'refused', because: 'Not while it rains.', suggestions: [] }),
    }),
    tool('breaking', {
      effect: 'write',
      followUps: false,
      run: async () => {
        runs.push('breaking');
        throw new Error('the connection was lost after the commit');
      },
    }),
    tool('broken', {
      run: async () => {
        throw new Error('relation "fct_sales" does not exist at character 17');
      },
    }),
    people,
    giveFeedback,
  ];
  return { registry: createRegistry(tools), runs };
}

export function testHandlers(db: Db, overrides: Partial<HandlerDeps> & { home: string }) {
  const { registry, runs } = testTools();
  const logged: object[] = [];
  let clock = new Date('2026-03-02T09:00:00Z');
  const deps: HandlerDeps = {
    db,
    registry,
    interpret: async (question): Promise<Interpretation> => ({
      kind: 'call',
      call: { tool: 'echo', args: { text: question } },
      restated: question,
      notes: [],
    }),
    readWorkspace: async (tenantDb) => ({
      tenantId: tenantDb.tenantId,
      name: 'Test',
      timezone: 'UTC',
      currency: 'USD',
      today: '2026-03-02',
      clockIsBehind: false,
      data: null,
      isDemo: false,
      version: '1',
    }),
    prompts: async () => [{ title: 'Sales', message: 'revenue last month' }],
    homeWorkspace: overrides.home,
    timezone: 'UTC',
    now: () => clock,
    newId: randomUUID,
    newToken: () => randomUUID(),
    log: {
      debug: () => undefined,
      info: () => undefined,
      warn: (fields) => logged.push(fields),
      error: (fields) => logged.push(fields),
    },
    ...overrides,
  };
  return {
    handlers: createHandlers(deps),
    runs,
    logged,
    pass: (seconds: number) => {
      clock = new Date(clock.getTime() + seconds * 1000);
    },
  };
}

export interface Recorded extends Replies {
  readonly sent: SendableCard[];
  readonly edits: { ref: MessageRef; card: SendableCard }[];
  readonly files: Attachment[];
}

export function recordReplies(): Recorded {
  const sent: SendableCard[] = [];
  const edits: Recorded['edits'] = [];
  const files: Attachment[] = [];
  return {
    sent,
    edits,
    files,
    progress: async () => undefined,
    send: async (card) => ({ message: sent.push(card) - 1 }),
    edit: async (ref, card) => {
      edits.push({ ref, card });
    },
    attach: async (file) => {
      files.push(file);
    },
  };
}

export const slackUser = (externalId: string, account = 'T1'): Sender => ({
  surface: 'slack',
  account,
  externalId,
  displayName: externalId,
});
export const phone = (externalId: string): Sender => ({
  surface: 'whatsapp',
  account: 'whatsapp:+1000',
  externalId,
});
