/** Hands a question to the language model and says what came of it; without an answer the rules have the last word. */
import type { Interpretation } from '../agent/interpretation.ts';
import type { AgentEvent, ModelReply } from '../agent/llm/model-agent.ts';
import { sayUsage } from '../agent/llm/say-usage.ts';
import { type ModelChoice, roleFor } from '../agent/llm/settings.ts';
import type { Footnote } from '../cards/card.ts';
import { answerResult } from './answer.ts';
import { beginCancellable } from './cancel.ts';
import { say } from './say.ts';
import type { Handled } from './surface.ts';
import type { Turn } from './turn.ts';

/**
 * What the rules made of the question, to be said with notes under it where the model has nothing. `because`: the model's
 * own reason, said in the place of theirs where they refuse too.
 */
export type Fallback = (notes: readonly Footnote[], because?: string) => Promise<Handled>;

/** Whether a question goes to the model: what the rules decline, or whatever somebody sends there by name. */
export function goesToModel(chosen: ModelChoice | undefined, interpretation: Interpretation): boolean {
  if (chosen === 'off' || interpretation.kind === 'smalltalk') return false;
  return interpretation.kind === 'refuse' || chosen === 'fast' || chosen === 'strong';
}

export async function askModel(
  turn: Turn,
  question: string,
  chosen: ModelChoice | undefined,
  fallback: Fallback,
): Promise<Handled> {
  const { deps, context } = turn;
  const { model } = deps;
  if (!model) return fallback(chosen === undefined ? [] : [NO_MODEL]);
  const wanted =
    chosen === undefined || chosen === 'off' || chosen === 'auto' ? model.settings.choice : chosen;
  const cancellable = await beginCancellable(turn);
  let reply: ModelReply;
  try {
    reply = await model.answer({
      question,
      role: model.available(roleFor(wanted, model.settings)),
      memory: turn.conversation.memory ?? [],
      lastCall: turn.conversation.lastCall ?? null,
      context,
      cancelled: cancellable.signal,
      onEvent: (event) => tell(turn, event),
    });
  } finally {
    await cancellable.end();
  }
  const usage = sayUsage(reply.trace);
  const cost: readonly Footnote[] = usage ? [{ kind: 'cost', text: usage, trace: reply.trace.traceId }] : [];
  switch (reply.kind) {
    case 'answer': {
      const { main, card, text } = reply;
      const facts = main.facts ? { ...main.facts, answer: text } : null;
      return answerResult(turn, { ...main, card, summary: text, facts }, { question });
    }
    case 'ask':
      return say(turn, question, 'clarify', {
        tone: 'question',
        title: 'Which do you mean?',
        text: [reply.question],
        footnotes: cost,
      });
    case 'offer':
      return say(turn, question, 'clarify', reply.card);
    case 'refuse':
      if (reply.own) return fallback(cost, reply.because);
      return fallback([{ kind: 'note', text: reply.because }, ...cost]);
    case 'stopped':
      return fallback([{ kind: 'note', text: reply.because }, ...cost]);
  }
}

const NO_MODEL: Footnote = {
  kind: 'note',
  text: 'No language model is configured (OPENAI_CHAT_MODEL), or it is switched off, so the rules answered alone.',
};

/** To the surface as it is, or in words; what cannot be shown is no reason not to answer. */
function tell({ deps, context, replies }: Turn, event: AgentEvent): void {
  if (replies.follow) {
    replies.follow(event).catch((error: unknown) => deps.log.warn({ err: error }, 'progress was not shown'));
    return;
  }
  const note = noteOf(event);
  if (note) context.progress(note);
}

function noteOf(event: AgentEvent): string | null {
  switch (event.kind) {
    case 'thinking':
      return 'Thinking';
    case 'tool':
      return event.title;
    case 'tool_done':
      return null;
    case 'text':
      return event.sentence;
  }
}
