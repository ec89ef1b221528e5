/** The chat's messages: one element for each entry of the conversation, replaced when the entry changes. */
import { cardElement } from './card.js';
import { byId, h, icon } from './dom.js';

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** `actions(entry)` gives what the entry's card can do. */
export function createMessages(actions) {
  const list = byId('messages');
  const scroll = byId('scroll');
  const elements = new Map();

  return {
    clear() {
      elements.clear();
      list.replaceChildren();
    },
    put(entry) {
      const known = elements.get(entry.id);
      const hadFocus = known?.contains(document.activeElement);
      const element = messageElement(entry, actions(entry));
      elements.set(entry.id, element);
      if (known) known.replaceWith(element);
      else list.append(element);
      if (hadFocus) element.focus();
      return element;
    },
    /** Brings the newest message into sight, with the question above it: its beginning, where it is tall. */
    reveal() {
      const last = list.lastElementChild;
      const before = last?.previousElementSibling;
      const start = ((before?.dataset.kind === 'question' ? before : last)?.offsetTop ?? 0) - 4;
      scroll.scrollTop = Math.min(scroll.scrollHeight, Math.max(0, start));
    },
    isEmpty: () => elements.size === 0,
  };
}

function messageElement(entry, actions) {
  const at = new Date(entry.at);
  const own = entry.kind === 'question';
  const name = own ? 'You' : 'Audience Walker';
  return h(
    'article',
    {
      class: `message message-${own ? 'own' : 'bot'}`,
      'data-kind': entry.kind,
      tabindex: '-1',
      'aria-label': `${name}, ${time.format(at)}`,
    },
    own
      ? h('span', { class: 'avatar avatar-own', 'aria-hidden': 'true' }, 'You')
      : h('img', { class: 'avatar', src: '/console/icon.svg', alt: '', width: '36', height: '36' }),
    h(
      'div',
      { class: 'message-body' },
      h(
        'p',
        { class: 'message-by' },
        h('strong', {}, name),
        own ? null : h('span', { class: 'app-badge' }, 'App'),
        h('time', { datetime: entry.at }, time.format(at)),
        entry.edited ? h('span', { class: 'message-edited' }, 'edited') : null,
      ),
      content(entry, actions),
    ),
  );
}

function content(entry, actions) {
  switch (entry.kind) {
    case 'card':
      return cardElement(entry.card, actions);
    case 'file':
      return fileElement(entry);
    case 'fault':
      return h('p', { class: 'fault', role: 'alert' }, entry.text);
    default:
      return h('p', { class: 'said' }, entry.text || '(an empty message)');
  }
}

function fileElement({ name, bytes, href, private: isPrivate }) {
  return h(
    'a',
    { class: 'file', href, download: name },
    h('span', { class: 'file-icon' }, icon('file')),
    h('span', { class: 'file-name' }, name),
    h('span', { class: 'file-size' }, `${isPrivate ? 'only for you, ' : ''}${size(bytes)}`),
  );
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} kB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
