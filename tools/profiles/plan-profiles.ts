/** Finds out whose profile is out of date, and puts them on the queue. */
import type { TenantDb, Transaction } from '../../db/db.ts';
import { LUXURY_THRESHOLD, RECIPE, TRAITS_TEXT } from './recipe.ts';

export interface Plan {
  /** Why every profile is built anew; null where only those with new data are. */
  readonly everyone: string | null;
  /** Customers on the queue, those of an earlier plan that was cut short included. */
  readonly queued: number;
  /** Profiles of customers who are gone. */
  readonly removed: number;
  /** Customers new to the customer list, whom so far only events or older sales name. */
  readonly listed: number;
  readonly luxuryThreshold: number;
}

interface State {
  readonly kind: string;
  readonly data_version: string;
  readonly threshold: string;
  readonly built: {
    readonly recipe: number;
    readonly luxury_threshold: number;
    readonly kind: string;
    readonly data_version: number;
  } | null;
}

/** Imports with something new since the profiles read them; an import that is running counts, and counts again when done. */
const NEW_IMPORTS = `
select i.import_id, i.dataset from imports i
 where i.tenant_id = $1 and i.rows_added + i.rows_changed > 0
   and not exists (select from profiled_imports p
                    where p.tenant_id = $1 and p.import_id = i.import_id and p.profiled_at >= i.finished_at)`;

const READ_STATE = `
select t.kind, t.data_version::text as data_version,
       case when jsonb_typeof(t.settings -> 'luxury_threshold') = 'number' then t.settings ->> 'luxury_threshold'
            else $2::text end as threshold,
       (select to_jsonb(b) from profile_builds b where b.tenant_id = $1) as built
  from tenants t where t.tenant_id = $1`;

const NOT_ERASED = `not exists (select from erased_people e
  where e.tenant_id = $1 and e.id_hash = walker_person_hash($1, customer_id))`;

const queueFrom = (customers: string) => `
insert into profile_queue (tenant_id, customer_id)
select $1, customer_id from (${customers}) known where customer_id is not null and ${NOT_ERASED}
order by customer_id on conflict do nothing`;

const EVERYONE = queueFrom(`
  select customer_id from dim_customer where tenant_id = $1
  union select customer_id from fct_sales where tenant_id = $1
  union select customer_id from fct_events where tenant_id = $1`);

/** Their own row reads differently from the profile, or they have none. */
const CHANGED_TRAITS = queueFrom(`
  select c.customer_id from dim_customer c left join customer_profiles p on p.tenant_id = $1 and p.customer_id = c.customer_id
   where c.tenant_id = $1 and p.traits_text is distinct from ${TRAITS_TEXT}`);

const NEW_FACTS = queueFrom(`
  select customer_id from fct_sales where tenant_id = $1 and import_id = any($2)
  union select customer_id from fct_events where tenant_id = $1 and import_id = any($2)`);

const CHANGED_PRODUCTS = `
select p.product_sku from dim_products p left join profiled_products k on k.tenant_id = $1 and k.product_sku = p.product_sku
 where p.tenant_id = $1 and (p.category, p.color) is distinct from (k.category, k.color)`;

const TOUCHED_PRODUCTS = queueFrom(`
  select customer_id from fct_sales where tenant_id = $1 and product_sku = any($2)
  union select customer_id from fct_events where tenant_id = $1 and product_sku = any($2)`);

/** As the import of sales does for buyers, so that gates, scores and segments see whom only events name. */
const LIST_CUSTOMERS = `
insert into dim_customer (tenant_id, customer_id)
select q.tenant_id, q.customer_id from profile_queue q
 where q.tenant_id = $1
   and not exists (select from dim_customer c where c.tenant_id = $1 and c.customer_id = q.customer_id)
order by q.customer_id on conflict do nothing`;

const REMOVE_GONE = `
delete from customer_profiles p where p.tenant_id = $1
   and not exists (select from profile_queue q where q.tenant_id = $1 and q.customer_id = p.customer_id)`;

/**
 * Queues the customers with new data, gives each a row of the customer list, and remembers that it has read that data: one transaction, so that nobody is
 * forgotten whenever the process dies. `full` queues everyone. `now` is the wall clock.
 */
