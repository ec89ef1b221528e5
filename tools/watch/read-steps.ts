/** How visits went from one stage to the next, by day and device. */
import type { SqlValue, TenantDb } from '../../db/db.ts';
import { foldEventType, PURCHASE_TYPES } from '../audience/actions.ts';
import type { Workspace } from '../workspace.ts';
import type { Funnel, Stage } from './funnel-stages.ts';

/** The days that are judged, and those that they are judged by, counted back from today. */
export const RECENT_DAYS = 14;
export const BASE_DAYS = { from: 119, to: 29 } as const;

export interface Step {
  readonly funnel: string;
  readonly from: Stage;
  readonly to: Stage;
}

/** Visits that reached the first stage of a step on one day and device. */
export interface StepDay {
  readonly step: number;
  /** Days before today. */
  readonly back: number;
  readonly device: string;
  readonly visits: number;
  /** Of them, those that went on to the second stage in the same visit. */
  readonly went: number;
  /** Those whose person reached it on that day or the next, by whatever way. */
  readonly eventually: number;
  /** Those whose person bought on that day or the next. */
  readonly bought: number;
}

/** More steps than anybody watches. */
const MOST_STEPS = 40;

/** Every step of the funnels, each pair of event types once. */
export function stepsOf(funnels: readonly Funnel[]): readonly Step[] {
  const seen = new Set<string>();
  const steps = funnels.flatMap(({ name, stages }) =>
    stages.slice(1).flatMap((to, at) => {
      const from = stages[at] as Stage;
      const key = JSON.stringify([from.types, to.types]);
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ funnel: name, from, to }];
    }),
  );
  return steps.slice(0, MOST_STEPS);
}

const MOST_DEVICES = 6;

/** A visit is a session, or where there are none a person's day. Devices beyond the commonest are “other”. */
export async function readSteps(
  db: TenantDb,
  { today }: Workspace,
  steps: readonly Step[],
): Promise<readonly StepDay[]> {
  if (steps.length === 0) return [];
  const values: SqlValue[] = [db.tenantId, today];
  const stages = [
    ...new Map(
      steps.flatMap(({ from, to }) => [from, to]).map((stage) => [stage.types.join(), stage]),
    ).values(),
  ];
  const purchase = values.push([...PURCHASE_TYPES]);
  const reached = stages.map(
    ({ types }, at) => `bool_or(type = any($${values.push([...types])}::text[])) as s${at}`,
  );
  const nameOf = (stage: Stage) => `s${stages.findIndex(({ types }) => types.join() === stage.types.join())}`;
  const counts = steps.map(({ from, to }, at) => {
    const start = nameOf(from);
    const visits = `count(*) filter (where ${start})`;
    const went = `count(*) filter (where ${start} and ${nameOf(to)})`;
    const eventually = `count(*) filter (where ${start} and soon_${nameOf(to)})`;
    const bought = `count(*) filter (where ${start} and soon_bought)`;
    return `array[${at}, ${visits}, ${went}, ${eventually}, ${bought}]`;
  });
  const { rows } = await db.read<StepDay>(
    `with events as (
       select coalesce(session_id, customer_id || ' ' || event_date) as visit, customer_id, event_date as day,
              coalesce(lower(device), 'unknown') as device, ${foldEventType('event_type')} as type
         from fct_events
        where tenant_id = $1 and event_date < $2::date and event_date >= $2::date - ${BASE_DAYS.from}
          and coalesce(session_id, customer_id) is not null),
     common as (select device from events group by 1 order by count(*) desc, 1 limit ${MOST_DEVICES}),
     visits as (
       select visit, min(customer_id) as customer_id, min(day) as day,
              case when device in (select device from common) then device else 'other' end as device,
              bool_or(type = any($${purchase}::text[])) as bought, ${reached.join(', ')}
         from events group by visit, 4),
     -- What the person of a visit did on its day and the next, by whatever visit.
     followed as (
       select visits.*, ${['bought', ...stages.map((_, at) => `s${at}`)].map((column) => `bool_or(${column}) over soon as soon_${column}`).join(', ')}
         from visits
       window soon as (partition by coalesce(customer_id, visit) order by day
                       range between current row and interval '1 day' following)),
     counted as (
       select day, device, array[${counts.join(', ')}]::int[][] as steps from followed group by 1, 2)
     select steps[i][1] as step, ($2::date - day)::int as back, device, steps[i][2] as visits, steps[i][3] as went,
            steps[i][4] as eventually, steps[i][5] as bought
       from counted, generate_subscripts(steps, 1) i
      where steps[i][2] > 0 order by 1, 2, 3`,
    values,
  );
  return rows;
}
