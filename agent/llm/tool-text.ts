/** What a model gets to read of a tool's result: short, and marked as data. */
import type { ToolResult } from '../../tools/run-tool.ts';

const MAX_CHARACTERS = 6_000;
const MAX_ROWS = 20;

export function textOf(result: ToolResult): string {
  const { facts, summary, outcome } = result;
  const [first] = facts?.rows ?? [];
  const lacksRows =
    first !== undefined && (facts?.rows.length ?? 0) > 1 && !summary.includes(JSON.stringify(first));
  const lines = [
    summary,
    ...(lacksRows ? (facts?.rows.slice(0, MAX_ROWS) ?? []).map((row) => JSON.stringify(row)) : []),
    ...(facts?.period ? [`Period: ${facts.period.from} to ${facts.period.to}.`] : []),
  ];
  return asData(result.tool, outcome.kind, lines.join('\n'));
}

/** Whatever comes out of the data stands between marks, which it cannot write itself. */
export function asData(tool: string, status: string, text: string): string {
  const inside = text.replace(/<(\/?)\s*result/giu, '‹$1result');
  const cut =
    inside.length > MAX_CHARACTERS ? `${inside.slice(0, MAX_CHARACTERS).toWellFormed()}\n… (cut)` : inside;
  return `<result tool="${tool}" status="${status}">\n${cut}\n</result>`;
}
