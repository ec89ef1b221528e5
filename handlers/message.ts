/** What happens when somebody writes something. */
import type { Interpretation } from '../agent/interpretation.ts';
import type { Card } from '../cards/card.ts';
import { answerCall, deliver } from './answer.ts';
import { tokenAt, tokenLabelled } from './sent-cards.ts';
import type { Handled, IncomingMessage } from './surface.ts';
import type { Turn } from './turn.ts';

/** How the message handler presses a button for a numbered reply; handed in, since presses answer too. */
export type Press = (token: string) => Promise<Handled>;

/** Answers to “Apply it?”; to a question of another kind they are words like any other. */
const YES_OR_NO = /^\s*(yes|no)[.!]?\s*$/i;
const NUMBERED_REPLY = /^\s*(\d{1,2})[.)]?\s*$/;

export async function answerMessage(turn: Turn, message: IncomingMessage, press: Press): Promise<Handled> {
  const numbered = NUMBERED_REPLY.exec(message.text);
  if (numbered) {
    const token = await tokenAt(turn.deps.db, turn.key, Number(numbered[1]));
    if (token) return press(token);
  }
  const said = YES_OR_NO.exec(message.text)?.[1];
  if (said) {
    const token = await tokenLabelled(turn.deps.db, turn.key, said);
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
  return follow(turn, message.text, await turn.deps.interpret(message.text, turn.conversation, turn.context));
}

async function follow(turn: Turn, question: string, interpretation: Interpretation): Promise<Handled> {
  switch (interpretation.kind) {
    case 'call':
      return answerCall(turn, interpretation.call, {
        question,
        restated: interpretation.restated,
        notes: interpretation.notes,
      });
    case 'clarify': {
      const { question: back, options } = interpretation;
      const card: Card = { tone: 'question', title: 'Which do you mean?', text: [back], buttons: options };
      return say(turn, question, 'clarify', card, {
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
      return say(turn, question, 'refused', { tone: 'refusal', title: 'I can’t answer that', text });
    }
    case 'smalltalk':
      return say(turn, question, 'refused', {
        tone: 'notice',
        title: 'Audience Walker',
        text: [interpretation.reply],
      });
  }
}

async function say(
  turn: Turn,
  question: string,
  status: 'clarify' | 'refused',
  card: Card,
  conversation: Turn['conversation'] | null = null,
): Promise<Handled> {
  return deliver(turn, card, {
    answerId: turn.deps.newId(),
    status,
    tool: null,
    call: null,
    asked: { question },
    answer: card.text?.[0] ?? null,
    sql: null,
    conversation,
  });
}
