/** Cancelling, approving and sending at the same moment. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { claimBatch } from '../../../jobs/outreach/claim-batch.ts';
import { engineUnderTest, openTestDb } from '../harness.ts';
import { addSegment, createTeam, crowd, NOW, type Team } from './use.ts';

/** The embedded database has one session, in which nothing can wait for anything. */
const ROUNDS = engineUnderTest === 'postgres' ? 30 : 3;
const PEOPLE = 60;
let db: Db;
let team: Team;
beforeAll(async () => {
  db = await openTestDb();
}, 60_000);
beforeEach(async () => {
  team = await createTeam(db);
  await addSegment(team.tenant, 'Champions', crowd(PEOPLE));
});
afterAll(() => db.close());

it('is cancelled while senders claim its messages, and neither waits for the other for ever', async () => {
  for (let round = 1; round <= ROUNDS; round += 1) {
    const name = `Round ${round}`;
    await team.say('create_campaign', { name, segment: 'Champions', subject: 'Hi', body: 'Hi' });
    const { data } = await team.say('approve_campaign', { campaign: name });
    const { campaign } = (data as { shown: { campaign: { id: string } } }).shown;
    const due = {
      tenantId: team.tenant.tenantId,
      campaignId: campaign.id,
      channel: 'email' as const,
      isDemo: false,
    };
    const claim = () => claimBatch(db, due, { claimId: randomUUID(), size: PEOPLE / 3, now: NOW });
    await Promise.all([
      claim(),
      team.say('cancel_campaign', { campaign: campaign.id }),
      claim(),
      team.say('cancel_campaign', { campaign: campaign.id }),
      claim(),
    ]);
    const rows = await team.rows<{ state: string; people: number }>(
      'select state, count(*)::int as people from outbox where tenant_id = $1 and campaign_id = $2::bigint group by 1',
      [campaign.id],
    );
    expect(rows).toEqual([{ state: 'skipped', people: PEOPLE }]);
  }
}, 60_000);

it('is not approved as it was by one who is too late for an edit', async () => {
  for (let round = 1; round <= ROUNDS; round += 1) {
    const name = `Edit ${round}`;
    const shown = await team.say('create_campaign', {
      name,
      segment: 'Champions',
      subject: 'Old',
      body: 'Hi',
    });
    const [pressed, edited] = await Promise.all([
      shown.press('Approve'),
      team.say('edit_campaign', { campaign: name, subject: 'New' }),
    ]);
    const [stored] = await team.rows<{ status: string; subject: string }>(
      `select status, message_template ->> 'subject' as subject from outreach_campaigns
        where tenant_id = $1 and campaign_name = $2`,
      [name],
    );
    // Whoever came first: either the old text was approved and stayed, or the new one is still a draft.
    expect([
      { pressed: 'ok', edited: 'refused', stored: { status: 'approved', subject: 'Old' } },
      { pressed: 'clarify', edited: 'ok', stored: { status: 'draft', subject: 'New' } },
    ]).toContainEqual({ pressed: pressed.kind, edited: edited.kind, stored });
  }
}, 60_000);
