import { expect, it } from 'vitest';
import { createApp } from '../../../bot/app.ts';
import { parseConfig } from '../../../bot/config.ts';
import type { Db } from '../../../db/db.ts';
import { loadDemo } from '../../../db/demo/load-demo.ts';
import { openTestDb } from '../harness.ts';

const NOW = new Date('2026-11-20T10:00:00Z');

it('a question does not wait for words that were read before it', async () => {
  const opened = await openTestDb();
  /** Statements that list the values of a table. */
  let scans = 0;
  const db: Db = {
    ...opened,
    tenant: (id) => {
      const tenant = opened.tenant(id);
      return {
        ...tenant,
        read: (text, values, limits) => {
          if (text.includes('grouping sets')) scans += 1;
          return tenant.read(text, values, limits);
        },
      };
    },
  };
  const app = await createApp(parseConfig({ LOG_LEVEL: 'silent' }), { db, now: () => NOW });
  await loadDemo({ db: opened, tenantId: app.home.tenantId, now: NOW, customers: 40, days: 200 });
  await app.readWords(app.home.tenantId);
  const before = scans;
  expect(await app.handlers.prompts(app.operator('cli'))).not.toEqual([]);
  expect([before > 0, scans]).toEqual([true, before]);
  await app.stop();
  await opened.close();
});
