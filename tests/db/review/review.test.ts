/** Reviews, verified answers and tokens in the database, on both engines. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Call } from '../../../cards/card.ts';
import type { Db } from '../../../db/db.ts';
import { identifyToken } from '../../../handlers/identify-token.ts';
import { buildRegistry } from '../../../tools/all-tools.ts';
import type { ToolContext } from '../../../tools/define-tool.ts';
import { loadModel } from '../../../tools/metrics/load-model.ts';
import { forgetMentions } from '../../../tools/privacy/forget-mentions.ts';
import { mentionOf } from '../../../tools/privacy/mention.ts';
import { readCases } from '../../../tools/review/index.ts';
import type { Role } from '../../../tools/roles.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { readVerified } from '../../../tools/verified/index.ts';
import { localDiscovery } from '../../doubles/local-discovery.ts';
import { createTenant, openTestDb } from '../harness.ts';

const registry = buildRegistry(loadModel(), { discovery: localDiscovery(), briefSurfaces: new Set() });
const now = new Date('2026-03-03T09:00:00Z');
let db: Db;
beforeAll(async () => {
  db = await openTestDb();
}, 60_000);
afterAll(() => db?.close());

async function team(role: Role = 'admin') {
  const { tenantId } = await createTenant(db);
  const personId = randomUUID();
  await db.query("insert into people (person_id, tenant_id, name, role) values ($1, $2, 'Ana', $3)", [
    ...[personId, tenantId, role],
  ]);
  const tenant = db.tenant(tenantId);
  const context = {
    db: tenant,
    workspace: {} as ToolContext['workspace'],
    actor: { personId, name: 'Ana', role, timezone: 'UTC' },
    origin: 'command',
    now: () => now,
    newId: randomUUID,
    progress: () => undefined,
    signal: new AbortController().signal,
  } satisfies ToolContext;
  const run = (tool: string, args: Call['args']) => runTool(registry, { tool, args }, context);
  const answer = async (question: string, args: object = { metrics: ['revenue'] }) => {
    const answerId = randomUUID();
    await db.query(
      `insert into answers (answer_id, tenant_id, person_id, surface, thread, origin, question, status, tool, args)
       values ($1, $2, $3, 'console', 't', 'question', $4, 'answered', 'sql_analytics', $5)`,
      [answerId, tenantId, personId, question, JSON.stringify(args)],
    );
    return answerId;
  };
  return { tenantId, tenant, run, answer };
}

it('a case is what reviews say is right, of one team', async () => {
  const [ours, theirs] = [await team(), await team()];
  const answerId = await ours.answer('revenue by mood');
  await ours.run('give_feedback', { answerId, good: false });
  await ours.run('explain_feedback', { answerId, reason: 'number' });
  const closed = await ours.run('close_review', { answerId, resolution: 'case', expected: '12' });
  expect(closed.outcome.kind).toBe('ok');
  expect(await readCases(ours.tenant)).toEqual([
    { question: 'revenue by mood', expected: { kind: 'value', value: 12 } },
  ]);
  expect(await readCases(theirs.tenant)).toEqual([]);
  await expect(theirs.run('show_review', { which: answerId })).rejects.toThrow('There is no review');
  // The last word stands.
  expect((await ours.run('close_review', { answerId, resolution: 'no_fault' })).outcome.kind).toBe('empty');
  expect((await ours.run('explain_feedback', { answerId, reason: 'other' })).outcome.kind).toBe('empty');
});

it('a case is asked so that it can be read: numbers as understood, people as somebody asked', async () => {
  const { tenant, run, answer } = await team();
  const ask = async (tool: string, question: string, restated: string) => {
    const answerId = await answer(question);
    await db.query('update answers set tool = $2, restated = $3 where answer_id = $1', [
      ...[answerId, tool, restated],
    ]);
    await run('give_feedback', { answerId, good: false });
    await run('close_review', { answerId, resolution: 'case', expected: '12' });
  };
  await ask('sql_analytics', 'orders last month', 'Orders, October 2026');
  await ask('find_people', 'who bought socks in the last 60 days', 'Customers who bought Socks (22 Sep – …)');
  expect((await readCases(tenant)).map(({ question }) => question).toSorted()).toEqual([
    'Orders, October 2026',
    'who bought socks in the last 60 days',
  ]);
});

it('a thumbs up takes back an open complaint of the same person', async () => {
  const { run, answer } = await team();
  const answerId = await answer('revenue by mood');
  await run('give_feedback', { answerId, good: false });
  await run('give_feedback', { answerId, good: true });
  expect((await run('review_answers', {})).outcome.kind).toBe('empty');
});

it('erasing a person takes the reviews and verified answers that speak of them', async () => {
  const { tenantId, tenant, run, answer } = await team();
  const about = await answer('orders of customer 17850');
  const noted = await answer('revenue last month');
  const other = await answer('revenue last year');
  for (const answerId of [about, noted, other]) await run('give_feedback', { answerId, good: false });
  await run('explain_feedback', { answerId: noted, reason: 'other', note: 'customer 17850 is missing' });
  await run('save_verified_answer', { answerId: about, question: 'how is 17850 doing lately' });
  await run('save_verified_answer', { answerId: other });
  const mention = mentionOf(
    { customerId: '17850', firstName: null, lastName: null, email: null, phone: null },
    tenantId,
  );
  const touched = await tenant.write((tx) => forgetMentions(tx, tenantId, mention));
  expect(touched).toMatchObject({ answer_reviews: 2, verified_answers: 1 });
  const left = await db.query<{ answer_id: string }>(
    'select answer_id from answer_reviews where tenant_id = $1',
    [tenantId],
  );
  expect(left.rows).toEqual([{ answer_id: other }]);
  expect((await readVerified(tenant)).map(({ question }) => question)).toEqual(['revenue last year']);
});

it('the same question is verified once: the newer answer counts', async () => {
  const { tenant, run, answer } = await team('analyst');
  await run('save_verified_answer', { answerId: await answer('Revenue last month') });
  await run('save_verified_answer', {
    answerId: await answer('revenue last month', { metrics: ['gross_revenue'] }),
    note: 'gross',
  });
  expect(await readVerified(tenant)).toMatchObject([
    {
      question: 'revenue last month',
      call: { args: { metrics: ['gross_revenue'] } },
      note: 'gross',
      by: 'Ana',
    },
  ]);
});

it('a token is its person, until it ends', async () => {
  const { run, tenantId } = await team();
  const made = await run('create_access_token', { who: 'Ana', name: 'editor', days: 1 });
  const { token } = (made.outcome as unknown as { data: { token: string } }).data;
  expect(JSON.stringify([made.card, made.summary, made.call])).not.toContain(token);
  expect(await identifyToken(db, token, now)).toMatchObject({
    tenantId,
    actor: { name: 'Ana', role: 'admin' },
  });
  expect(await identifyToken(db, `${token}x`, now)).toBeNull();
  expect(await identifyToken(db, token, new Date(now.getTime() + 86_400_001))).toBeNull();
  await run('revoke_access_token', { name: 'Editor' });
  expect(await identifyToken(db, token, now)).toBeNull();
  await expect((await team('approver')).run('create_access_token', { who: 'me', name: 'x' })).rejects.toThrow(
    'needs the role admin',
  );
});
