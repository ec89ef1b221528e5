/** The funnels that are watched: those the team has made, else the way from a visit to a purchase. */
import { z } from 'zod';
import type { TenantDb } from '../../db/db.ts';
import { PURCHASE_TYPES, rowsOf } from '../audience/actions.ts';

export interface Stage {
  readonly name: string;
  /** Event types as `foldEventType` brings them. */
  readonly types: readonly string[];
}

export interface Funnel {
  readonly name: string;
  readonly stages: readonly Stage[];
}

/** All spellings of the event, where it has several. */
function typesOf(event: string): readonly string[] {
  const plain = event.trim().toLowerCase().replace(/[_-]+/gu, ' ');
  for (const action of ['purchase_event', 'product_view', 'page_view', 'add_to_cart', 'checkout']) {
    const rows = rowsOf(action);
    if (rows.in === 'events' && rows.types?.includes(plain)) return rows.types;
  }
  return [plain];
}

const USUAL: Funnel = {
  name: 'Visit to purchase',
  stages: [
    { name: 'Viewed a product', types: typesOf('product_view') },
    { name: 'Added to cart', types: typesOf('add_to_cart') },
    { name: 'Started checkout', types: typesOf('checkout') },
    { name: 'Purchased', types: PURCHASE_TYPES },
  ],
};

const stages = z.array(z.object({ name: z.string().min(1), event: z.string().min(1) })).min(2);
const MOST_FUNNELS = 20;

export async function readFunnels(db: TenantDb): Promise<readonly Funnel[]> {
  const { rows } = await db.read<{ name: string; stages: unknown }>(
    `select funnel_name as name, stages from conversion_funnels where tenant_id = $1 order by id limit ${MOST_FUNNELS}`,
    [db.tenantId],
  );
  const own = rows.flatMap(({ name, stages: stored }) => {
    const parsed = stages.safeParse(stored);
    return parsed.success
      ? [{ name, stages: parsed.data.map((stage) => ({ name: stage.name, types: typesOf(stage.event) })) }]
      : [];
  });
  return own.length > 0 ? own : [USUAL];
}
