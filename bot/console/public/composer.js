/** The question box and its keys. */
import { byId, icon } from './dom.js';

/** `send(text)` gets what was typed, trimmed and not empty. */
export function createComposer(send) {
  const box = byId('ask');
  const button = byId('send');
  const asked = [];
  /** Place in `asked` while recalling; its length when not. */
  let place = 0;
  button.append(icon('send'));

  const grow = () => {
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight, 180)}px`;
    button.disabled = box.value.trim() === '';
  };
  const write = (text) => {
    box.value = text;
    grow();
    box.setSelectionRange(text.length, text.length);
  };
  const submit = () => {
    const text = box.value.trim();
    if (text === '') return;
    remember(text);
    write('');
    send(text);
  };
  const remember = (text) => {
    if (asked.at(-1) !== text) asked.push(text);
    place = asked.length;
  };
  const recall = (step) => {
    place = Math.min(asked.length, Math.max(0, place + step));
    write(asked[place] ?? '');
  };

  byId('composer').addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
    box.focus();
  });
  box.addEventListener('input', () => {
    place = asked.length;
    grow();
  });
  box.addEventListener('keydown', (event) => {
    // Enter that chooses a character of an input method is not for us.
    if (event.isComposing) return;
    const recalling = place < asked.length;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === 'ArrowUp' && (box.value === '' || recalling)) {
      event.preventDefault();
      recall(-1);
    } else if (event.key === 'ArrowDown' && recalling) {
      event.preventDefault();
      recall(1);
    } else if (event.key === 'Escape') {
      if (recalling) recall(asked.length);
      else box.blur();
    }
  });
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest?.('input, textarea, select, dialog');
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    box.focus();
  });
  grow();

  return {
    focus: () => box.focus(),
    remember,
    /** Questions of a conversation that was opened, so that they can be recalled too. */
    forget() {
      asked.length = 0;
      place = 0;
    },
  };
}
