/** The phone: the same conversation in the messages that WhatsApp would be sent, and a box to reply in. */
import { phonePicture } from './chart.js';
import { byId, h, icon } from './dom.js';

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const TAGS = { bold: 'strong', italic: 'em', struck: 's', code: 'code' };

/** `send(text)` gets what is typed on the phone: a question, or the number of a choice. */
export function createPhone(send) {
  const talk = byId('phone-talk');
  // It scrolls, so it must be reachable by keyboard.
  talk.tabIndex = 0;
  const elements = new Map();
  byId('phone-clock').textContent = time.format(new Date());
  byId('phone-signs').append(icon('bars'), icon('battery'));
  byId('phone-send').append(icon('send'));
  byId('phone-reply').addEventListener('submit', (event) => {
    event.preventDefault();
    const box = byId('phone-text');
    const text = box.value.trim();
    box.value = '';
    if (text !== '') send(text);
  });
  let last = null;

  return {
    clear() {
      elements.clear();
      last = null;
      talk.replaceChildren(h('p', { class: 'phone-day' }, 'Today'));
      note(null);
    },
    put(entry) {
      const own = entry.kind === 'question';
      const element = h(
        'div',
        { class: `bubbles ${own ? 'bubbles-own' : 'bubbles-bot'}` },
        entry.phone.map((message) => bubble(message, entry.at, own)),
      );
      const known = elements.get(entry.id);
      elements.set(entry.id, element);
      if (known) known.replaceWith(element);
      else talk.append(element);
      if (entry.kind === 'card') last = entry;
      note(last);
      const before = element.previousElementSibling;
      const start = before?.classList.contains('bubbles-own') ? before : element;
      talk.scrollTop = Math.max(0, start.offsetTop - 8);
    },
    typing(isTyping) {
      byId('phone-state').textContent = isTyping ? 'typing…' : 'business account';
    },
  };
}

function bubble({ picture, file, spans }, at, own) {
  return h(
    'div',
    { class: 'bubble' },
    picture ? phonePicture(picture.id, picture.alt) : null,
    file ? h('p', { class: 'bubble-file' }, icon('file'), h('span', {}, file)) : null,
    spans.length > 0
      ? h(
          'p',
          { class: 'bubble-text' },
          spans.map((span, index) => spanElement(span, spans[index - 1])),
        )
      : null,
    h(
      'span',
      { class: 'bubble-time' },
      time.format(new Date(at)),
      own ? h('span', { class: 'ticks', 'aria-hidden': 'true' }, '✓✓') : null,
    ),
  );
}

function spanElement({ text, style }, before) {
  if (style === 'block') return h('code', { class: 'bubble-block' }, text.replace(/^\n|\n$/g, ''));
  // A block ends its line by itself.
  return h(TAGS[style] ?? 'span', {}, before?.style === 'block' ? text.replace(/^\n/, '') : text);
}

/** How near the newest answer comes to WhatsApp's limit. */
function note(entry) {
  const said = byId('phone-note');
  if (!entry) {
    said.textContent = 'What is shown here is what would be sent.';
    return;
  }
  const longest = Math.max(...entry.phone.map(({ characters }) => characters));
  const count = entry.phone.length === 1 ? '1 message' : `${entry.phone.length} messages`;
  said.textContent = `Sent as ${count}, the longest ${longest.toLocaleString('en')} of ${entry.phoneLimit.toLocaleString('en')} characters.`;
}
