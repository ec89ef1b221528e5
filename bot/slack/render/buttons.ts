/** Buttons carry their token as value; those with a form say so in their action id, since a form must open at once. */
import type { types } from '@slack/bolt';
import type { TokenButton } from '../../../cards/card.ts';
import { cut, literal, literalLine } from '../escape.ts';
import {
  ACCESSIBILITY_LABEL,
  ACTIONS_ELEMENTS,
  BUTTON_TEXT,
  BUTTON_VALUE,
  CONFIRM_BUTTON,
  CONFIRM_TEXT,
  CONFIRM_TITLE,
} from '../limits.ts';
import { type Block, leadingThatFit } from './budget.ts';
import { type Look, NOTHING, type Part } from './rendered.ts';

/** Action ids: `press:…` counts at once, `form:…` opens a modal first, `feedback:…` is a thumb. */
export const PRESS = 'press:';
export const FORM = 'form:';
export const FEEDBACK = 'feedback:';

export function renderButtons(buttons: readonly TokenButton[], budget: number, prefix: string): Part {
  if (buttons.length === 0) return NOTHING;
  // A token that was cut would press nothing, so a button whose token is too long is left out.
  const drawable = buttons.filter((button) => fitsValue(button.token));
  const build = (some: readonly TokenButton[]): Block[] =>
    some.length === 0
      ? []
      : [{ type: 'actions', elements: some.map((button, index) => drawButton(button, `${prefix}${index}`)) }];
  const shown = leadingThatFit(drawable.slice(0, ACTIONS_ELEMENTS), budget, build);
  const missing = buttons.length - shown.length;
  return {
    blocks: build(shown),
    dropped: missing > 0 ? [`+${missing} more ${missing === 1 ? 'choice' : 'choices'}`] : [],
  };
}

/** Thumbs: Slack's own pair, or two ordinary buttons. */
export function renderFeedback(
  feedback: { readonly up: TokenButton; readonly down: TokenButton },
  look: Look,
  prefix: string,
): Part {
  const { up, down } = feedback;
  if (!fitsValue(up.token) || !fitsValue(down.token)) return NOTHING;
  if (look === 'plain') {
    return {
      blocks: [
        {
          type: 'actions',
          elements: [drawButton(up, `${FEEDBACK}${prefix}up`), drawButton(down, `${FEEDBACK}${prefix}down`)],
        },
      ],
      dropped: [],
    };
  }
  return {
    blocks: [
      {
        type: 'context_actions',
        elements: [
          {
            type: 'feedback_buttons',
            action_id: `${FEEDBACK}${prefix}thumbs`,
            positive_button: thumb(up, 'Mark this as a good answer'),
            negative_button: thumb(down, 'Mark this as a bad answer'),
          },
        ],
      },
    ],
    dropped: [],
  };
}

function thumb(button: TokenButton, spoken: string) {
  return {
    text: plain(button.label, BUTTON_TEXT),
    value: button.token,
    accessibility_label: spoken.slice(0, ACCESSIBILITY_LABEL),
  };
}

function drawButton(button: TokenButton, id: string): types.Button {
  return {
    type: 'button',
    action_id: `${button.form ? FORM : PRESS}${id}`,
    text: plain(button.label, BUTTON_TEXT),
    value: button.token,
    ...(button.style ? { style: button.style } : {}),
    ...(button.confirm?.trim() ? { confirm: confirmation(button, button.confirm) } : {}),
  };
}

function confirmation(button: TokenButton, sentence: string): types.ConfirmationDialog {
  return {
    title: plain('Are you sure?', CONFIRM_TITLE),
    text: { ...plain(sentence, CONFIRM_TEXT), text: cut(literal(sentence).trim() || '–', CONFIRM_TEXT) },
    confirm: plain(button.label, CONFIRM_BUTTON),
    deny: plain('Cancel', CONFIRM_BUTTON),
    ...(button.style ? { style: button.style } : {}),
  };
}

/** Text that Slack shows as it is. */
export function plain(text: string, max: number) {
  return { type: 'plain_text' as const, text: cut(literalLine(text), max), emoji: false };
}

function fitsValue(token: string): boolean {
  return token.length > 0 && token.length <= BUTTON_VALUE;
}
