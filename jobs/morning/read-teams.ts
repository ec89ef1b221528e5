/** Who wants a brief, and when, of every team or of one. */
import type { Db } from '../../db/db.ts';
import type { Subscription } from './delivery.ts';
import type { Team, Wish } from './due.ts';

interface TeamRow {
  readonly tenant_id: string;
  readonly timezone: string;
  readonly has_data: boolean;
  readonly analysed: boolean;
}

interface WishRow {
  readonly tenant_id: string;
  readonly subscription_id: string;
  readonly send_at: string;
  readonly timezone: string;
  readonly quiet_days: number[];
  readonly created_at: Date;
  readonly last_at: Date | null;
}

/** Teams that have data, or somebody who wants a brief. A person who was removed gets none. */
export async function readTeams(db: Db): Promise<readonly Team[]> {
  const [teams, wishes] = [
    await db.query<TeamRow>(
      `select tenant_id, timezone, data_version > 0 as has_data, exists (
                select from job_slots j where j.tenant_id = t.tenant_id and j.job = 'walker' and j.state = 'done'
                   and jsonb_path_exists(j.report, '$[*] ? (@.phase == "numbers" && @.result.day != null)')) as analysed
         from tenants t
        where data_version > 0 or exists (select from subscriptions s where s.tenant_id = t.tenant_id and s.active)
        order by tenant_id`,
    ),
    await db.query<WishRow>(
      `select s.tenant_id, s.subscription_id, s.send_at::text as send_at, s.quiet_days, s.created_at,
              coalesce(p.timezone, t.timezone) as timezone,
              (select max(d.scheduled_at) from brief_deliveries d
                where d.subscription_id = s.subscription_id and d.job = 'brief' and d.state <> 'skipped') as last_at
         from subscriptions s join tenants t on t.tenant_id = s.tenant_id
         left join people p on p.person_id = s.person_id
        where s.active and (s.person_id is null or p.active)`,
    ),
  ];
  const byTeam = new Map<string, Wish[]>();
  for (const row of wishes.rows) {
    const wish: Wish = {
      subscriptionId: row.subscription_id,
      sendAt: row.send_at,
      timezone: row.timezone,
      quietDays: row.quiet_days,
      since: row.created_at,
      lastAt: row.last_at,
    };
    byTeam.set(row.tenant_id, [...(byTeam.get(row.tenant_id) ?? []), wish]);
  }
  return teams.rows.map((row) => ({
    tenantId: row.tenant_id,
    timezone: row.timezone,
    hasData: row.has_data,
    analysed: row.analysed,
    wishes: byTeam.get(row.tenant_id) ?? [],
  }));
}

interface SubscriptionRow {
  readonly subscription_id: string;
  readonly person_id: string | null;
  readonly surface: Subscription['surface'];
  readonly account: string;
  readonly address: string;
  readonly is_admin: boolean;
  readonly topics: string[];
}

/** Active subscriptions of a team: those of `ids`, or all. */
export async function readSubscriptions(
  db: Db,
  tenantId: string,
  ids: readonly string[] | null,
): Promise<readonly Subscription[]> {
  const { rows } = await db.query<SubscriptionRow>(
    `select s.subscription_id, s.person_id, s.surface, s.account, s.address, s.topics,
              coalesce(p.role = 'admin', false) as is_admin
       from subscriptions s left join people p on p.person_id = s.person_id
      where s.tenant_id = $1 and s.active and (s.person_id is null or p.active)
        and ($2::uuid[] is null or s.subscription_id = any($2))
      order by s.subscription_id`,
    [tenantId, ids === null ? null : [...ids]],
  );
  return rows.map((row) => ({
    subscriptionId: row.subscription_id,
    tenantId,
    personId: row.person_id,
    surface: row.surface,
    account: row.account,
    address: row.address,
    isAdmin: row.is_admin,
    topics: row.topics,
  }));
}
