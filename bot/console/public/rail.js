/** The list of conversations. On narrow pages it is a drawer. */
import { byId, h, icon } from './dom.js';

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** `open(thread)` shows a conversation, `start()` a new one. */
export function createRail({ open, start }) {
  const rail = byId('rail');
  const toggle = byId('rail-toggle');
  const showRail = (isOpen) => {
    rail.classList.toggle('is-open', isOpen);
    toggle.setAttribute('aria-expanded', String(isOpen));
  };
  toggle.append(icon('menu'));
  toggle.addEventListener('click', () => showRail(!rail.classList.contains('is-open')));
  byId('new').prepend(icon('plus'));
  byId('new').addEventListener('click', () => {
    showRail(false);
    start();
  });
  document.addEventListener('click', ({ target }) => {
    if (!rail.contains(target) && !toggle.contains(target)) showRail(false);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !rail.classList.contains('is-open')) return;
    showRail(false);
    toggle.focus();
  });

  return {
    show(conversations, current) {
      byId('rail-heading').hidden = conversations.length === 0;
      byId('conversations').replaceChildren(
        ...conversations.map(({ id, title, at, working }) =>
          h(
            'li',
            {},
            h(
              'button',
              {
                type: 'button',
                class: 'rail-item',
                'aria-current': id === current ? 'true' : null,
                onclick: () => {
                  showRail(false);
                  open(id);
                },
              },
              h('span', { class: 'rail-title' }, title),
              h('span', { class: 'rail-time' }, working ? 'working…' : when(new Date(at))),
            ),
          ),
        ),
      );
    },
  };
}

function when(at) {
  return at.toDateString() === new Date().toDateString() ? time.format(at) : day.format(at);
}
