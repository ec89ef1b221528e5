/** The book of fits: one row for each model each time scores are made, also where nothing could be fitted. */
import type { TenantDb, Transaction } from '../../db/db.ts';
import type { ModelFits } from './fit-models.ts';
import type { Horizon } from './forecast-customer.ts';
import type { SubscriptionFit } from './subscriptions.ts';

export type ModelName = 'bg_nbd' | 'gamma_gamma' | 'shifted_beta_geometric';

/** What a run was made from. A run that was cut short goes on only over the same. */
export interface RunBasis extends Horizon {
  readonly asOf: string;
  /** The workspace's version. */
  readonly version: string;
}

interface Row {
  readonly model: ModelName;
  readonly customers: number;
  readonly parameters: object;
  readonly logLikelihood: number | null;
  readonly converged: boolean;
  readonly message: string | null;
}

/** The run over the same basis that was cut short, and the last customer it scored; null where there is none. */
export async function unfinishedRun(
  db: TenantDb,
  basis: RunBasis,
): Promise<{ readonly runId: string; readonly scoredUpTo: string } | null> {
  const { rows } = await db.read<{ run_id: string; scored_up_to: string | null; same: boolean }>(
    `select run_id, parameters @> $2::jsonb and as_of = $3::date as same,
            (select max(s.customer_id) from customer_scores s where s.tenant_id = $1 and s.run_id = r.run_id) as scored_up_to
       from score_runs r where tenant_id = $1 and model = 'bg_nbd' order by ran_at desc limit 1`,
    [db.tenantId, JSON.stringify({ finished: false, ...basisOf(basis) }), basis.asOf],
  );
  const [last] = rows;
  return last?.same ? { runId: last.run_id, scoredUpTo: last.scored_up_to ?? '' } : null;
}

const basisOf = ({ version, days, annualDiscount }: RunBasis) => ({
  version,
  horizonDays: days,
  annualDiscount,
});

/** Writes the fits down. The first, of purchases, has the id that the scores carry. */
export async function recordRun(
  tx: Transaction,
  run: {
    readonly tenantId: string;
    readonly runId: string;
    readonly newId: () => string;
    readonly ranAt: Date;
    readonly basis: RunBasis;
    readonly fits: ModelFits;
    readonly subscriptions: SubscriptionFit | null;
  },
): Promise<void> {
  for (const [index, row] of rowsOf(run).entries()) {
    await tx.query(
      `insert into score_runs (run_id, tenant_id, model, as_of, customers, parameters, log_likelihood, converged, message, ran_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        index === 0 ? run.runId : run.newId(),
        run.tenantId,
        row.model,
        run.basis.asOf,
        row.customers,
        JSON.stringify(row.parameters),
        row.logLikelihood,
        row.converged,
        row.message,
        run.ranAt,
      ],
    );
  }
}

function rowsOf({
  basis,
  fits,
  subscriptions,
}: {
  readonly basis: RunBasis;
  readonly fits: ModelFits;
  readonly subscriptions: SubscriptionFit | null;
}): readonly Row[] {
  const { purchases, values } = fits;
  const rows: Row[] = [
    {
      model: 'bg_nbd',
      customers: fits.buyers,
      parameters: {
        ...purchases?.parameters,
        standardErrors: purchases?.standardErrors ?? null,
        repeatBuyers: fits.repeatBuyers,
        unit: 'week',
        finished: false,
        ...basisOf(basis),
      },
      logLikelihood: purchases?.logLikelihood ?? null,
      converged: purchases?.converged ?? false,
      message: fits.purchasesMessage,
    },
    {
      model: 'gamma_gamma',
      customers: fits.valuedBuyers,
      parameters: {
        ...values?.parameters,
        standardErrors: values?.standardErrors ?? null,
        correlation: values?.correlation ?? null,
      },
      logLikelihood: values?.logLikelihood ?? null,
      converged: values?.converged ?? false,
      message: fits.valuesMessage,
    },
  ];
  if (!subscriptions) return rows;
  const { fit } = subscriptions;
  rows.push({
    model: 'shifted_beta_geometric',
    customers: subscriptions.subscribers,
    parameters: { ...fit?.parameters, standardErrors: fit?.standardErrors ?? null, unit: 'month' },
    logLikelihood: fit?.logLikelihood ?? null,
    converged: fit?.converged ?? false,
    message: subscriptions.message,
  });
  return rows;
}

/** Closes the run. Questions read anew what they may name. */
export async function finishRun(tx: Transaction, tenantId: string, runId: string): Promise<void> {
  await tx.query(
    `update score_runs set parameters = parameters || '{"finished": true}' where tenant_id = $1 and run_id = $2`,
    [tenantId, runId],
  );
  await tx.query('update tenants set audience_version = audience_version + 1 where tenant_id = $1', [
    tenantId,
  ]);
}
