/** Reads how the models last fitted, and what the scores come to. */
import type { TenantDb } from '../../db/db.ts';
import type { ModelName } from './score-runs.ts';

export interface ModelStatus {
  readonly model: ModelName;
  readonly asOf: string;
  readonly customers: number;
  readonly converged: boolean;
  readonly message: string | null;
  readonly logLikelihood: number | null;
  /** Numbers only: the model's own parameters, and counts that belong to the fit. */
  readonly parameters: Readonly<Record<string, number>>;
}

export interface ScoreTotals {
  readonly scoredOn: string;
  readonly horizonDays: number;
  readonly scored: number;
  readonly engagement: number | null;
  readonly withChurn: number;
  readonly churnRisk: number | null;
  readonly atRisk: number;
  readonly lifetimeValue: number | null;
}

const LAST_RUNS = `
select model, as_of::text as as_of, customers, parameters, log_likelihood, converged, message
  from score_runs r
 where tenant_id = $1
   and ran_at = (select max(ran_at) from score_runs where tenant_id = $1 and model = 'bg_nbd')
 order by model`;

const TOTALS = `
select max(scored_on)::text as scored_on, max(horizon_days) as horizon_days, count(*)::int as scored,
       avg(engagement) as engagement, count(churn_probability)::int as with_churn,
       avg(churn_probability) as churn_risk,
       (count(*) filter (where churn_probability >= 0.5))::int as at_risk, sum(lifetime_value) as lifetime_value
  from customer_scores where tenant_id = $1`;

/** The last fit of each model, in the order of their names. */
export async function readModelStatus(db: TenantDb): Promise<readonly ModelStatus[]> {
  const { rows } = await db.read<{
    model: ModelName;
    as_of: string;
    customers: number;
    parameters: Record<string, unknown>;
    log_likelihood: number | null;
    converged: boolean;
    message: string | null;
  }>(LAST_RUNS, [db.tenantId]);
  return rows.map((row) => ({
    model: row.model,
    asOf: row.as_of,
    customers: row.customers,
    converged: row.converged,
    message: row.message,
    logLikelihood: row.log_likelihood,
    parameters: Object.fromEntries(
      Object.entries(row.parameters).filter(
        (entry): entry is [string, number] => typeof entry[1] === 'number',
      ),
    ),
  }));
}

/** What the scores come to; null where there are none. */
export async function readScoreTotals(db: TenantDb): Promise<ScoreTotals | null> {
  const { rows } = await db.read<{
    scored_on: string | null;
    horizon_days: number;
    scored: number;
    engagement: number | null;
    with_churn: number;
    churn_risk: number | null;
    at_risk: number;
    lifetime_value: number | null;
  }>(TOTALS, [db.tenantId]);
  const [row] = rows;
  if (!row?.scored_on) return null;
  return {
    scoredOn: row.scored_on,
    horizonDays: row.horizon_days,
    scored: row.scored,
    engagement: row.engagement,
    withChurn: row.with_churn,
    churnRisk: row.churn_risk,
    atRisk: row.at_risk,
    lifetimeValue: row.lifetime_value,
  };
}
