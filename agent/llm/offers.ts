/** Buttons that a model may put on the card. What they say is made of the tool and its arguments, never by the model. */
import type { CallButton } from '../../cards/card.ts';
import type { AnyTool } from '../../tools/define-tool.ts';
import { type Role, roleAllows } from '../../tools/roles.ts';

export const MAX_OFFERS = 3;
const CONFIRM_CHARACTERS = 280;

/** Writes that may be proposed to somebody of `role`. Rights and settings are not for a model to touch, nor is a person's data. */
export function mayOffer(tool: AnyTool, role: Role): boolean {
  return (
    tool.effect === 'write' &&
    tool.role !== 'admin' &&
    tool.name !== 'give_feedback' &&
    tool.keptArguments === undefined &&
    roleAllows(role, tool.role)
  );
}

export function buttonFor(tool: AnyTool, args: Readonly<Record<string, unknown>>): CallButton {
  const told = Object.entries(args).map(([name, value]) => `${name} ${sayValue(value)}`);
  const [main] = Object.values(args).filter(
    (value) => typeof value === 'string' || typeof value === 'number',
  );
  const label = main === undefined ? tool.title : `${tool.title}: ${main}`;
  const confirm = `${tool.title}${told.length > 0 ? ` with ${told.join(', ')}` : ''}. Proposed by the language model: check it before you press.`;
  return {
    label: cut(label, 70),
    call: { tool: tool.name, args },
    confirm: cut(confirm, CONFIRM_CHARACTERS),
  };
}

function sayValue(value: unknown): string {
  return typeof value === 'string' ? `“${cut(value, 80)}”` : cut(JSON.stringify(value) ?? '', 120);
}

const cut = (text: string, max: number): string =>
  text.length > max ? `${text.slice(0, max - 1).toWellFormed()}…` : text;
