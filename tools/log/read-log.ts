/** What was done, from everywhere that keeps it: the audit, proposals, approvals, deliveries. */
import type { TenantDb } from '../../db/db.ts';
import type { Entry } from './entry.ts';
import { aboutWords, fromWords, resultWords, toolWords } from './words.ts';

export interface LogFilter {
  readonly from: Date | null;
  readonly to: Date | null;
  readonly personId: string | null;
  /** Beginnings of tools' names; empty: all. */
  readonly tools: readonly string[];
  /** Part of the name of what it was about. */
  readonly named: string | null;
  readonly limit: number;
}

interface Row {
  readonly at: Date;
  readonly who: string | null;
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly origin: string;
  readonly surface: string | null;
  readonly outcome: string;
  readonly title: string | null;
  readonly said: string | null;
  readonly found: number;
}

/** A row of the audit stands for what it did; what is kept elsewhere is told where there is none of that moment. */
const HAS_AUDIT = (person: string, at: string, tools: string) => `
  not exists (select from audit_log l where l.tenant_id = $1 and l.person_id = ${person} and l.outcome = 'ok'
                and l.tool like ${tools} and l.at between ${at} - interval '5 seconds' and ${at} + interval '5 seconds')`;

const DONE = `
  select a.at, a.person_id, a.tool, a.args, a.origin, a.outcome,
         (select n.surface from answers n
           where n.tenant_id = a.tenant_id and n.person_id = a.person_id and n.tool = a.tool and n.origin = a.origin
             and n.asked_at between a.at - interval '2 minutes' and a.at + interval '2 minutes'
           order by abs(extract(epoch from n.asked_at - a.at)) limit 1) as surface
    from audit_log a where a.tenant_id = $1
  union all
  select s.decided_at, s.decided_by, case s.state when 'accepted' then 'accept_suggestion'
           when 'dismissed' then 'dismiss_suggestion' else 'snooze_suggestion' end,
         jsonb_build_object('suggestion', s.suggestion_id), coalesce(s.decided_origin, 'job'), 'ok', null
    from suggestions s
   where s.tenant_id = $1 and s.decided_at is not null and s.state in ('accepted', 'dismissed', 'snoozed')
     and ${HAS_AUDIT('s.decided_by', 's.decided_at', `'%\\_suggestion'`)}
  union all
  select p.approved_at, p.person_id, 'approve_' || split_part(p.subject, ':', 1),
         jsonb_build_object(split_part(p.subject, ':', 1), split_part(p.subject, ':', 2)), p.origin, 'ok', null
    from approvals p
   where p.tenant_id = $1 and ${HAS_AUDIT('p.person_id', 'p.approved_at', `'approve\\_%'`)}
  union all
  select w.next_attempt_at, null, 'deliver_webhook', '{}'::jsonb, 'job', 'failed', null
    from webhook_deliveries w where w.tenant_id = $1 and w.state = 'failed'
  union all
  select d.at, null, 'deliver_brief',
         jsonb_build_object('name', coalesce(r.name, 'a channel') || case u.surface when 'slack' then ' in Slack'
           when 'whatsapp' then ' on WhatsApp' else ' by e-mail' end, 'why', d.reason), 'job', d.state, null
    from brief_deliveries d join subscriptions u on u.tenant_id = $1 and u.subscription_id = d.subscription_id
    left join people r on r.tenant_id = $1 and r.person_id = u.person_id
   where d.tenant_id = $1 and d.state in ('failed', 'partly', 'unknown', 'skipped')`;

/** Names are compared by their letters and digits alone: “E-Mail” is “email”. */
const plain = (sql: string) => `regexp_replace(lower(${sql}), '[^[:alnum:]]+', '', 'g')`;

const SQL = `
with done as (${DONE}),
told as (
  select d.*, coalesce(s.payload->>'title', t.test_name, c.campaign_name, g.segment_name) as title,
         case when d.tool = 'accept_suggestion' and d.outcome = 'ok' then s.outcome->>'said'
              when d.tool = 'deliver_brief' and d.origin = 'job' then d.args->>'why' end as said
    from done d
    left join suggestions s on s.tenant_id = $1 and s.suggestion_id = d.args->>'suggestion'
    left join ab_tests t on t.tenant_id = $1 and t.id::text = d.args->>'test'
    left join outreach_campaigns c on c.tenant_id = $1 and c.id::text = d.args->>'campaign'
    left join audience_segments g on g.tenant_id = $1 and g.id::text = d.args->>'segment'
   where ($2::timestamptz is null or d.at >= $2) and ($3::timestamptz is null or d.at < $3)
     and ($4::uuid is null or d.person_id = $4)
     and (cardinality($5::text[]) = 0 or exists (select from unnest($5::text[]) as prefix where starts_with(d.tool, prefix)))),
wanted as (
  select * from told
   where $6::text is null or strpos(
     ${plain(`coalesce(title, args->>'name', args->>'test', args->>'campaign', args->>'segment', '')`)}, ${plain('$6')}) > 0)
select w.at, w.tool, w.args, w.origin, w.surface, w.outcome, w.title, w.said, (select count(*)::int from wanted) as found,
       case when w.person_id is null and w.origin = 'job' then 'Audience Walker' else p.name end as who
  from wanted w left join people p on p.tenant_id = $1 and p.person_id = w.person_id
 order by w.at desc, who, w.tool limit $7`;

/** The newest entries first, and how many there are in all. */
export async function readLog(
  db: TenantDb,
  { from, to, personId, tools, named, limit }: LogFilter,
): Promise<{ readonly entries: readonly Entry[]; readonly found: number }> {
  const { rows } = await db.read<Row>(SQL, [db.tenantId, from, to, personId, [...tools], named, limit]);
  return { entries: rows.map(toEntry), found: rows[0]?.found ?? 0 };
}

function toEntry({ at, who, tool, args, origin, surface, outcome, title, said }: Row): Entry {
  return {
    at: at.toISOString(),
    who: who ?? 'Somebody who has left',
    tool,
    what: toolWords(tool),
    about: aboutWords(title, args),
    from: fromWords(origin, surface),
    result: resultWords(outcome, said),
  };
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Everybody of the team, and every tool that stands in the log: what people may ask for by name. */
export async function readNames(
  db: TenantDb,
): Promise<{ readonly people: readonly Named[]; readonly tools: readonly Named[] }> {
  const people = await db.read<Named>(
    'select person_id::text as id, name from people where tenant_id = $1 order by active desc, name',
    [db.tenantId],
  );
  const tools = await db.read<{ tool: string }>(
    'select distinct tool from audit_log where tenant_id = $1 order by tool',
    [db.tenantId],
  );
  return { people: people.rows, tools: tools.rows.map(({ tool }) => ({ id: tool, name: tool })) };
}
