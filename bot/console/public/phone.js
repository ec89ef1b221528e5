/** The phone: the same conversation in the messages that WhatsApp would be sent. */
import { phonePicture } from './chart.js';
import { byId, h, icon } from './dom.js';

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const TAGS = { plain: 'span', bold: 'strong', italic: 'em', struck: 's', code: 'code', block: 'code' };

/** `press(button, element)` acts on a quick reply. */
export function createPhone(press) {
  const talk = byId('phone-talk');
  // It scrolls, so it must be reachable by keyboard.
  talk.tabIndex = 0;
  const elements = new Map();
  byId('phone-clock').textContent = time.format(new Date());
  byId('phone-signs').append(icon('bars'), icon('battery'));
  let last = null;

  return {
    clear() {
      elements.clear();
      last = null;
      talk.replaceChildren(h('p', { class: 'phone-day' }, 'Today'));
      note(null);
    },
    put(entry) {
      const element = h(
        'div',
        { class: `bubbles ${entry.kind === 'question' ? 'bubbles-own' : 'bubbles-bot'}` },
        entry.phone.map((message) => bubble(message, entry, press)),
      );
      const known = elements.get(entry.id);
      elements.set(entry.id, element);
      if (known) known.replaceWith(element);
      else talk.append(element);
      if (entry.kind === 'card') last = entry;
      note(last);
      talk.scrollTop = Math.max(0, (talk.lastElementChild?.offsetTop ?? 0) - 8);
    },
    typing(isTyping) {
      byId('phone-state').textContent = isTyping ? 'typing…' : 'business account';
    },
  };
}

function bubble(message, entry, press) {
  const own = entry.kind === 'question';
  return [
    h(
      'div',
      { class: 'bubble' },
      message.picture ? phonePicture(message.picture.id, message.picture.alt) : null,
      message.file ? h('p', { class: 'bubble-file' }, icon('file'), h('span', {}, message.file)) : null,
      message.spans.length > 0 ? h('p', { class: 'bubble-text' }, message.spans.map(spanElement)) : null,
      h(
        'span',
        { class: 'bubble-time' },
        time.format(new Date(entry.at)),
        own ? h('span', { class: 'ticks', 'aria-hidden': 'true' }, '✓✓') : null,
      ),
    ),
    message.replies.map((reply) =>
      h(
        'button',
        { type: 'button', class: 'quick-reply', onclick: (event) => press(reply, event.currentTarget) },
        icon('reply'),
        reply.label,
      ),
    ),
  ];
}

function spanElement({ text, style }) {
  return h(TAGS[style] ?? 'span', { class: style === 'block' ? 'bubble-block' : null }, text);
}

/** How near the newest answer comes to WhatsApp's limit. */
function note(entry) {
  const said = byId('phone-note');
  if (!entry) {
    said.textContent = 'What is shown here is what would be sent.';
    return;
  }
  const longest = Math.max(...entry.phone.map(({ characters }) => characters));
  const parts = entry.phone.length === 1 ? '1 message' : `${entry.phone.length} messages`;
  said.textContent = `Sent as ${parts}, ${longest.toLocaleString('en')} of ${entry.phoneLimit.toLocaleString('en')} characters.`;
}
