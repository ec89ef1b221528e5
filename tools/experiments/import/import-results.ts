/** Results of a test from a file. Doing it twice changes nothing. */
import { join } from 'node:path';
import type { Db, TenantDb } from '../../../db/db.ts';
import { RejectsFile } from '../../../db/import/rejects-file.ts';
import { readable } from '../../../db/readable.ts';
import { UserError } from '../../errors.ts';
import { idFor, type Variation } from '../../messages/variations.ts';
import type { PRIMARY_METRICS } from '../metrics.ts';
import { type AbTest, readTest, readTests } from '../read-tests.ts';
import { openResults, type ResultLine, type ResultsFile } from './open-results.ts';

export interface ImportResultsOptions {
  readonly db: Db;
  readonly tenantId: string;
  readonly path: string;
  /** Name of the test; one that does not exist is made of the variations in the file. */
  readonly test: string;
  /** For a new test: the control as the file calls it, and what decides. */
  readonly control?: string | undefined;
  readonly metric?: (typeof PRIMARY_METRICS)[number] | undefined;
  readonly rejectsDir: string;
  readonly now: () => Date;
  readonly newId: () => string;
}

export interface ResultsReport {
  readonly test: string;
  readonly made: boolean;
  readonly fileName: string;
  readonly detected: readonly string[];
  /** Events: one line may hold several. */
  readonly added: number;
  readonly same: number;
  /** Lines that could not be read. */
  readonly rejected: number;
  readonly rejectsPath: string | null;
}

const BATCH = 5000;
const MOST_VARIATIONS = 10;

/** Reads the file into the test's results. Throws `ImportError`, `UserError` with what to mend. */
export async function importResults(options: ImportResultsOptions): Promise<ResultsReport> {
  const tenant = options.db.tenant(options.tenantId);
  const { rows } = await tenant.read<{ timezone: string }>(
    'select timezone from tenants where tenant_id = $1',
    [tenant.tenantId],
  );
  const file = await openResults(options.path, rows[0]?.timezone ?? 'UTC');
  const found = await testCalled(tenant, options.test);
  const test = found ?? (await makeTest(tenant, file, options));
  const rejects = new RejectsFile(join(options.rejectsDir, `${options.newId()}.rejects.csv`));
  const counts = { added: 0, same: 0 };
  const variations = variationIds(test);
  const at = new Date(test.startedAt ?? options.now());
  for await (const { lines, rejected } of file.read()) {
    for (const line of rejected) rejects.add(line);
    const events: ResultEvent[] = [];
    for (const line of lines) {
      const variation = variations.get(line.variation.toLowerCase());
      if (variation) events.push(...eventsOf(line, variation, at));
      else rejects.add(strangeVariation(line, test));
    }
    for (let from = 0; from < events.length; from += BATCH) {
      const batch = events.slice(from, from + BATCH);
      const added = await store(tenant, test.id, batch);
      counts.added += added;
      counts.same += batch.length - added;
    }
    await rejects.flush();
  }
  await rejects.close();
  await settle(tenant, test, options.now());
  return {
    test: test.name,
    made: found === null,
    fileName: file.fileName,
    detected: file.sentences,
    ...counts,
    rejected: rejects.count,
    rejectsPath: rejects.count > 0 ? rejects.path : null,
  };
}

async function testCalled(tenant: TenantDb, name: string): Promise<AbTest | null> {
  const tests = await readTests(readable(tenant), tenant.tenantId);
  return tests.find((test) => test.name.toLowerCase() === name.trim().toLowerCase()) ?? null;
}

