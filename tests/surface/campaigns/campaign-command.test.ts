import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDb } from '../../../db/open-db.ts';
import { copyOfMigrated } from '../../db/harness.ts';
import { runHere } from '../process/run-here.ts';

let dataDir: string;
const run = async (...args: string[]) => {
  const { code, out, err } = await runHere(args, { DATA_DIR: dataDir });
  return { code, out: out.replace(/\s+/g, ' '), err };
};
beforeAll(async () => {
  dataDir = await copyOfMigrated();
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

it('drafts a campaign, approves it and says how it stands', async () => {
  const file = join(dataDir, 'customers.csv');
  await writeFile(
    file,
    [
      'customer id,first name,last name,email,email consent',
      'c1,Maria,Berg,maria@mail.example.com,yes',
      'c2,Jo,Sand,jo@mail.example.com,no',
    ].join('\n'),
  );
  expect((await run('import', file, '--as', 'customers')).code).toBe(0);
  expect((await run('segments', 'save', 'Friends:', 'c1', 'c2')).code).toBe(0);
  expect((await run('campaign', 'settings', 'limit=1000 cap=3')).out).toContain(
    'A campaign to more than 1,000 people takes two approvers.',
  );

  const drafted = await run(
    'campaign',
    'create',
    'Hello friends | segment=Friends | subject: Hello {{first_name|there}} | body: Come and see.',
  );
  expect([drafted.code, drafted.out]).toEqual([
    0,
    expect.stringContaining('2 people, of whom 1 can be written to now. Not: 1 who have not agreed to it.'),
  ]);
  expect(drafted.out).toContain('M*** B*** m***@m***.com Hello M***');

  const approved = await run('campaign', 'approve', 'hello friends');
  expect([approved.code, approved.out]).toEqual([0, expect.stringContaining('Approved for 2 people')]);
  expect((await run('ask', 'how did the hello friends campaign do?')).out).toContain('2 still to be sent.');
  const drafting = await run('ask', 'draft an e-mail to Friends about the summer');
  expect(drafting.out).toContain('Make the draft');

  expect((await run('outbox', 'unknown')).out).toContain('Of every message it is known what became of it.');
  const db = await openDb({ kind: 'embedded', dataDir });
  await db.query(`update outbox set state = 'unknown', sent_at = now() where customer_id = 'c1'`);
  await db.close();
  expect((await run('outbox')).out).toContain(
    'Of 1 message of “Hello friends” nobody knows whether it left.',
  );
  expect((await run('doctor')).out).toContain(
    'messages Of 1 message of campaigns nobody knows whether it left: /walker outbox unknown.',
  );
  const asked = await run('outbox', 'again', 'hello friends');
  expect(asked.out).toContain('Whoever has it already gets it twice');
  expect(asked.out).toContain('Nothing was done. Add --yes to do it.');
  const settled = await run('outbox', 'again', 'hello friends', '--yes');
  expect([settled.code, settled.out]).toEqual([
    0,
    expect.stringContaining('1 message is queued again and leaves within a minute or two'),
  ]);
}, 120_000);
