/** What an empty conversation shows: questions to begin with, and the overview. */
import { get } from './api.js';
import { cardElement } from './card.js';
import { byId, h } from './dom.js';

/** `ask(text)` sends one of the suggested questions. */
export function createWelcome(ask) {
  const box = byId('welcome');

  const draw = (prompts, cards) => {
    // The overview lists the same questions for surfaces that have no buttons for them.
    const rest = cards.filter(({ text }) => !prompts.some(({ message }) => text.includes(message)));
    box.replaceChildren(
      h('img', { class: 'welcome-logo', src: '/console/icon.svg', alt: '', width: '52', height: '52' }),
      h('h3', {}, 'What would you like to know?'),
      h(
        'p',
        { class: 'welcome-lead' },
        'Ask in plain words. Every answer shows the period, the definition and the query behind it.',
      ),
      h(
        'ul',
        { class: 'prompts', 'aria-label': 'Suggested questions' },
        prompts.map(({ title, message }) =>
          h(
            'li',
            {},
            h(
              'button',
              { type: 'button', class: 'prompt', onclick: () => ask(message) },
              h('span', { class: 'prompt-title' }, title),
              title === message ? null : h('span', { class: 'prompt-message' }, message),
            ),
          ),
        ),
      ),
      h(
        'div',
        { class: 'welcome-cards' },
        rest.map((card) => cardElement(card, { press: () => undefined })),
      ),
    );
  };

  return {
    async show() {
      box.hidden = false;
      const [prompts, home] = await Promise.all([get('/api/prompts'), get('/api/home')]);
      draw(prompts.prompts, home.cards);
    },
    hide() {
      box.hidden = true;
    },
  };
}
