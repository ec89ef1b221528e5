/** A large audience is queued in the database, not in the memory of the process. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { engineUnderTest, openTestDb } from '../harness.ts';
import { createTeam, type Team } from './use.ts';

/** Three pages of them where filling the tables is slow. */
const PEOPLE = engineUnderTest === 'postgres' ? 100_000 : 45_000;
let db: Db;
let team: Team;
let statements: { readonly text: string; readonly rows: number }[] = [];

beforeAll(async () => {
  db = await openTestDb();
  team = await createTeam(counted(db));
  await team.tenant.write(async (tx) => {
    await tx.query(
      `insert into dim_customer (tenant_id, customer_id, email, email_consent)
       select $1, 'c' || number, 'c' || number || '@example.com', true from generate_series(1, ${PEOPLE}) number`,
      [team.tenant.tenantId],
    );
    await tx.query(
      `with made as (insert into audience_segments (tenant_id, segment_name) values ($1, 'Everybody') returning id)
       insert into segment_membership (tenant_id, segment_id, user_id)
       select $1, made.id, customer_id from made, dim_customer where tenant_id = $1`,
      [team.tenant.tenantId],
    );
    await tx.query(
      `insert into erased_people (tenant_id, id_hash) values ($1, walker_person_hash($1, 'c7'))`,
      [team.tenant.tenantId],
    );
    await tx.query('analyze dim_customer, segment_membership');
  });
}, 120_000);
afterAll(() => db.close());

/** The database, with a note of every statement in a transaction. */
function counted(real: Db): Db {
  const tenant = (id: string): TenantDb => {
    const scope = real.tenant(id);
    return {
      ...scope,
      write: (work) =>
        scope.write((tx) =>
          work({
            ...tx,
            query: async <Row>(text: string, values?: Parameters<typeof tx.query>[1]) => {
              const result = await tx.query<Row>(text, values);
              statements.push({ text, rows: result.rows.length });
              return result;
            },
          }),
        ),
    };
  };
  return { ...real, tenant };
}

it.each([
  { holdout: 0, most: 12, page: 0 },
  { holdout: 0.1, most: 22, page: 20_000 },
])(
  'approves them, hold-out $holdout, in few statements',
  async ({ holdout, most, page }) => {
    const name = `Hold-out ${holdout}`;
    await team.say('create_campaign', { name, segment: 'Everybody', subject: 'Hi', body: 'Hi', holdout });
    statements = [];
    const approved = await team.say('approve_campaign', { campaign: name });
    expect(approved.kind).toBe('ok');
    expect(statements.length).toBeLessThanOrEqual(most);
    const pages = statements.map(({ rows }) => rows).filter((rows) => rows > 100);
    expect(Math.max(0, ...pages)).toBeLessThanOrEqual(page);
    const [counts] = await team.rows<{ all: number; tokens: number; queued: number; planned: number }>(
      `select count(*)::int as all, count(distinct o.token)::int as tokens,
            count(*) filter (where o.state = 'queued')::int as queued, max(g.planned_count) as planned
       from outbox o join outreach_campaigns g on g.id = o.campaign_id
      where o.tenant_id = $1 and g.campaign_name = $2`,
      [name],
    );
    expect(counts).toMatchObject({ all: PEOPLE - 1, tokens: PEOPLE - 1, queued: counts?.planned });
    expect(Math.abs((counts?.queued ?? 0) / PEOPLE - (1 - holdout))).toBeLessThan(0.005);
  },
  120_000,
);
