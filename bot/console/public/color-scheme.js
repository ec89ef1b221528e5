/** Light or dark: the system's choice until a person makes their own. */
import { byId, icon } from './dom.js';

const dark = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set();

export function scheme() {
  return document.documentElement.dataset.scheme ?? (dark.matches ? 'dark' : 'light');
}

/** Calls `listener` whenever the scheme changes; charts are drawn anew in it. */
export function onScheme(listener) {
  listeners.add(listener);
}

export function startScheme() {
  const button = byId('scheme');
  const show = () => {
    const isDark = scheme() === 'dark';
    button.setAttribute('aria-pressed', String(isDark));
    button.title = isDark ? 'Light colours' : 'Dark colours';
    button.replaceChildren(icon(isDark ? 'sun' : 'moon'));
    for (const listener of listeners) listener(scheme());
  };
  button.addEventListener('click', () => {
    const next = scheme() === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.scheme = next;
    localStorage.setItem('walker-scheme', next);
    show();
  });
  dark.addEventListener('change', show);
  show();
}
