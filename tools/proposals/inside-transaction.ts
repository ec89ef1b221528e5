import type { TenantDb, TenantReader, Transaction } from '../../db/db.ts';

/**
 * The tenant's database as seen from inside one of its transactions: what another tool reads and writes through it becomes
 * part of that transaction, each of its own transactions a savepoint. So either all of it is done or nothing.
 */
export function insideTransaction(db: TenantDb, tx: Transaction): TenantDb {
  let depth = 0;
  const reader: TenantReader = {
    tenantId: db.tenantId,
    read: (text, values) => tx.query(text, values),
  };
  return {
    ...reader,
    write,
    readTogether: (work) => work(reader),
    writeTogether: write,
  };

  async function write<T>(work: (inner: Transaction) => Promise<T>): Promise<T> {
    depth += 1;
    const savepoint = `inner_${depth}`;
    await tx.query(`savepoint ${savepoint}`);
    try {
      const result = await work(tx);
      await tx.query(`release savepoint ${savepoint}`);
      return result;
    } catch (error) {
      await tx.query(`rollback to savepoint ${savepoint}`);
      throw error;
    }
  }
}
