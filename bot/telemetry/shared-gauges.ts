/** What operators see of all processes and teams together, each gauge by its own statement; no team has a name here. */
import { FULLEST_MONTH } from '../../tools/usage/index.ts';

export interface SharedGauge {
  readonly name: string;
  readonly help: string;
  /** Its one label and the values that are always there; others come as they are found. */
  readonly label?: { readonly name: string; readonly values: readonly string[] };
  /** One number, or a label's value and a number in each row. `$1` is now. Null: nothing to tell. */
  readonly sql: string;
}

const secondsSince = (moment: string): string =>
  `coalesce(extract(epoch from $1::timestamptz - ${moment}), 0)::float8`;
const stampOf = (moment: string): string => `extract(epoch from ${moment})::float8`;

export const GAUGES: readonly SharedGauge[] = [
  {
    name: 'walker_outbox_messages',
    help: 'Messages of campaigns by state',
    label: { name: 'state', values: ['queued', 'sending', 'sent', 'failed', 'unknown', 'skipped'] },
    sql: 'select state, count(*)::float8 from outbox group by 1',
  },
  {
    name: 'walker_outbox_oldest_due_seconds',
    help: 'For how long the oldest message that may leave has been waiting; 0 where none is',
    sql: `select ${secondsSince('min(o.send_after)')} from outbox o
            join outreach_campaigns g on g.tenant_id = o.tenant_id and g.id = o.campaign_id
           where o.state = 'queued' and o.send_after <= $1 and g.status in ('approved', 'sending')`,
  },
  {
    name: 'walker_webhook_oldest_due_seconds',
    help: 'For how long the oldest delivery to a webhook that may be tried has been waiting; 0 where none is',
    sql: `select ${secondsSince('min(next_attempt_at)')} from webhook_deliveries
           where state = 'pending' and next_attempt_at <= $1`,
  },
  {
    name: 'walker_refresh_oldest_success_timestamp_seconds',
    help: 'When the audiences of the team that has waited longest were last refreshed; 0 where they never were',
    sql: `select ${stampOf(`min(coalesce(r.finished_at, 'epoch'))`)} from tenants t
            left join audience_refreshes r on r.tenant_id = t.tenant_id where t.data_version > 0`,
  },
  {
    name: 'walker_refresh_failing_teams',
    help: 'Teams whose last refresh of audiences did not come to its end',
    sql: `select count(*)::float8 from audience_refreshes where failures > 0 and claim_id is null`,
  },
  {
    name: 'walker_morning_last_success_timestamp_seconds',
    help: 'When an analysis (walker) or a brief of a morning last came to its end, for any team',
    label: { name: 'part', values: [] },
    sql: `select job, ${stampOf('max(finished_at)')} from job_slots
           where state = 'done' and not report @> '[{"missed": true}]' group by 1`,
  },
  {
    name: 'walker_morning_failed',
    help: 'Analyses (walker) and briefs of the last 24 hours that failed, until a later try succeeds',
    label: { name: 'part', values: ['walker', 'brief'] },
    sql: `select job, count(*)::float8 from job_slots
           where state = 'failed' and scheduled_at > $1::timestamptz - interval '24 hours' group by 1`,
  },
  {
    name: 'walker_brief_deliveries',
    help: 'Messages of briefs of the last 24 hours by state',
    label: { name: 'state', values: ['sending', 'sent', 'failed', 'unknown', 'skipped'] },
    sql: `select state, count(*)::float8 from brief_deliveries
           where scheduled_at > $1::timestamptz - interval '24 hours' group by 1`,
  },
  {
    name: 'walker_budget_used_ratio',
    help: 'What the team that has used most of it has used of its month of language model; 1 is the cap',
    sql: FULLEST_MONTH,
  },
  {
    name: 'walker_budget_held_dollars',
    help: 'US dollars of budgets that questions under way hold',
    sql: 'select coalesce(sum(dollars), 0)::float8 from budget_holds where expires_at > $1',
  },
];

/** All in one statement: which gauge, the label's value, the number. */
export const READ_GAUGES = GAUGES.map(
  ({ label, sql }, place) =>
    `select ${place} as gauge, ${label ? 'told.label' : 'null'} as label, told.value from (${sql}) told (${label ? 'label, ' : ''}value)`,
).join('\nunion all\n');
