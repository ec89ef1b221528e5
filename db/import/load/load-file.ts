import type { Dataset } from '../report.ts';
import { DIMENSIONS } from './dimensions.ts';
import { finishSales } from './finish-sales.ts';
import { gatherStatistics } from './gather-statistics.ts';
import { loadDimension } from './load-dimension.ts';
import { type LoadedFacts, loadFacts } from './load-facts.ts';
import type { LoadRun } from './load-run.ts';
import { NO_RATES, readRates } from './rates.ts';
import { rederiveSales } from './rederive-sales.ts';

/**
 * Loads a file and brings up to date what follows from it; returns what a person should know of that.
 * @param finishing told when the rows are in
 */
export async function loadFile(run: LoadRun, finishing: () => void): Promise<string[]> {
  const { dataset } = run.plan.binding;
  return dataset === 'sales' || dataset === 'spend' || dataset === 'events'
    ? loadFactsFile(run, dataset, finishing)
    : loadDimensionFile(run, dataset, finishing);
}

async function loadFactsFile(
  run: LoadRun,
  dataset: 'sales' | 'spend' | 'events',
  finishing: () => void,
): Promise<string[]> {
  const { db, tenantId, importId, currency, plan } = run;
  const rates = dataset === 'sales' ? await readRates(db, tenantId) : NO_RATES;
  const lines = (run.sizeBytes / plan.bytesPerRow) * Math.max(1, plan.binding.channels.length);
  const loaded: LoadedFacts = { days: null, end: null };
  try {
    await loadFacts(run, { plan, tenantId, importId, currency, lines, rates }, loaded);
  } finally {
    finishing();
    // Also where the load failed: the lines that are in belong to customers.
    if (run.counts.added > 0)
      await Promise.all([gatherStatistics(db, dataset), dataset === 'sales' && storeCustomers(run, loaded)]);
  }
  return [];
}

async function storeCustomers(
  { db, tenantId, importId }: LoadRun,
  { days, end }: LoadedFacts,
): Promise<void> {
  if (days === null) return;
  await finishSales(db, tenantId, importId, days, end?.customers ?? null);
  await gatherStatistics(db, 'customers');
}

async function loadDimensionFile(
  run: LoadRun,
  dataset: Exclude<Dataset, 'sales' | 'spend' | 'events'>,
  finishing: () => void,
): Promise<string[]> {
  const { db, tenantId, counts } = run;
  await loadDimension(run, DIMENSIONS[dataset]);
  finishing();
  if (counts.added + counts.changed === 0) return [];
  const priced = dataset === 'coupons' || dataset === 'tax_rates' ? await rederiveSales(db, tenantId) : 0;
  await gatherStatistics(db, dataset);
  return priced > 0 ? [`Worked out discount and tax again for ${priced} sales lines.`] : [];
}
