/** A button's form as a modal. */
import type { types } from '@slack/bolt';
import type { ChoiceField, Form, FormField, TextField } from '../../../cards/card.ts';
import {
  BLOCK_ID,
  INPUT_LABEL,
  MODAL_BUTTON,
  MODAL_METADATA,
  MODAL_TITLE,
  OPTION_TEXT,
  OPTION_VALUE,
  RADIO_OPTIONS,
  SELECT_OPTIONS,
  TEXT_INPUT,
  VIEW_BLOCKS,
} from '../limits.ts';
import type { Block } from './budget.ts';
import { plain } from './buttons.ts';

const FORM_CALLBACK = 'walker_form';
export const FIELD_ACTION = 'choice';

/** The modal, or null where `metadata` cannot travel with it. Choices whose value Slack cannot carry are left out. */
export function renderForm(form: Form, metadata: string): types.ModalView | null {
  if (metadata.length > MODAL_METADATA) return null;
  // Two fields of one key would fill the same argument, and Slack takes a block id once: the first counts.
  const fields = [
    ...new Map(form.fields.toReversed().map((field) => [field.key, field])).values(),
  ].toReversed();
  const blocks = fields.slice(0, VIEW_BLOCKS).flatMap(renderField);
  return {
    type: 'modal',
    callback_id: FORM_CALLBACK,
    private_metadata: metadata,
    title: plain(form.title, MODAL_TITLE),
    submit: plain(form.submit, MODAL_BUTTON),
    close: plain('Cancel', MODAL_BUTTON),
    blocks,
  };
}

function renderField(field: FormField): Block[] {
  if (field.key.length > BLOCK_ID) return [];
  const element = field.kind === 'text' ? textInput(field) : choice(field);
  if (!element) return [];
  return [
    {
      type: 'input',
      block_id: field.key,
      label: plain(field.label, INPUT_LABEL),
      element,
      ...mayBeEmpty(field),
    },
  ];
}

const mayBeEmpty = (field: FormField) => (field.kind === 'text' && field.optional ? { optional: true } : {});

function textInput({ initial, maxLength, multiline, optional }: TextField): types.PlainTextInput {
  const longest = Math.min(Math.max(1, maxLength), TEXT_INPUT);
  const initial_value = initial.slice(0, longest);
  return {
    type: 'plain_text_input',
    action_id: FIELD_ACTION,
    ...(optional ? {} : { min_length: 1 }),
    max_length: longest,
    ...(multiline ? { multiline } : {}),
    ...(initial_value === '' ? {} : { initial_value }),
  };
}

function choice(field: ChoiceField): types.RadioButtons | types.StaticSelect | null {
  const seen = new Set<string>();
  const options = field.options
    .filter(
      ({ value }) => value.length > 0 && value.length <= OPTION_VALUE && !seen.has(value) && seen.add(value),
    )
    .slice(0, SELECT_OPTIONS)
    .map((option) => ({ text: plain(option.label, OPTION_TEXT), value: option.value }));
  const [first] = options;
  if (!first) return null;
  const initial_option = options.find((option) => option.value === field.initial) ?? first;
  const shared = { action_id: FIELD_ACTION, options, initial_option };
  return options.length <= RADIO_OPTIONS / 2
    ? { type: 'radio_buttons', ...shared }
    : { type: 'static_select', ...shared };
}
