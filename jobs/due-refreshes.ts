import type { Db } from '../db/db.ts';
import { SILENCE_SECONDS } from './heartbeat.ts';

/** When a team's night begins, in its own timezone. */
const NIGHT = '2 hours 30 minutes';
/** An import that gave a sign of life so recently is still running: wait for its end. */
const IMPORTING_SECONDS = 60;

/** Of `audience_refreshes r` and `tenants t` at `$1`: nothing has been refreshed since the last import or this night. */
const STALE = `(r.data_version is distinct from t.data_version
             or r.finished_at < (date_trunc('day', $1::timestamptz at time zone t.timezone - interval '${NIGHT}')
                                 + interval '${NIGHT}') at time zone t.timezone)`;

/**
 * The teams whose audiences are to be refreshed at `now`: those with data that no refresh has read yet, and every
 * night all that have data. Teams that are being refreshed or imported into, or whose last refresh has just failed, are left
 * for later.
 */
export async function dueRefreshes(db: Db, now: Date): Promise<readonly string[]> {
  const { rows } = await db.query<{ tenant_id: string }>(
    `select t.tenant_id
       from tenants t left join audience_refreshes r on r.tenant_id = t.tenant_id
      where t.data_version > 0
        and ${STALE}
        and (r.claim_id is null or r.heartbeat_at < $1::timestamptz - make_interval(secs => $2))
        and (r.retry_at is null or r.retry_at <= $1)
        and not exists (select from imports i where i.tenant_id = t.tenant_id and i.state = 'running'
                           and i.heartbeat_at > $1::timestamptz - make_interval(secs => $3))
      order by r.finished_at nulls first`,
    [now, SILENCE_SECONDS, IMPORTING_SECONDS],
  );
  return rows.map(({ tenant_id }) => tenant_id);
}

/** Whether a team's audiences are as new as its data and no older than its night. True where there is no data. */
export async function audiencesAreCurrent(db: Db, tenantId: string, now: Date): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from tenants t left join audience_refreshes r on r.tenant_id = t.tenant_id
      where t.tenant_id = $2 and t.data_version > 0 and ${STALE}`,
    [now, tenantId],
  );
  return rowCount === 0;
}
