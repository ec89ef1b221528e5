/** Reads what all processes share, for Prometheus: not too often, and without holding up whoever asks. */
import { Gauge, type Registry } from 'prom-client';
import type { Queryable } from '../../db/db.ts';
import { GAUGES, READ_GAUGES } from './shared-gauges.ts';

/** A large outbox takes a while to count, and whoever scrapes often need not wait for it. */
const FRESH_MS = 30_000;
/** A database that is busy keeps nobody from the numbers of the process itself. */
const PATIENCE_MS = 2_000;

export interface SharedStateDeps {
  /** As the owner: all teams together. */
  readonly db: Queryable;
  readonly now: () => Date;
  readonly log: { error(fields: object, message: string): void };
}

interface Row {
  /** The place of the gauge in the list. */
  readonly gauge: number;
  readonly label: string | null;
  readonly value: number | null;
}

/** Adds the gauges to `registry`; what it returns is to be awaited before they are read. Never rejects. */
export function createSharedState(
  registry: Registry,
  { db, now, log }: SharedStateDeps,
): () => Promise<void> {
  const registers = [registry];
  const isUp = new Gauge({
    name: 'walker_database_up',
    help: '1 where the database answered when it was last asked, 0 where it did not, or not in time',
    registers,
  });
  const gauges = GAUGES.map(({ name, help, label }) => {
    const labelNames = label ? [label.name] : [];
    return new Gauge({ name, help: `${help}. Over all teams and processes`, labelNames, registers });
  });

  function forget(): void {
    for (const [place, gauge] of gauges.entries()) {
      gauge.reset();
      // Without a label it would start again at 0, as if that had been found.
      if (!GAUGES[place]?.label) gauge.remove();
    }
  }

  function show(rows: readonly Row[]): void {
    forget();
    for (const [place, { label }] of GAUGES.entries())
      for (const value of label?.values ?? []) gauges[place]?.set({ [label?.name ?? '']: value }, 0);
    for (const { gauge, label, value } of rows) {
      const name = GAUGES[gauge]?.label?.name;
      if (value !== null) gauges[gauge]?.set(name ? { [name]: label ?? '' } : {}, value);
    }
  }

  async function ask(): Promise<void> {
    try {
      show((await db.query<Row>(READ_GAUGES, [now()])).rows);
      isUp.set(1);
    } catch (error) {
      forget();
      isUp.set(0);
      log.error({ err: error }, 'what the processes share could not be read for the metrics');
    }
  }

  forget();
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | null = null;
  return async () => {
    const at = now().getTime();
    if (!asking && at - askedAt >= FRESH_MS) {
      askedAt = at;
      asking = ask().finally(() => {
        asking = null;
      });
    }
    if (asking && !(await isOverSoon(asking))) isUp.set(0);
  };
}

/** False where it takes longer than anybody may be held up. */
async function isOverSoon(work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  const done = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  return done;
}
