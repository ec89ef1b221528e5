/** Why a gate lets so many through: how many each of its conditions would pass alone. */
import type { TenantDb } from '../../db/db.ts';
import { type GateScope, startCompiling } from './compile-gate.ts';
import { describeGate } from './describe-gate.ts';
import type { Gate } from './gate.ts';
import { parametersFrom } from './parameters.ts';

export interface GateExplanation {
  /** Everybody the gate looked through. */
  readonly everyone: number;
  /** Whom the whole gate passes. */
  readonly passing: number;
  /** Each condition in words, in the order said, and whom it passes by itself; under a `not` those it leaves. */
  readonly conditions: readonly { readonly words: string; readonly passing: number }[];
}

/** Counts the gate and each of its conditions in one statement. */
export async function explainGate(
  gate: Gate,
  db: TenantDb,
  scope: GateScope,
  signal?: AbortSignal,
): Promise<GateExplanation> {
  const leaves = leavesOf(gate);
  const parameters = parametersFrom(1);
  const compiling = startCompiling(scope, parameters);
  const counts = [gate, ...leaves].map(
    (each, index) => `count(*) filter (where ${compiling.condition(each)})::int as passing_${index}`,
  );
  const text = `select count(*)::int as everyone,\n  ${counts.join(',\n  ')}\n${compiling.from([gate])}`;
  const found = await db.read<Record<string, number>>(text, parameters.values, signal ? { signal } : {});
  const [row = {}] = found.rows;
  return {
    everyone: row.everyone ?? 0,
    passing: row.passing_0 ?? 0,
    conditions: leaves.map((leaf, index) => ({
      words: describeGate(leaf, scope.workspace),
      passing: row[`passing_${index + 1}`] ?? 0,
    })),
  };
}

/** The conditions without their `all` and `any`; a negated one stays negated. */
function leavesOf(gate: Gate): readonly Gate[] {
  switch (gate.kind) {
    case 'everyone':
      return [];
    case 'all':
    case 'any':
      return gate.of.flatMap(leavesOf);
    default:
      return [gate];
  }
}
