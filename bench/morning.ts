/**
 * The whole morning run on PostgreSQL, at a tenth of the size and at the whole: refresh, plan, analyse, read tests, notify,
 * and the brief as a mail. Time and memory of the process that runs it.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApp } from '../bot/app.ts';
import { parseConfig } from '../bot/config.ts';
import { createOutboundSurfaces } from '../bot/create-surfaces.ts';
import { createSmtpDouble } from '../tests/doubles/smtp.ts';
import { CUSTOMERS, inLargeShop, WORKSPACE } from './large-shop.ts';
import { describeRun, isChild, measureInChild, tellParent } from './measured-child.ts';

/** The day after the shop's last. */
const MORNING = new Date('2026-01-01T08:00:00Z');
const WANTED_MB = 1_500;

export async function run(print: (line: string) => void): Promise<void> {
  const peaks: number[] = [];
  for (const customers of [Math.round(CUSTOMERS / 10), CUSTOMERS])
    await inLargeShop(customers, async ({ url, size, addNews }) => {
      print(`morning: ${size}`);
      const mailbox = await createSmtpDouble();
      for (const morning of ['first', 'next'] as const) {
        if (morning === 'next') await addNews();
        const measured = await measureInChild(fileURLToPath(import.meta.url), [url, mailbox.url, morning]);
        peaks.push(measured.peakMb);
        print(`  ${morning} morning  ${describeRun(measured)}`);
      }
      print(`  briefs that arrived: ${mailbox.taken.length} of 2`);
      await mailbox.close();
    });
  print(`  memory at most ${Math.max(...peaks).toFixed(0)} MB (wanted: under ${WANTED_MB})`);
}

async function beChild(url: string, mailbox: string, morning: string): Promise<void> {
  const at = MORNING.getTime() + (morning === 'next' ? 86_400_000 : 0);
  const dataDir = await mkdtemp(join(tmpdir(), 'walker-bench-'));
  const config = parseConfig({
    DATABASE_URL: url,
    WALKER_WORKSPACE: WORKSPACE,
    LOG_LEVEL: 'error',
    SMTP_URL: mailbox,
    EMAIL_FROM: 'walker@shop.example',
    DATA_DIR: dataDir,
  });
  const began = performance.now();
  const app = await createApp(config, { now: () => new Date(at + performance.now() - began) });
  await subscribeSomebody(app);
  const surfaces = await createOutboundSurfaces(app);
  const { phases } = await app.mornings.runNow(app.mornings.posts(surfaces), app.home.tenantId);
  await Promise.all(surfaces.map((surface) => surface.stop()));
  tellParent(began, phases);
  await app.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function subscribeSomebody({ db, home }: Awaited<ReturnType<typeof createApp>>): Promise<void> {
  await db.query(
    `insert into subscriptions (subscription_id, tenant_id, surface, address, created_at)
     values ($1, $2, 'email', 'team@shop.example', now()) on conflict do nothing`,
    [randomUUID(), home.tenantId],
  );
}

if (isChild(import.meta.url))
  await beChild(process.argv[2] ?? '', process.argv[3] ?? '', process.argv[4] ?? '');