export async function planProfiles(db: TenantDb, now: Date, full: boolean): Promise<Plan> {
  return db.write(async (tx) => {
    await tx.query(`set local work_mem = '64MB'; set local jit = off`);
    const { tenantId } = db;
    const { rows } = await tx.query<State>(READ_STATE, [tenantId, String(LUXURY_THRESHOLD)]);
    const [state] = rows;
    if (!state) throw new Error(`tenant ${tenantId} does not exist`);
    const imports = await tx.query<{ import_id: string; dataset: string }>(NEW_IMPORTS, [tenantId]);
    const everyone = full ? 'asked for' : whyEveryone(state, imports.rows);
    let removed = 0;
    if (everyone) {
      await tx.query(EVERYONE, [tenantId]);
      removed = (await tx.query(REMOVE_GONE, [tenantId])).rowCount;
    } else await queueChanged(tx, tenantId, imports.rows);
    const listed = (await tx.query(LIST_CUSTOMERS, [tenantId])).rowCount;
    await remember(tx, tenantId, state, now);
    const queued = await tx.query<{ queued: number }>(
      'select count(*)::int as queued from profile_queue where tenant_id = $1',
      [tenantId],
    );
    return {
      everyone,
      queued: queued.rows[0]?.queued ?? 0,
      removed,
      listed,
      luxuryThreshold: Number(state.threshold),
    };
  });
}

/** What has changed for every customer at once; null where nothing has. */
function whyEveryone(
  { built, ...state }: State,
  imports: readonly { readonly dataset: string }[],
): string | null {
  if (!built) return 'first time';
  if (built.recipe !== RECIPE) return 'profiles are built differently now';
  if (built.luxury_threshold !== Number(state.threshold)) return 'another luxury threshold';
  if (built.kind !== state.kind) return 'the demo came or went';
  if (state.kind === 'demo' && built.data_version !== Number(state.data_version)) return 'a new demo';
  // They change the discount, and so the amount, of sales lines that were there before.
  if (imports.some(({ dataset }) => dataset === 'coupons' || dataset === 'tax_rates'))
    return 'discounts were worked out again';
  return null;
}

async function queueChanged(
  tx: Transaction,
  tenantId: string,
  imports: readonly { readonly import_id: string; readonly dataset: string }[],
): Promise<void> {
  await tx.query(CHANGED_TRAITS, [tenantId]);
  const facts = imports.filter(({ dataset }) => dataset === 'sales' || dataset === 'events');
  if (facts.length > 0) await tx.query(NEW_FACTS, [tenantId, facts.map(({ import_id }) => import_id)]);
  const products = await tx.query<{ product_sku: string }>(CHANGED_PRODUCTS, [tenantId]);
  if (products.rows.length > 0)
    await tx.query(TOUCHED_PRODUCTS, [tenantId, products.rows.map(({ product_sku }) => product_sku)]);
}

async function remember(tx: Transaction, tenantId: string, state: State, now: Date): Promise<void> {
  await tx.query(
    `insert into profiled_imports (tenant_id, import_id, profiled_at)
     select tenant_id, import_id, $2 from imports where tenant_id = $1
     on conflict (tenant_id, import_id) do update set profiled_at = excluded.profiled_at`,
    [tenantId, now],
  );
  await tx.query(
    `insert into profiled_products (tenant_id, product_sku, category, color)
     select tenant_id, product_sku, category, color from dim_products where tenant_id = $1
     on conflict (tenant_id, product_sku) do update set category = excluded.category, color = excluded.color
     where (profiled_products.category, profiled_products.color) is distinct from (excluded.category, excluded.color)`,
    [tenantId],
  );
  await tx.query(
    `insert into profile_builds (tenant_id, recipe, luxury_threshold, kind, data_version, planned_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (tenant_id) do update set recipe = excluded.recipe, luxury_threshold = excluded.luxury_threshold,
       kind = excluded.kind, data_version = excluded.data_version, planned_at = excluded.planned_at`,
    [tenantId, RECIPE, state.threshold, state.kind, state.data_version, now],
  );
}
