/** Another process that uses a data directory: `tsx actor.ts PART DATA_DIR`. */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { openDb } from '../../../db/open-db.ts';

const [part, dataDir = ''] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);
const input = createInterface(process.stdin);
const database = { kind: 'embedded', dataDir } as const;

/** Holds the directory until told to stop. */
async function own(): Promise<void> {
  const db = await openDb(database);
  say('open');
  await once(input, 'line');
  await db.close();
  say('closed');
}

/** Writes one transaction after the other, and says which were acknowledged. */
async function write(): Promise<void> {
  const db = await openDb(database);
  await db.query('create table if not exists acknowledged (run text, n integer, half integer)');
  const run = String(process.pid);
  for (let n = 0; ; n++) {
    await db.transaction(async (tx) => {
      await tx.query('insert into acknowledged values ($1, $2, 1)', [run, n]);
      await tx.query('insert into acknowledged values ($1, $2, 2)', [run, n]);
    });
    say(`done ${run} ${n}`);
  }
}

/** Takes the directory in whatever way it can get it, as a command does. */
async function share(): Promise<void> {
  const db = await openDb(database, { mode: 'share' });
  say('open');
  for await (const sql of input) {
    try {
      const { rows } = await db.query(sql);
      say(`rows ${JSON.stringify(rows)}`);
    } catch (error) {
      say(`error ${error instanceof Error ? `${error.name} ${error.message}` : error}`);
    }
  }
  await db.close();
}

/** Tries to own the directory, and says how it went. */
async function contend(): Promise<void> {
  try {
    await openDb(database);
    say('won');
    await once(input, 'line');
    process.exit(0);
  } catch (error) {
    say(`lost ${error instanceof Error ? error.message : error}`);
  }
}

await { own, write, share, contend }[part as 'own']();
input.close();
