import type { Db, Transaction } from '../../db.ts';
import type { FactTarget } from '../encode/fact-encoder.ts';
import { copyTuples } from './copy-tuples.ts';

export interface Written {
  readonly added: number;
  readonly same: number;
}

export interface FactPack {
  readonly pieces: readonly Buffer[];
  readonly rows: number;
}

const UNIQUE_VIOLATION = '23505';
const DEADLOCK = '40P01';
const ATTEMPTS = 5;

/**
 * Writes packs of facts, each in a transaction of its own. Lines that are there already are left alone.
 * The straight way, COPY into the table, is tried while no such line has turned up; then lines go through a
 * temporary table, until a pack was all new again.
 */
export class FactWriter {
  readonly #db: Db;
  readonly #target: FactTarget;
  readonly #importId: string;
  #straight = true;

  constructor(db: Db, target: FactTarget, importId: string) {
    this.#db = db;
    this.#target = target;
    this.#importId = importId;
  }

  /** @param before what else belongs into the transaction */
  async write(pack: FactPack, before: (tx: Transaction) => Promise<void>): Promise<Written> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#db.transaction(async (tx) => {
          await before(tx);
          return this.#straight ? this.#copy(tx, pack) : this.#merge(tx, pack);
        });
      } catch (error) {
        const code = (error as { code?: string }).code;
        // Another import wrote the same lines meanwhile, or these were there.
        if ((code !== UNIQUE_VIOLATION && code !== DEADLOCK) || attempt === ATTEMPTS) throw error;
        this.#straight = false;
      }
    }
  }

  async #copy(tx: Transaction, { pieces, rows }: FactPack): Promise<Written> {
    await copyTuples(tx, this.#target.table, this.#target.columns, pieces);
    return { added: rows, same: 0 };
  }

  async #merge(tx: Transaction, { pieces, rows }: FactPack): Promise<Written> {
    const { table, day, columns } = this.#target;
    await tx.query(`create temp table import_stage (like ${table} including defaults) on commit drop`);
    await copyTuples(tx, 'import_stage', columns, pieces);
    // The pack is small and the table may be huge: look its lines up one by one.
    await tx.query('set local enable_hashjoin = off; set local enable_mergejoin = off');
    const names = columns.map(([name]) => name).join(', ');
    const isKnown = `t.tenant_id = s.tenant_id and t.${day} = s.${day} and t.line_key = s.line_key`;
    // Lines that this same import wrote before it was cut short count as added. `limit` keeps the look-up one of the
    // key: the planner knows of no line of an import that is under way, and would begin with all of them.
    const { rows: counts } = await tx.query<{ inserted: string; own: string }>(
      `with inserted as (
         insert into ${table} (${names})
         select ${names} from import_stage s
         where not exists (select from ${table} t where ${isKnown})
         order by s.${day}, s.line_key
         on conflict do nothing
         returning 1),
       own as (
         select 1 from import_stage s
         cross join lateral (select t.import_id from ${table} t where ${isKnown} limit 1) t
         where t.import_id = $1)
       select (select count(*) from inserted) as inserted, (select count(*) from own) as own`,
      [this.#importId],
    );
    const added = Number(counts[0]?.inserted ?? 0) + Number(counts[0]?.own ?? 0);
    if (added === rows) this.#straight = true;
    return { added, same: rows - added };
  }
}
