/**
 * The nightly refresh of audiences on PostgreSQL, at a tenth of the size and at the whole: time and memory of the
 * process that runs it.
 */
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { openDb } from '../db/open-db.ts';
import { ensureVectorStore } from '../db/vectors/vector-store.ts';
import { audiencePhases } from '../jobs/audience-phases.ts';
import { refreshAudiences } from '../jobs/refresh-audiences.ts';
import { localDiscovery } from '../tests/doubles/local-discovery.ts';
import { CUSTOMERS, inLargeShop } from './large-shop.ts';
import { describeRun, isChild, measureInChild, tellParent } from './measured-child.ts';

const WANTED_MB = 1_500;

/** Prints time and memory by phase, for all customers anew and for a night with a hundredth of them changed. */
export async function run(print: (line: string) => void): Promise<void> {
  const peaks: number[] = [];
  for (const customers of [Math.round(CUSTOMERS / 10), CUSTOMERS])
    await inLargeShop(customers, async ({ url, tenantId, size, addNews }) => {
      print(`refresh: ${size}`);
      for (const night of ['first', 'next'] as const) {
        if (night === 'next') await addNews();
        const measured = await measureInChild(fileURLToPath(import.meta.url), [url, tenantId]);
        peaks.push(measured.peakMb);
        print(`  ${night} night  ${describeRun(measured)}`);
      }
    });
  print(`  memory at most ${Math.max(...peaks).toFixed(0)} MB (wanted: under ${WANTED_MB})`);
}

/** Refreshes in a process of its own, so that its memory is its own. */
async function beChild(url: string, tenantId: string): Promise<void> {
  const db = await openDb({ kind: 'postgres', url });
  const began = performance.now();
  const phases = await refreshAudiences(
    {
      db,
      phases: audiencePhases(localDiscovery(await ensureVectorStore(db))),
      now: () => new Date(),
      newId: randomUUID,
      log: { info: () => {}, error: (fields) => console.error(fields) },
    },
    tenantId,
  );
  tellParent(began, phases ?? []);
  await db.close();
}

if (isChild(import.meta.url)) await beChild(process.argv[2] ?? '', process.argv[3] ?? '');
