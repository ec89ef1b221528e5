/**
 * The trail of what was done. A write's row goes into the transaction of its effect, so that neither is ever there
 * without the other; every other outcome gets a row of its own.
 */
import type { Call } from '../cards/card.ts';
import type { Queryable, TenantDb } from '../db/db.ts';
import type { AnyTool, Outcome, ToolContext } from './define-tool.ts';

export interface Audit {
  /** What the tool works on: its first transaction that is committed carries the row. */
  readonly db: TenantDb;
  /** Records what came of the call where no transaction has done so, or it ended in another way than “ok”. */
  settle(outcome: Outcome<unknown>['kind'] | 'failed' | 'forbidden'): Promise<void>;
}

/** The audit of one call. Reads leave a row only where they were forbidden. */
export function createAudit(tool: AnyTool, call: Call, context: ToolContext): Audit {
  const { db } = context;
  let carried = false;
  /** What a job does is nobody's: its actor is no person of the team. */
  const record = (tx: Queryable, outcome: string) =>
    tx.query(
      `insert into audit_log (tenant_id, person_id, tool, args, origin, outcome, at)
       values ($1, (select person_id from people where tenant_id = $1 and person_id = $2), $3, $4, $5, $6, $7)`,
      [
        db.tenantId,
        context.actor.personId,
        tool.name,
        JSON.stringify(keptArgs(tool, call, db.tenantId)),
        context.origin,
        outcome,
        context.now(),
      ],
    );
  const write: TenantDb['write'] = async (work) => {
    // Two transactions at once must not both carry it.
    const carries = !carried;
    carried = true;
    try {
      return await db.write(async (tx) => {
        const result = await work(tx);
        if (carries) await record(tx, 'ok');
        return result;
      });
    } catch (error) {
      if (carries) carried = false;
      throw error;
    }
  };
  return {
    db: tool.effect === 'write' ? { ...db, write, writeTogether: write } : db,
    async settle(outcome) {
      if (tool.effect === 'read' && outcome !== 'forbidden') return;
      if (carried && outcome === 'ok') return;
      await db.write((tx) => record(tx, outcome));
    },
  };
}

/** The arguments as they may be kept: see `ToolDefinition.keptArguments`. */
export function keptArgs(tool: AnyTool, call: Call, tenantId: string): Call['args'] {
  return tool.keptArguments?.(call.args, tenantId) ?? call.args;
}
