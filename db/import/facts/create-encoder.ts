import { createEventsEncoder } from '../encode/encode-events.ts';
import { createSalesEncoder } from '../encode/encode-sales.ts';
import { createSpendEncoder } from '../encode/encode-spend.ts';
import type { FactEncoder, FactTarget } from '../encode/fact-encoder.ts';
import type { LineCounter } from '../keys/line-counter.ts';
import { CustomerDays } from '../load/customer-days.ts';
import { ProductIndex } from '../load/product-index.ts';
import type { FactsJob } from './facts-job.ts';

/** What an encoder keeps from line to line. */
export interface Memory {
  readonly counter: LineCounter;
  readonly products: ProductIndex;
  readonly customers: CustomerDays;
}

export function createEncoder(job: FactsJob, memory: Memory): FactEncoder {
  const { plan } = job;
  switch (plan.binding.dataset) {
    case 'sales':
      return createSalesEncoder(plan, { ...job, ...memory });
    case 'spend':
      return createSpendEncoder(plan, { ...job, ...memory });
    default:
      return createEventsEncoder(plan, { ...job, ...memory });
  }
}

/** The table that the job's rows are for, and the columns of their tuples. */
export function targetOf(job: FactsJob): FactTarget {
  const counter = { next: () => 0 };
  const products = new ProductIndex(job.rates);
  return createEncoder(job, { counter, products, customers: new CustomerDays() }).target;
}
