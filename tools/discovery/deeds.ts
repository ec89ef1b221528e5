/** What the people found did of what the gate asks: how often, and when last. */
import type { TenantDb } from '../../db/db.ts';
import { actionInWords, foldEventType, rowsOf } from '../audience/actions.ts';
import { targetSql } from '../audience/compile-target.ts';
import { describeTargets } from '../audience/describe-target.ts';
import type { Did, Gate } from '../audience/gate.ts';
import { daysSql, gateDays } from '../audience/gate-days.ts';
import { parametersFrom } from '../audience/parameters.ts';
import type { Workspace } from '../workspace.ts';

const DAY_MS = 86_400_000;

interface DeedRow {
  readonly customer_id: string;
  readonly times: number;
  readonly last_day: string;
}

/** Sentences by customer: "bought Socks 3 times, the last 4 days ago". One statement for each deed of the gate. */
export async function describeDeeds(
  gate: Gate,
  ids: readonly string[],
  db: TenantDb,
  workspace: Workspace,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const sentences = new Map<string, string[]>();
  if (ids.length === 0) return sentences;
  for (const deed of deedsOf(gate)) {
    const what = [actionInWords(deed.action), describeTargets(deed.targets, '')].filter(Boolean).join(' ');
    for (const row of await countDeeds(deed, ids, db, workspace)) {
      const known = sentences.get(row.customer_id) ?? [];
      known.push(`${what} ${timesText(row.times)}, ${agoText(row, workspace.today)}`);
      sentences.set(row.customer_id, known);
    }
  }
  return sentences;
}

/** What somebody must have done; what they must not have done tells nothing of those who pass. */
function deedsOf(gate: Gate): readonly Did[] {
  switch (gate.kind) {
    case 'all':
    case 'any':
      return gate.of.flatMap(deedsOf);
    case 'sequence':
      return gate.steps;
    case 'did':
      return [gate, ...(gate.together ?? []).map((targets) => ({ ...gate, targets }))];
    default:
      return [];
  }
}

async function countDeeds(
  deed: Did,
  ids: readonly string[],
  db: TenantDb,
  workspace: Workspace,
): Promise<readonly DeedRow[]> {
  const rows = rowsOf(deed.action);
  const sales = rows.in === 'sales';
  const fact = sales ? 'fct_sales' : 'fct_events';
  const date = `${fact}.${sales ? 'transaction_date' : 'event_date'}`;
  const parameters = parametersFrom(1);
  const tenant = parameters.add(db.tenantId, 'uuid');
  const kind =
    rows.in === 'sales'
      ? [`fct_sales.quantity ${rows.returned ? '<' : '>'} 0`]
      : rows.types
        ? [`${foldEventType('fct_events.event_type')} = any(${parameters.add([...rows.types], 'text[]')})`]
        : [];
  const conditions = [
    `${fact}.tenant_id = ${tenant}`,
    `${fact}.customer_id = any(${parameters.add([...ids], 'text[]')})`,
    ...kind,
    ...daysSql(date, gateDays(deed.within, workspace), parameters),
    ...deed.targets.map((target) => targetSql(target, rows.in, fact, tenant, parameters)),
  ];
  const found = await db.read<DeedRow>(
    `select customer_id, ${sales ? 'count(distinct transaction_id)' : 'count(*)'}::int as times, max(${date})::text as last_day
       from ${fact} where ${conditions.join(' and ')} group by customer_id`,
    parameters.values,
  );
  return found.rows;
}

function timesText(times: number): string {
  if (times === 1) return 'once';
  return times === 2 ? 'twice' : `${times.toLocaleString('en')} times`;
}

function agoText({ times, last_day }: DeedRow, today: string): string {
  const days = Math.round((Date.parse(today) - Date.parse(last_day)) / DAY_MS);
  const ago = days <= 0 ? 'today' : days === 1 ? 'yesterday' : `${days.toLocaleString('en')} days ago`;
  return times === 1 ? ago : `the last ${ago}`;
}
