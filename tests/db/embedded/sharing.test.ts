import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Db, QueryTimeout } from '../../../db/db.ts';
import { openDb } from '../../../db/open-db.ts';
import { DatabaseProblem } from '../../../db/problem.ts';
import { copyOfMigrated, createTenant } from '../harness.ts';
import { type Actor, startActor } from './process.ts';

const ENDLESS =
  'select count(*) from generate_series(1, 10000) a, generate_series(1, 10000) b, generate_series(1, 10000) c';

let dataDir: string;
const actors: Actor[] = [];
beforeAll(async () => {
  dataDir = await copyOfMigrated();
});
afterEach(() => Promise.all(actors.splice(0).map((actor) => actor.kill('SIGKILL'))));
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const actor = (part: string) => {
  const started = startActor(part, dataDir);
  actors.push(started);
  return started;
};

describe('a second process', () => {
  test('that wants the directory for itself is told who has it', async () => {
    const owner = actor('own');
    await owner.heard('open');
    const error = await openDb({ kind: 'embedded', dataDir }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(DatabaseProblem);
    expect(error.code).toBe('in_use');
    expect(error.message).toContain(`in use by process ${owner.pid}`);
    expect(error.message).toContain(dataDir);
    owner.tell('stop');
    await owner.heard('closed');
  });

  test('that shares works through the first, each seeing what the other writes', async () => {
    const owner = await openDb({ kind: 'embedded', dataDir });
    const command = actor('share');
    await command.heard('open');
    command.tell(
      `insert into strangers (surface, external_id) values ('slack', 'from-command') returning surface`,
    );
    expect(await command.heard('rows')).toBe('[{"surface":"slack"}]');
    const seen = await owner.query(`select 1 from strangers where external_id = 'from-command'`);
    expect(seen.rowCount).toBe(1);
    await owner.close();
  });

  test('that shares becomes the owner where there is none', async () => {
    const command = actor('share');
    await command.heard('open');
    await expect(openDb({ kind: 'embedded', dataDir })).rejects.toThrow(`in use by process ${command.pid}`);
  });

  test('takes over at once from an owner that was killed', async () => {
    const owner = actor('own');
    await owner.heard('open');
    await owner.kill('SIGKILL');
    const db = await openDb({ kind: 'embedded', dataDir });
    expect((await db.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await db.close();
  });

  test('of many that find the owner killed, one gets the directory', async () => {
    const owner = actor('own');
    await owner.heard('open');
    await owner.kill('SIGKILL');
    const contenders = Array.from({ length: 4 }, () => actor('contend'));
    const results = await Promise.all(
      contenders.map((each) =>
        Promise.race([each.heard('won').then(() => 'won'), each.ended.then(() => 'lost')]),
      ),
    );
    expect(results.filter((result) => result === 'won')).toHaveLength(1);
  });

  test('is told when the owner goes away, and nothing half done stays', async () => {
    const owner = actor('own');
    await owner.heard('open');
    const shared = await openDb({ kind: 'embedded', dataDir }, { mode: 'share' });
    const doomed = shared.transaction(async (tx) => {
      await tx.query(`insert into strangers (surface, external_id) values ('slack', 'half-done')`);
      await owner.kill('SIGKILL');
      await tx.query(`insert into strangers (surface, external_id) values ('slack', 'other-half')`);
    });
    const error = await doomed.catch((thrown) => thrown);
    expect(error).toBeInstanceOf(DatabaseProblem);
    expect(error.message).toContain(`Process ${owner.pid}, which runs the database, stopped`);
    await shared.close();
    const db = await openDb({ kind: 'embedded', dataDir });
    expect((await db.query(`select 1 from strangers where external_id like '%half%'`)).rowCount).toBe(0);
    await db.close();
  });
});

describe('through the socket', () => {
  let owner: Db;
  let shared: Db;
  beforeAll(async () => {
    owner = await openDb({ kind: 'embedded', dataDir });
    shared = await openDb({ kind: 'embedded', dataDir }, { mode: 'share' });
  });
  afterAll(async () => {
    await shared.close();
    await owner.close();
  });

  test('a runaway read is cut off, and the owner goes on', async () => {
    const { tenantId } = await createTenant(owner);
    const runaway = shared.tenant(tenantId).read(ENDLESS, [], { timeoutMs: 200 });
    const waiting = owner.tenant(tenantId).read('select 1 as one');
    await expect(runaway).rejects.toBeInstanceOf(QueryTimeout);
    expect((await waiting).rows).toEqual([{ one: 1 }]);
    expect((await shared.tenant(tenantId).read('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  test('a client that dies in a runaway statement does not block the others', async () => {
    const command = actor('share');
    await command.heard('open');
    command.tell(`select 'begun' as state`);
    await command.heard('rows');
    command.tell(ENDLESS);
    const death = setTimeout(() => void command.kill('SIGKILL'), 300);
    await command.ended;
    clearTimeout(death);
    expect((await owner.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  test('a large COPY goes through', async () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => ['copied', `${i} ${'x'.repeat(100)}`]);
    const written = await shared.transaction((tx) =>
      tx.copyIn('strangers', ['surface', 'external_id'], rows),
    );
    expect(written).toBe(50_000);
    const { rows: counted } = await owner.query(
      `select count(*) as n from strangers where surface = 'copied'`,
    );
    expect(counted).toEqual([{ n: 50_000 }]);
  });

  test('statements of both, mixed, each get their own answers', async () => {
    const asked = Array.from({ length: 200 }, (_, i) =>
      (i % 2 ? owner : shared).query<{ i: number }>('select $1::int as i', [i]),
    );
    const answers = await Promise.all(asked);
    expect(answers.map(({ rows }) => rows[0]?.i)).toEqual(asked.map((_, i) => i));
  });
});

test('a data directory with a long path works too', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'walker-long-'));
  const long = join(parent, 'x'.repeat(120));
  const owner = await openDb({ kind: 'embedded', dataDir: long });
  const shared = await openDb({ kind: 'embedded', dataDir: long }, { mode: 'share' });
  expect((await shared.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await shared.close();
  await owner.close();
  await rm(parent, { recursive: true });
});
