import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
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
  const asked = await run('ask', 'draft an e-mail to Friends about the summer');
  expect(asked.out).toContain('Make the draft');
}, 120_000);
