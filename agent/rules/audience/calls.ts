/** Calls of the audience tools, and the questions as understood. */
import type { Call } from '../../../cards/card.ts';
import { compileGate } from '../../../tools/audience/compile-gate.ts';
import { describeAudience } from '../../../tools/audience/describe-gate.ts';
import { type Gate, gate as gateSchema, type Trait } from '../../../tools/audience/gate.ts';
import { UserError } from '../../../tools/errors.ts';
import type { Filter } from '../../../tools/metrics/metric-query.ts';
import type { Vocabulary } from '../../../tools/metrics/vocabulary.ts';
import type { Workspace } from '../../../tools/workspace.ts';
import type { Interpretation } from '../../interpretation.ts';
import { queryOf } from '../call.ts';

const DISCOVERY_TOOL = 'hybrid_discovery';
const SHOW_SEGMENT_TOOL = 'show_segment';

/** People as a tool takes them. */
export interface Audience {
  readonly gate: Gate;
  readonly interest?: string;
  readonly limit?: number;
  /** The people whose share they are told as. */
  readonly among?: Gate;
  /** The last answer were figures of these people, which “by month” and “only Chicago” change. */
  readonly figures?: boolean;
  /** These figures were of some of them only: “only Chicago”. */
  readonly where?: readonly Filter[];
}

/** One gate of several; everyone where there is none. */
export function allOf(gates: readonly Gate[]): Gate {
  const flat = gates.flatMap((gate) =>
    gate.kind === 'all' ? gate.of : gate.kind === 'everyone' ? [] : [gate],
  );
  const [only, more] = flat;
  if (!only) return { kind: 'everyone' };
  return more ? { kind: 'all', of: [...flat] } : only;
}

/** “customers who bought Socks”. */
export const sayPeople = (gate: Gate, workspace: Workspace): string =>
  describeAudience(gate, workspace).replace(/^./u, (first) => first.toLowerCase());

/** “Customers who bought Socks, those closest to “sports” first”. */
export function sayAudience({ gate, interest }: Audience, workspace: Workspace): string {
  const people = describeAudience(gate, workspace);
  return interest === undefined ? people : `${people}, those closest to “${interest}” first`;
}

/** Traits that only some workspaces record: the dimension that would hold them, and what is missing without it. */
const RECORDED: Partial<Record<Trait['trait'], readonly [dimension: string, missing: string]>> = {
  age: ['age_years', 'No ages are recorded here.'],
  tenure_months: ['tenure_months', 'How long people have been customers is not recorded here.'],
};

function unrecorded(gate: Gate, vocabulary: Vocabulary): string | null {
  switch (gate.kind) {
    case 'not':
      return unrecorded(gate.gate, vocabulary);
    case 'all':
    case 'any':
      return gate.of.map((each) => unrecorded(each, vocabulary)).find((each) => each !== null) ?? null;
    case 'trait': {
      const [dimension, missing] = RECORDED[gate.trait] ?? [];
      return dimension && missing && vocabulary.sourcesOf(dimension).length === 0 ? missing : null;
    }
    case 'milestone':
      return gate.of === 'signup' && (vocabulary.sources.get('signup')?.rows ?? 0) === 0
        ? 'The days on which people joined are not recorded here. Ask who first bought then.'
        : null;
    default:
      return null;
  }
}

/** Why the gate cannot be asked of the data, in a sentence; null where it can. */
export function whyNot(gate: Gate, workspace: Workspace, vocabulary: Vocabulary): string | null {
  if (!gateSchema.safeParse(gate).success)
    return 'That is more conditions than one audience can have. Please ask with up to 20.';
  const missing = unrecorded(gate, vocabulary);
  if (missing !== null) return missing;
  try {
    compileGate(gate, { tenantId: workspace.tenantId, workspace });
    describeAudience(gate, workspace);
    return null;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

/** The call that finds the people. One segment and nothing else is shown as a segment. */
export function audienceCall(
  audience: Audience,
  workspace: Workspace,
  notes: readonly string[],
): Interpretation {
  const { gate, interest, limit, among } = audience;
  const segment =
    interest === undefined &&
    among === undefined &&
    gate.kind === 'trait' &&
    gate.trait === 'segment' &&
    gate.op === 'in'
      ? gate.values
      : [];
  const [only] = segment;
  const call: Call =
    only !== undefined && segment.length === 1
      ? { tool: SHOW_SEGMENT_TOOL, args: { segment: only } }
      : {
          tool: DISCOVERY_TOOL,
          args: {
            gate: gateSchema.parse(gate),
            ...(interest === undefined ? {} : { interest }),
            ...(limit === undefined ? {} : { limit }),
            ...(among === undefined ? {} : { among: gateSchema.parse(among) }),
          },
        };
  return { kind: 'call', call, restated: sayAudience(audience, workspace), notes: [...new Set(notes)] };
}

/** The people that a call was about; null for calls about other things. */
export function audienceOf(call: Call | undefined): Audience | null {
  if (call?.tool === SHOW_SEGMENT_TOOL && typeof call.args.segment === 'string')
    return { gate: { kind: 'trait', trait: 'segment', op: 'in', values: [call.args.segment] } };
  const query = queryOf(call);
  if (query?.people) return { gate: query.people, figures: true, where: query.where };
  if (call?.tool !== DISCOVERY_TOOL) return null;
  const gate = gateSchema.safeParse(call.args.gate ?? { kind: 'everyone' });
  if (!gate.success) return null;
  const { interest, limit } = call.args;
  const among = gateSchema.safeParse(call.args.among);
  return {
    gate: gate.data,
    ...(among.success ? { among: among.data } : {}),
    ...(typeof interest === 'string' ? { interest } : {}),
    ...(typeof limit === 'number' ? { limit } : {}),
  };
}
