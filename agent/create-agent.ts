/**
 * Turns a question into a call of a tool, a question back, or a refusal. Rules only: deterministic, without
 * any language model, and with full coverage of the question's words (docs/decisions/0003).
 */
import type { SemanticModel } from '../tools/metrics/model.ts';
import type { Vocabulary } from '../tools/metrics/vocabulary.ts';
import type { Workspace } from '../tools/workspace.ts';
import type { ConversationState, Interpretation } from './interpretation.ts';
import type { AudienceNames } from './rules/audience/read-audience.ts';
import { createRules } from './rules/interpret.ts';

export interface AgentDeps {
  readonly model: SemanticModel;
}

/** What a question is read against. */
interface QuestionContext {
  /** The thread's memory: the last call and an open question back. */
  readonly conversation: ConversationState;
  readonly workspace: Workspace;
  /** The values the workspace has (`readVocabulary`). */
  readonly vocabulary: Vocabulary;
  /** The names of the workspace's segments; without them questions about people are left to the metrics. */
  readonly audience?: AudienceNames;
  /** The wall clock. The rules count from `workspace.today`; a model may want to know both. */
  readonly now: Date;
}

export interface Agent {
  /** Interprets any text; never throws for what somebody typed. */
  interpret(text: string, context: QuestionContext): Promise<Interpretation>;
}

/** Builds the agent over a semantic model. Keep one: it holds on to what it learnt of each vocabulary. */
export function createAgent({ model }: AgentDeps): Agent {
  const rules = createRules(model);
  return { interpret: (text, context) => rules(text, { ...context, audience: context.audience ?? null }) };
}
