/** What was read of the tables of facts, kept through refreshes of audiences: these change everything else. */
import type { SqlValue, TenantDb } from '../../db/db.ts';
import { factsVersion, type Workspace } from '../workspace.ts';

/** Tables that a refresh writes: scores and segments, and customers whom only events name. */
const WRITTEN_BY_REFRESH: ReadonlySet<string> = new Set([
  'dim_customer',
  'customer_scores',
  'fct_customer_segments',
]);

interface Reading {
  /** Every table that the statement reads. */
  readonly tables: readonly string[];
  readonly text: string;
  readonly values: readonly SqlValue[];
  readonly maxRows?: number;
}

/** Reads for the vocabulary; what no refresh changes is read once per version of the facts. */
export type ReadFacts = <Row>(reading: Reading) => Promise<readonly Row[]>;

export interface FactsCache {
  /** How to read `db` at the workspace's version. What was kept of an older version of the facts is let go. */
  at(db: TenantDb, workspace: Workspace): ReadFacts;
}

/** A cache of one tenant's facts. A reading that fails is tried again. */
export function createFactsCache(): FactsCache {
  let version = '';
  let kept = new Map<string, Promise<readonly unknown[]>>();
  return {
    at: (db, workspace) => {
      if (version !== factsVersion(workspace)) {
        version = factsVersion(workspace);
        kept = new Map();
      }
      const current = kept;
      return async <Row>({ tables, text, values, maxRows }: Reading) => {
        const limits = maxRows === undefined ? {} : { maxRows };
        const read = async () => (await db.read<Row>(text, values, limits)).rows;
        if (tables.some((table) => WRITTEN_BY_REFRESH.has(table))) return read();
        const key = JSON.stringify([text, values]);
        const known = current.get(key) as Promise<readonly Row[]> | undefined;
        if (known) return known;
        const reading = read();
        current.set(key, reading);
        reading.catch(() => current.delete(key));
        return reading;
      };
    },
  };
}
