/** How an answer of the language model came about: question, steps, SQL, result, and what they took. */
import { get } from './api.js';
import { copyButton } from './copy.js';
import { byId, h } from './dom.js';
import { sayProblem, startSidePage } from './side-page.js';
import { sqlSpans } from './sql.js';

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const KINDS = { model: 'Model', tool: 'Tool' };

function codeBlock(name, text, content = text) {
  return h(
    'div',
    { class: 'code' },
    h('div', { class: 'code-head' }, h('span', {}, name), copyButton(text, `Copy the ${name}`)),
    h('pre', { tabindex: '0', role: 'region', 'aria-label': name }, h('code', {}, content)),
  );
}

/** Where in the whole time a step lies; the words beside it say how long it took. */
function bar({ begins, lasts, kind }) {
  const inside = h('span', { class: `trace-bar-${kind}` });
  inside.style.marginInlineStart = `${begins * 100}%`;
  inside.style.width = `${Math.max(0.5, Math.min(1 - begins, lasts) * 100)}%`;
  return h('span', { class: 'trace-bar', 'aria-hidden': 'true' }, inside);
}

function stepItem(step) {
  const { kind, title, outcome, ok, detail, took, args, sql } = step;
  return h(
    'li',
    { class: 'trace-step' },
    h(
      'div',
      { class: 'trace-line' },
      h('span', { class: 'trace-kind' }, KINDS[kind]),
      h('span', { class: 'trace-title' }, title),
      ok && outcome === 'ok' ? null : h('span', { class: ok ? 'trace-outcome' : 'trace-failed' }, outcome),
      h('span', { class: 'trace-took' }, took),
    ),
    bar(step),
    detail ? h('p', { class: 'trace-detail' }, detail) : null,
    sql ? codeBlock('SQL', sql, sqlSpans(sql)) : null,
    args
      ? h('details', { class: 'trace-args' }, h('summary', {}, 'Arguments'), codeBlock('Arguments', args))
      : null,
  );
}

function traceElements({ question, answer, askedBy, at, sums, steps }) {
  const who = `Asked by ${askedBy ?? 'somebody who has left'}, ${moment.format(new Date(at))}`;
  return [
    h(
      'section',
      { 'aria-labelledby': 'question-heading' },
      h('h2', { id: 'question-heading' }, 'Question'),
      h('p', { class: 'trace-said' }, question),
      h('p', { class: 'outbox-note' }, who),
      h(
        'dl',
        { class: 'trace-sums' },
        sums.map(({ label, value }) => h('div', {}, h('dt', {}, label), h('dd', {}, value))),
      ),
    ),
    h(
      'section',
      { 'aria-labelledby': 'steps-heading' },
      h('h2', { id: 'steps-heading' }, 'Steps'),
      steps.length > 0
        ? h('ol', { class: 'trace-steps' }, steps.map(stepItem))
        : h('p', { class: 'outbox-note' }, 'There were none.'),
    ),
    answer
      ? h(
          'section',
          { 'aria-labelledby': 'answer-heading' },
          h('h2', { id: 'answer-heading' }, 'Answer'),
          h('p', { class: 'trace-said' }, answer),
        )
      : null,
  ].filter(Boolean);
}

async function show() {
  const id = new URLSearchParams(location.search).get('id') ?? '';
  try {
    byId('trace').replaceChildren(...traceElements(await get(`/api/traces/${encodeURIComponent(id)}`)));
  } catch (error) {
    sayProblem(error);
  }
}

startSidePage();
show();
