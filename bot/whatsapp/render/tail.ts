/** What ends a message: footnotes, and the buttons as numbers to reply with. */
import type { Footnote, TokenButton } from '../../../cards/card.ts';
import { BUTTON_LABEL, BUTTONS, FOOTNOTE, FOOTNOTES, TAIL_CHARACTERS } from '../limits.ts';
import { bold, cut, italic, literalLine } from './markup.ts';

/**
 * Footnotes in italics, a line each, then the choices, and last the word that shows the steps behind the answer. At most
 * `TAIL_CHARACTERS` long.
 */
export function renderTail(
  footnotes: readonly Footnote[],
  buttons: readonly TokenButton[],
  hasSteps = false,
): string {
  const numbered = renderChoices(buttons);
  const steps = hasSteps ? `${bold('steps')} How I got there` : '';
  const choices = steps === '' ? numbered : numbered === '' ? `Reply ${steps}` : `${numbered} · ${steps}`;
  const notes: string[] = [];
  let room = TAIL_CHARACTERS - choices.length;
  for (const note of footnotes.slice(0, FOOTNOTES)) {
    const line = italic(cut(literalLine(note.text), FOOTNOTE));
    if (line === '' || line.length + 1 > room) continue;
    notes.push(line);
    room -= line.length + 1;
  }
  return [notes.join('\n'), choices].filter((part) => part !== '').join('\n\n');
}

/**
 * "Reply 1 Show query · 2 As table". The numbers are the places of the buttons on the card, by which the reply is
 * resolved. Where a choice is to be confirmed, the reply is answered with the question.
 */
function renderChoices(buttons: readonly TokenButton[]): string {
  const room = TAIL_CHARACTERS / 1.5;
  let text = '';
  let shown = 0;
  for (const [index, button] of buttons.slice(0, BUTTONS).entries()) {
    const choice = `${bold(String(index + 1))} ${describe(button)}`.trim();
    const joined = text === '' ? `Reply ${choice}` : `${text} · ${choice}`;
    if (joined.length > room) break;
    text = joined;
    shown++;
  }
  const more = buttons.length - shown;
  return more > 0 && text !== '' ? `${text} · … and ${more} more` : text;
}

function describe(button: TokenButton): string {
  const label = cut(literalLine(button.label), BUTTON_LABEL) || '–';
  // Without a form the defaults count, so they must be seen; examples in brackets are left out.
  const defaults = (button.form?.fields ?? []).slice(0, 3).map((field) => {
    const options = field.kind === 'text' ? [] : field.options;
    const chosen = options.find((option) => option.value === field.initial)?.label ?? field.initial;
    return cut(literalLine(chosen).replace(/ \(.*$/, ''), 30);
  });
  const said = defaults.filter((part) => part !== '');
  return said.length > 0 ? `${label} (${said.join(', ')})` : label;
}
