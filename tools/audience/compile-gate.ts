/** A gate as one parameterised select of `customer_id`: one pass over the facts for each `did`, none per customer. */
import type { SqlValue } from '../../db/db.ts';
import type { Workspace } from '../workspace.ts';
import { didSql } from './compile-did.ts';
import { sequenceSql } from './compile-sequence.ts';
import { inSet, rowOf, type TraitRow, traitSql } from './compile-trait.ts';
import type { Gate, Milestone } from './gate.ts';
import { daysSql, gateDays } from './gate-days.ts';
import { type Parameters, parametersFrom } from './parameters.ts';

export interface GateScope {
  readonly tenantId: string;
  /** Its `today` is what recency and periods count back from. */
  readonly workspace: Workspace;
}

export interface CompiledGate {
  /** A select of the one column `customer_id`, each once; stands in `with gate as (…)` or in `in (…)`. */
  readonly text: string;
  readonly values: SqlValue[];
}

/**
 * Compiles a gate; its parameters are numbered from `firstParameter`. Everyone is who has a row in `dim_customer`;
 * erased people never pass. Throws a `UserError` for a gate that asks what the data cannot hold.
 */
export function compileGate(gate: Gate, scope: GateScope, firstParameter = 1): CompiledGate {
  const parameters = parametersFrom(firstParameter);
  return { text: gateSelect(gate, scope, parameters), values: parameters.values };
}

/** The same select as part of a statement with values of its own. */
export function gateSelect(gate: Gate, scope: GateScope, parameters: Parameters): string {
  const compiling = startCompiling(scope, parameters);
  const condition = compiling.condition(gate);
  return `select people.customer_id\n${compiling.from([gate])}${condition === 'true' ? '' : `\n  and ${condition}`}`;
}

/** What a statement over gates is made of: the people who may pass, and the condition of each gate on them. */
export interface Compiling {
  condition(gate: Gate): string;
  /** The from and where clause over everybody who may be seen, with the rows that the gates' traits stand in. */
  from(gates: readonly Gate[]): string;
}

export function startCompiling({ tenantId, workspace }: GateScope, parameters: Parameters): Compiling {
  const tenant = parameters.add(tenantId, 'uuid');
  const condition = (gate: Gate): string => {
    switch (gate.kind) {
      case 'everyone':
        return 'true';
      case 'all':
        return `(${gate.of.map(condition).join('\n  and ')})`;
      case 'any':
        return `(${gate.of.map(condition).join('\n  or ')})`;
      case 'not':
        return `(${condition(gate.gate)}) is not true`;
      case 'did': {
        const { text, inverted } = didSql(gate, workspace, tenant, parameters);
        return `${inverted ? 'not ' : ''}(${inSet('people.customer_id', `\n  ${text}\n  `)})`;
      }
      case 'sequence':
        return `(${inSet('people.customer_id', `\n  ${sequenceSql(gate, workspace, tenant, parameters)}\n  `)})`;
      case 'trait':
        return `(${traitSql(gate, workspace, tenant, parameters)}) is true`;
      case 'milestone': {
        const days = daysSql(MILESTONES[gate.of], gateDays(gate.within, workspace), parameters);
        return `(${[`${MILESTONES[gate.of]} is not null`, ...days].join(' and ')})`;
      }
    }
  };
  return {
    condition,
    from: (gates) => {
      const rows = new Set(gates.flatMap(rowsNeeded));
      const joins = JOINS.filter(({ row }) => rows.has(row)).map(({ sql }) => `\n${sql}`);
      return `from dim_customer as people${joins.join('')}\nwhere people.tenant_id = ${tenant}\n  and ${notErased(tenant)}`;
    },
  };
}

const MILESTONES: Record<Milestone['of'], string> = {
  first_order: 'people.first_order_date',
  last_order: 'people.last_order_date',
  signup: 'people.signup_date',
  first_seen: 'profile.first_seen_date',
  last_seen: 'profile.last_seen_date',
};

const JOINS: readonly { readonly row: TraitRow; readonly sql: string }[] = [
  { row: 'profile', sql: 'left join customer_profiles as profile using (tenant_id, customer_id)' },
  { row: 'score', sql: 'left join customer_scores as score using (tenant_id, customer_id)' },
];

function rowsNeeded(gate: Gate): readonly TraitRow[] {
  switch (gate.kind) {
    case 'all':
    case 'any':
      return gate.of.flatMap(rowsNeeded);
    case 'not':
      return rowsNeeded(gate.gate);
    case 'trait':
      return [rowOf(gate.trait)];
    case 'milestone':
      return MILESTONES[gate.of].startsWith('profile.') ? ['profile'] : [];
    default:
      return [];
  }
}

/** An id is hashed only where somebody was erased at all. */
const notErased = (tenant: string): string =>
  `(not exists (select from erased_people where tenant_id = ${tenant})
    or walker_person_hash(people.tenant_id, people.customer_id)
       not in (select unnest(array_agg(id_hash)) from erased_people where tenant_id = ${tenant}))`;
