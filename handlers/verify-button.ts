/** “Save as verified answer” under an answer, for those who may. */
import type { Card, Form } from '../cards/card.ts';
import { roleAllows } from '../tools/roles.ts';
import type { ToolResult } from '../tools/run-tool.ts';
import { mayBeVerified } from '../tools/verified/index.ts';
import { questionField } from '../tools/whole-question.ts';
import type { Turn } from './turn.ts';

const TOOL = 'save_verified_answer';
const NOTE_LENGTH = 300;

/** Where forms can be shown and answers are looked after; a telephone and a terminal are for reading. */
const SURFACES: ReadonlySet<string> = new Set(['slack', 'console']);

interface Asked {
  readonly question: string;
  readonly restated?: string;
}

export function withVerifyButton(
  card: Card,
  result: ToolResult,
  asked: Asked,
  answerId: string,
  { deps, context }: Turn,
): Card {
  const tool = deps.registry.get(TOOL);
  const offered =
    tool !== undefined &&
    result.outcome.kind === 'ok' &&
    mayBeVerified(deps.registry.get(result.tool)) &&
    roleAllows(context.actor.role, tool.role) &&
    context.origin !== 'button' &&
    SURFACES.has(context.place?.surface ?? '') &&
    !asked.question.startsWith('/');
  if (!offered) return card;
  const button = { label: tool.title, call: { tool: TOOL, args: { answerId } }, form: formFor(asked) };
  return { ...card, buttons: [...(card.buttons ?? []), button] };
}

function formFor({ question, restated }: Asked): Form {
  return {
    title: 'Save as verified',
    submit: 'Save',
    fields: [
      questionField(question, restated),
      {
        kind: 'text',
        key: 'note',
        label: 'A note for those who get this answer',
        initial: '',
        maxLength: NOTE_LENGTH,
        optional: true,
      },
    ],
  };
}
