import type { Handled } from '../../handlers/surface.ts';

/** The stable form that scripts and evaluations read; docs/command-line.md describes it. */
export function toJson(handled: Handled) {
  const { facts, card } = handled;
  const status = handled.status === 'answered' || handled.status === 'clarify' ? handled.status : 'refused';
  return {
    status,
    tool: handled.tool,
    answer: facts?.answer ?? card?.text?.join(' ') ?? null,
    columns: facts?.columns ?? [],
    rows: facts?.rows ?? [],
    period: facts?.period ?? null,
    sql: facts?.sql ?? null,
    params: facts?.params ?? [],
    definition: facts?.definition ?? null,
    card,
  };
}
