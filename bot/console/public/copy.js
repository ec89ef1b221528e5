/** A button that puts `text` on the clipboard and says that it did. */
import { h, icon } from './dom.js';

export function copyButton(text, label) {
  const word = h('span', { role: 'status' }, 'Copy');
  return h(
    'button',
    {
      type: 'button',
      class: 'copy',
      'aria-label': label,
      onclick: async () => {
        word.textContent = (await copied(text)) ? 'Copied' : 'Press Ctrl+C';
        setTimeout(() => {
          word.textContent = 'Copy';
        }, 2000);
      },
    },
    icon('copy'),
    word,
  );
}

/** Browsers lend the clipboard only to pages that came over HTTPS or from this machine. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
