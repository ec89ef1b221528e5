/** A card as the chat draws it. `actions` says what its buttons do. */
import { chartPicture } from './chart.js';
import { copyButton } from './copy.js';
import { h, icon } from './dom.js';
import { sqlSpans } from './sql.js';
import { dataTable } from './table.js';

/** Said before the title where colour alone would carry the meaning. */
const TONES = { question: 'Question', refusal: 'Not answered', notice: null, error: 'Problem', answer: null };
const NOTE_ICONS = {
  period: 'calendar',
  filters: 'filter',
  definition: 'book',
  freshness: 'clock',
  cost: 'clock',
  note: 'spark',
  action: 'done',
};
const STEP_WORDS = { done: 'done', running: 'running', failed: 'failed', pending: 'not started' };

/** `actions`: `press(button, element)` and, where there is one, `payload()` for the developer view. */
export function cardElement(card, actions) {
  const tone = TONES[card.tone];
  return h(
    'div',
    { class: `card card-${card.tone}` },
    h(
      'div',
      { class: 'card-head' },
      h('h3', { class: 'card-title' }, tone ? h('span', { class: 'card-tone' }, tone) : null, card.title),
      actions.payload
        ? h(
            'button',
            {
              type: 'button',
              class: 'icon-button card-payload',
              'aria-label': 'Slack payload of this card',
              title: 'Slack payload',
              onclick: actions.payload,
            },
            icon('code'),
          )
        : null,
    ),
    card.private ? h('p', { class: 'card-private' }, icon('lock'), 'Only visible to you') : null,
    headlines(card.headlines),
    card.text.map((paragraph) => h('p', { class: 'card-text' }, paragraph)),
    card.chart ? chartPicture(card.chart) : null,
    card.table ? dataTable(card.table, card.title) : null,
    steps(card.steps),
    card.code ? code(card.code) : null,
    buttons(card, actions),
    footnotes(card.footnotes),
  );
}

function headlines(all) {
  if (all.length === 0) return null;
  return h(
    'dl',
    { class: 'headlines' },
    all.map(({ label, value, change }) =>
      h(
        'div',
        { class: 'headline' },
        h('dt', {}, label),
        h('dd', { class: 'headline-value' }, value),
        change
          ? h('dd', { class: `headline-change mood-${change.mood}` }, arrow(change.direction), change.text)
          : null,
      ),
    ),
  );
}

const ARROWS = { up: '▲ ', down: '▼ ', level: '' };

/** The words say it as well. */
function arrow(direction) {
  return h('span', { class: 'headline-arrow', 'aria-hidden': 'true' }, ARROWS[direction]);
}

function steps(all) {
  if (all.length === 0) return null;
  return h(
    'ol',
    { class: 'steps' },
    all.map((step) =>
      h(
        'li',
        { class: `step step-${step.state}` },
        h(
          'span',
          { class: 'step-mark' },
          step.state === 'done' || step.state === 'failed' ? icon(step.state) : null,
        ),
        h(
          'span',
          {},
          h('span', { class: 'step-title' }, step.title),
          h('span', { class: 'visually-hidden' }, ` (${STEP_WORDS[step.state]})`),
          step.detail ? h('span', { class: 'step-detail' }, ` ${step.detail}`) : null,
        ),
        step.took ? h('span', { class: 'step-took' }, step.took) : null,
      ),
    ),
  );
}

const LANGUAGES = { sql: 'SQL', json: 'JSON', text: 'Text' };

function code({ language, text }) {
  const name = LANGUAGES[language] ?? 'Text';
  return h(
    'div',
    { class: 'code' },
    h('div', { class: 'code-head' }, h('span', {}, name), copyButton(text, `Copy the ${name}`)),
    h(
      'pre',
      { tabindex: '0', role: 'region', 'aria-label': name },
      h('code', {}, language === 'sql' ? sqlSpans(text) : text),
    ),
  );
}

function buttons(card, actions) {
  const all = card.buttons.map((button) =>
    h(
      'button',
      {
        type: 'button',
        class: `button ${button.style ? `button-${button.style}` : ''}`,
        'aria-haspopup': button.form || button.confirm ? 'dialog' : null,
        onclick: (event) => actions.press(button, event.currentTarget),
      },
      button.label,
    ),
  );
  const thumbs = card.feedback
    ? h(
        'div',
        { class: 'thumbs', role: 'group', 'aria-label': 'Was this answer right?' },
        thumb(card.feedback.up, 'up', 'Good answer', actions),
        thumb(card.feedback.down, 'down', 'Bad answer', actions),
      )
    : null;
  if (all.length === 0 && !thumbs) return null;
  return h('div', { class: 'card-actions' }, h('div', { class: 'buttons' }, all), thumbs);
}

function thumb(button, direction, label, actions) {
  return h(
    'button',
    {
      type: 'button',
      class: 'icon-button thumb',
      'aria-label': label,
      title: label,
      'aria-pressed': 'false',
      onclick: async (event) => {
        const pressed = event.currentTarget;
        if (!(await actions.press(button, pressed))) return;
        for (const each of pressed.parentElement.children)
          each.setAttribute('aria-pressed', String(each === pressed));
      },
    },
    icon(direction),
  );
}

function footnotes(all) {
  if (all.length === 0) return null;
  return h(
    'ul',
    { class: 'footnotes' },
    all.map(({ kind, text, trace }) =>
      h(
        'li',
        { class: `footnote-${kind}` },
        icon(NOTE_ICONS[kind] ?? 'spark'),
        h('span', {}, text, trace ? [' ', h('a', { href: `/trace?id=${trace}` }, 'Show the steps')] : null),
      ),
    ),
  );
}