/** Reads the file for its variations alone, and makes a test of them, each with the same weight. */
async function makeTest(tenant: TenantDb, file: ResultsFile, options: ImportResultsOptions): Promise<AbTest> {
  const names = new Set<string>();
  for await (const { lines } of file.read()) for (const { variation } of lines) names.add(variation);
  if (names.size < 2 || names.size > MOST_VARIATIONS)
    throw new UserError(
      'no_test',
      `${file.fileName} has ${names.size} different variations; a test has 2 to ${MOST_VARIATIONS}. Is it the right file?`,
    );
  const taken = new Set<string>();
  const variations = [...names].sort().map((name): Variation => {
    const id = idFor(name, taken);
    taken.add(id);
    return { id, name, content: null, weight: 1 };
  });
  const control = variations.find(({ name }) => name.toLowerCase() === options.control?.toLowerCase());
  if (options.control !== undefined && !control)
    throw new UserError(
      'no_control',
      `No variation in ${file.fileName} is called “${options.control}”. There are: ${[...names].sort().join(', ')}.`,
    );
  const id = await tenant.write(async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `insert into ab_tests (tenant_id, test_name, variations, control_variation, primary_metric, salt, status, start_date, created_at)
       values ($1, $2, $3::jsonb, $4, $5, $6, 'running', $7, $8) returning id::text as id`,
      [
        tenant.tenantId,
        options.test.trim(),
        JSON.stringify(variations),
        control?.id ?? null,
        options.metric ?? 'conversion_rate',
        options.newId(),
        // Where the file tells times, the first of them is the start.
        file.hasTimes ? null : options.now(),
        options.now(),
      ],
    );
    return rows[0]?.id ?? '';
  });
  const made = await readTest(readable(tenant), tenant.tenantId, id);
  if (!made) throw new Error(`test ${id} went while it was made`);
  return made;
}

/** A file may name a variation by its id or its name. */
function variationIds({ variations }: AbTest): ReadonlyMap<string, string> {
  return new Map(
    variations.flatMap(({ id, name }) => [
      [name.toLowerCase(), id],
      [id.toLowerCase(), id],
    ]),
  );
}

function strangeVariation({ line, original, variation }: ResultLine, { name, variations }: AbTest) {
  return {
    line,
    column: '',
    reason: `“${name}” has no variation “${variation}”; it has ${variations.map((each) => each.name).join(', ')}`,
    original,
  };
}

interface ResultEvent {
  readonly variation: string;
  readonly user: string;
  readonly type: string;
  readonly at: Date;
  readonly value: number | null;
}

const eventsOf = ({ user, events, at }: ResultLine, variation: string, otherwise: Date): ResultEvent[] =>
  events.map(({ type, value }) => ({ variation, user, type, at: at ?? otherwise, value }));

/** Returns how many were new. */
async function store(tenant: TenantDb, testId: string, events: readonly ResultEvent[]): Promise<number> {
  const { rowCount } = await tenant.write((tx) =>
    tx.query(
      `insert into ab_test_results (tenant_id, test_id, variation_id, user_id, event_type, "timestamp", value)
       select $1, $2::bigint, variation, customer, type, at, value
         from unnest($3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::double precision[])
              as event (variation, customer, type, at, value)
       on conflict do nothing`,
      [
        tenant.tenantId,
        testId,
        events.map(({ variation }) => variation),
        events.map(({ user }) => user),
        events.map(({ type }) => type),
        events.map(({ at }) => at.toISOString()),
        events.map(({ value }) => value),
      ],
    ),
  );
  return rowCount;
}

/** A test with results has started; how many people it is for is how many there were when they first came. */
async function settle(tenant: TenantDb, test: AbTest, now: Date): Promise<void> {
  await tenant.write((tx) =>
    tx.query(
      `update ab_tests t
          set status = case when status = 'draft' then 'running' else status end,
              start_date = coalesce(start_date, r.first_at, $4),
              audience_size = coalesce(audience_size, r.people),
              planned_per_arm = coalesce(planned_per_arm, nullif(r.people / $3::int, 0))
         from (select min("timestamp") as first_at, count(distinct user_id)::int as people
                 from ab_test_results where tenant_id = $1 and test_id = $2::bigint) r
        where t.tenant_id = $1 and t.id = $2::bigint`,
      [tenant.tenantId, test.id, test.variations.length, now],
    ),
  );
}
