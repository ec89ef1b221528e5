/**
 * “At risk” has two meanings, which hold different people: the segment of that name, by recency, frequency and spend, and
 * a high churn risk, by the model. Which one a gate means, and the same gate by the other.
 */
import type { TenantDb } from '../../db/db.ts';
import type { Gate, Trait } from './gate.ts';

/** What “high” means of a probability of leaving. */
export const HIGH_CHURN_RISK = 0.5;

export type Risk = 'segment' | 'churn';

const BY: Readonly<Record<Risk, Gate>> = {
  segment: { kind: 'trait', trait: 'segment', op: 'in', values: ['At Risk'] },
  churn: { kind: 'trait', trait: 'churn_probability', op: '>=', values: [], value: HIGH_CHURN_RISK },
};

/** What a card says of the meaning that was taken, and the name of the button to the other. */
export const RISK_WORDS: Readonly<Record<Risk, { readonly note: string; readonly other: string }>> = {
  segment: {
    note: '“At Risk” is here the segment, by recency, frequency and spend. A high churn risk, by the model, may hold other people.',
    other: 'By churn risk instead',
  },
  churn: {
    note: 'This goes by the churn risk of the model. The segment “At Risk”, by recency, frequency and spend, may hold other people.',
    other: 'By the segment instead',
  },
};

/** The name of the segment, in any case. */
export const isAtRisk = (name: string): boolean => /^at[ -]risk$/iu.test(name.trim());

function riskOf({ trait, op, values }: Trait): Risk | null {
  if (trait === 'churn_probability') return op === '>=' || op === '>' ? 'churn' : null;
  return trait === 'segment' && op === 'in' && values.length === 1 && values.every(isAtRisk)
    ? 'segment'
    : null;
}

function risksIn(gate: Gate): readonly Risk[] {
  switch (gate.kind) {
    case 'trait':
      return [riskOf(gate) ?? []].flat();
    case 'all':
    case 'any':
      return gate.of.flatMap(risksIn);
    case 'not':
      return risksIn(gate.gate);
    default:
      return [];
  }
}

/** The one meaning that the gate uses; null where it uses none, or both. */
export function riskMeant(gate: Gate): Risk | null {
  const [meant, other] = [...new Set(risksIn(gate))];
  return meant !== undefined && other === undefined ? meant : null;
}

/** The gate by the other meaning. */
export function byOtherRisk(gate: Gate, meant: Risk): Gate {
  switch (gate.kind) {
    case 'trait':
      return riskOf(gate) === meant ? BY[meant === 'churn' ? 'segment' : 'churn'] : gate;
    case 'all':
    case 'any':
      return { kind: gate.kind, of: gate.of.map((each) => byOtherRisk(each, meant)) };
    case 'not':
      return { kind: 'not', gate: byOtherRisk(gate.gate, meant) };
    default:
      return gate;
  }
}

/** Whether the workspace has what the other meaning goes by: scores, or the segment. */
export async function hasOtherRisk(meant: Risk, db: TenantDb): Promise<boolean> {
  const found = await db.read(
    meant === 'segment'
      ? 'select from customer_scores where tenant_id = $1 and churn_probability is not null limit 1'
      : `select from audience_segments where tenant_id = $1 and is_active and lower(segment_name) = 'at risk' limit 1`,
    [db.tenantId],
  );
  return found.rowCount > 0;
}
