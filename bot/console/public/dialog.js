/** The one dialog: a question to confirm, a form to fill in, a payload to look at. */
import { copyButton } from './copy.js';
import { byId, h, icon } from './dom.js';

/** Resolves to true where the person says yes. */
export function confirmPress(label, question) {
  return ask(h('p', { class: 'dialog-text' }, question), { title: label, submit: label }).then(
    (values) => values !== null,
  );
}

/** Resolves to the chosen values by key, or to null where the person backs out. */
export function fillForm(form) {
  const fields = form.fields.map((field) =>
    h(
      'label',
      { class: 'field' },
      h('span', {}, field.label, field.optional ? h('span', { class: 'optional' }, ' (optional)') : null),
      field.kind === 'text' ? textInput(field) : choice(field),
    ),
  );
  return ask(h('div', { class: 'fields' }, fields), form);
}

function textInput({ key, initial, maxLength, multiline, optional }) {
  const shared = { name: key, maxlength: maxLength, required: !optional };
  return multiline
    ? h('textarea', { ...shared, rows: 8 }, initial)
    : h('input', { ...shared, value: initial, autocomplete: 'off' });
}

function choice({ key, options, initial }) {
  return h(
    'select',
    { name: key },
    options.map(({ label, value }) => h('option', { value, selected: value === initial }, label)),
  );
}

/** Shows `value` as JSON. */
export function showPayload(title, value) {
  const text = JSON.stringify(value, null, 2);
  const dialog = byId('dialog');
  dialog.classList.add('is-wide');
  dialog.replaceChildren(
    h(
      'div',
      { class: 'dialog-head' },
      h('h2', { id: 'dialog-title' }, title),
      copyButton(text, 'Copy the payload'),
      h(
        'button',
        { type: 'button', class: 'icon-button', 'aria-label': 'Close', onclick: () => dialog.close() },
        icon('close'),
      ),
    ),
    h('pre', { class: 'payload', tabindex: '0', role: 'region', 'aria-label': title }, h('code', {}, text)),
  );
  dialog.showModal();
}

function ask(content, { title, submit }) {
  const dialog = byId('dialog');
  dialog.classList.remove('is-wide');
  const form = h(
    'form',
    { method: 'dialog' },
    h('h2', { id: 'dialog-title' }, title),
    content,
    h(
      'div',
      { class: 'dialog-actions' },
      h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, 'Cancel'),
      h('button', { type: 'submit', class: 'button button-primary' }, submit),
    ),
  );
  dialog.replaceChildren(form);
  dialog.showModal();
  // A proposed name goes with the first letter of another.
  if (form.elements[0]?.type === 'text') form.elements[0].select();
  return new Promise((resolve) => {
    let values = null;
    form.addEventListener('submit', () => {
      values = Object.fromEntries(new FormData(form));
    });
    dialog.addEventListener('close', () => resolve(values), { once: true });
  });
}
