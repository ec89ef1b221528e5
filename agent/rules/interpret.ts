/** A question → an interpretation, by rules alone. Never throws on any text; cost grows with its (capped) length. */
import type { Call } from '../../cards/card.ts';
import { metricQuery } from '../../tools/metrics/metric-query.ts';
import type { SemanticModel } from '../../tools/metrics/model.ts';
import type { Vocabulary } from '../../tools/metrics/vocabulary.ts';
import type { Workspace } from '../../tools/workspace.ts';
import type { ConversationState, Interpretation } from '../interpretation.ts';
import type { Clock } from './dates/calendar.ts';
import { clockOf } from './dates/calendar.ts';
import { createKnowledge, type Knowledge } from './knowledge.ts';
import { parse } from './parse.ts';
import { resolve } from './resolve/resolve.ts';
import { restate } from './restate.ts';
import { tag } from './tag.ts';
import { lex } from './text/lexer.ts';

export interface Setting {
  readonly conversation: ConversationState;
  readonly workspace: Workspace;
  readonly vocabulary: Vocabulary;
}

export const METRIC_TOOL = 'sql_analytics';

export function createRules(
  model: SemanticModel,
): (text: string, setting: Setting) => Promise<Interpretation> {
  const known = new WeakMap<Vocabulary, Knowledge>();
  return async (text, { workspace, vocabulary }) => {
    const knowledge = known.get(vocabulary) ?? createKnowledge(model, vocabulary);
    known.set(vocabulary, knowledge);
    const clock = clockOf(workspace);
    const tokens = lex(text);
    const items = tag(tokens, knowledge, clock);
    const parsed = parse(items, knowledge, clock);
    if (parsed.unexplained.length > 0)
      return {
        kind: 'refuse',
        because: `unexplained: ${parsed.unexplained.map((i) => i.text).join(' | ')}`,
        suggestions: [],
      };
    if (parsed.refusals[0]) return { kind: 'refuse', because: parsed.refusals[0], suggestions: [] };
    const resolved = resolve(parsed.draft, knowledge, clock);
    if (resolved.kind === 'refuse') return { kind: 'refuse', because: resolved.because, suggestions: [] };
    if (resolved.kind === 'choose') return { kind: 'clarify', question: resolved.question, options: [] };
    return toCall(resolved.query, knowledge, clock);
  };
}

function toCall(query: unknown, knowledge: Knowledge, clock: Clock): Interpretation {
  const args = metricQuery.parse(query);
  const call: Call = { tool: METRIC_TOOL, args };
  return { kind: 'call', call, restated: restate(args, knowledge, clock), notes: [] };
}
