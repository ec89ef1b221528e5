/** What happens when somebody writes something. */
import type { Interpretation } from '../agent/interpretation.ts';
import type { Card, Footnote } from '../cards/card.ts';
import { answerCall } from './answer.ts';
import { askModel, goesToModel } from './ask-model.ts';
import { choose, labelled, lastMessage } from './choices.ts';
import { say, sayInPassing } from './say.ts';
import { stepsToken, thumbToken } from './sent-cards.ts';
import type { Handled, IncomingMessage } from './surface.ts';
import type { Turn } from './turn.ts';

/** How the message handler presses a button for a numbered reply; handed in, since presses answer too. */
export type Press = (token: string) => Promise<Handled>;

/** Answers to “Apply it?”; to a question of another kind they are words like any other. */
const YES_OR_NO = /^\s*(yes|no)[.!]?\s*$/i;
/** Where thumbs cannot be drawn they can be typed. */
const THUMB = /^\s*(?:(👍)|👎)\p{M}?\p{EMod}?\s*$/u;
/** Where the steps behind an answer are no button, and where they are. */
const STEPS = /^\s*(?:show (?:me )?the )?steps[.!?]?\s*$/i;
const NUMBERED_REPLY = /^\s*(\d{1,2})[.)]?\s*$/;

export async function answerMessage(turn: Turn, message: IncomingMessage, press: Press): Promise<Handled> {
  const numbered = NUMBERED_REPLY.exec(message.text);
  if (numbered) {
    const chosen = choose(await lastMessage(turn.deps.db, turn.key), Number(numbered[1]));
    if (chosen.kind === 'press') return press(chosen.token);
    if (chosen.kind === 'none') return sayInPassing(turn, chosen.card);
  }
  const said = YES_OR_NO.exec(message.text)?.[1];
  if (said) {
    const token = labelled(await lastMessage(turn.deps.db, turn.key), said);
    if (token) return press(token);
  }
  const thumb = THUMB.exec(message.text);
  if (thumb) {
    const token = await thumbToken(turn.deps.db, turn.key, thumb[1] !== undefined);
    if (token) return press(token);
  }
  if (STEPS.test(message.text)) {
    const token = await stepsToken(turn.deps.db, turn.key);
    if (token) return press(token);
  }
  if (message.text.trim() === '' && message.attachments > 0) {
    return say(turn, message.text, 'refused', {
      tone: 'notice',
      title: 'I read words, not pictures',
      text: [
        'I can’t read pictures, voice notes or files here. Please type your question, for example “revenue last month”.',
      ],
    });
  }
  const { text, model } = message;
  const saved = await turn.deps.beforeRules?.(text, turn.context);
  if (saved) return follow(turn, text, saved);
  const interpretation = await turn.deps.interpret(text, turn.conversation, turn.context);
  if (!goesToModel(model, interpretation)) return follow(turn, text, interpretation);
  return askModel(turn, text, model, (notes, because) => {
    if (because === undefined) return follow(turn, text, interpretation, notes);
    if (interpretation.kind === 'refuse') return follow(turn, text, { ...interpretation, because }, notes);
    return follow(turn, text, interpretation, [{ kind: 'note', text: because }, ...notes]);
  });
}

async function follow(
  turn: Turn,
  question: string,
  interpretation: Interpretation,
  footnotes: readonly Footnote[] = [],
): Promise<Handled> {
  switch (interpretation.kind) {
    case 'call':
      return answerCall(turn, interpretation.call, {
        question,
        restated: interpretation.restated,
        notes: interpretation.notes,
        footnotes,
      });
    case 'clarify': {
      const { title = 'Which do you mean?', question: back, options } = interpretation;
      const card: Card = { tone: 'question', title, text: [back], buttons: options };
      return say(turn, question, 'clarify', noted(card, footnotes), {
        ...turn.conversation,
        pending: { question: back, options },
      });
    }
    case 'refuse': {
      const { because, suggestions } = interpretation;
      const text =
        suggestions.length > 0
          ? [because, `You could ask: ${suggestions.map((s) => `“${s}”`).join(', ')}.`]
          : [because];
      const card: Card = { tone: 'refusal', title: 'I can’t answer that', text };
      return say(turn, question, 'refused', noted(card, footnotes));
    }
    case 'smalltalk':
      return say(turn, question, 'refused', {
        tone: 'notice',
        title: 'Audience Walker',
        text: [interpretation.reply],
      });
  }
}

const noted = (card: Card, footnotes: readonly Footnote[]): Card =>
  footnotes.length > 0 ? { ...card, footnotes } : card;
