/** The console's page: wires the question box, the chat, the phone and the list of conversations together. */
import { follow, get, post, Refusal } from './api.js';
import { startScheme } from './color-scheme.js';
import { createComposer } from './composer.js';
import { confirmPress, fillForm, showPayload } from './dialog.js';
import { byId } from './dom.js';
import { createMessages } from './messages.js';
import { createPhone } from './phone.js';
import { createRail } from './rail.js';
import { createWelcome } from './welcome.js';

let thread = '';
/** Ends the following of a conversation that is no longer shown. */
let leave = new AbortController();
/** Requests in hand, by conversation: while there are any, it is working. */
const inHand = new Map();

const messages = createMessages((entry) => ({
  press,
  payload: () => attempt(async () => showPayload('Slack payload', await get(entry.payload))),
}));
const phone = createPhone(say);
const composer = createComposer(say);
const welcome = createWelcome(say);
const rail = createRail({ open, start: () => open(newThread()) });

async function say(text) {
  composer.remember(text);
  await work('/api/messages', { text });
}

/** Presses `button`; resolves to whether the bot took it. */
async function press(button, element) {
  if (element.getAttribute('aria-busy') === 'true') return false;
  let values;
  if (button.confirm && !(await confirmPress(button.label, button.confirm))) return false;
  if (button.form) {
    values = await fillForm(button.form);
    if (values === null) return false;
  }
  // Not `disabled`: that would take the focus from whoever pressed it by keyboard.
  element.setAttribute('aria-busy', 'true');
  const taken = await work('/api/presses', { token: button.token, values });
  element.removeAttribute('aria-busy');
  return taken;
}

/** Sends something into the conversation shown, and shows what comes of it. */
async function work(path, body) {
  const to = thread;
  count(to, 1);
  const taken = await attempt(() =>
    post(path, { ...body, thread: to }, (event) => {
      if (to === thread) apply(event, true);
    }),
  );
  count(to, -1);
  await refresh();
  return taken;
}

function count(to, step) {
  inHand.set(to, (inHand.get(to) ?? 0) + step);
  if (to === thread) working(inHand.get(to) > 0);
}

/** Runs `task`; what goes wrong is said in the chat. Resolves to whether it went well. */
async function attempt(task) {
  try {
    await task();
    return true;
  } catch (error) {
    if (error.name === 'AbortError') return false;
    if (!(error instanceof Refusal)) reportError(error);
    const text =
      error instanceof Refusal ? error.message : 'Something went wrong on this page. Please reload it.';
    put({ id: newThread(), kind: 'fault', at: new Date().toISOString(), text, phone: [] }, true);
    return false;
  }
}

const seen = new Map();

function apply(event, isNew) {
  if (event.type === 'progress') working(true, event.note, event.cancel);
  else if (event.type === 'idle') {
    if (!inHand.get(thread)) working(false);
  } else if (event.type === 'entry') {
    const text = JSON.stringify(event.entry);
    // What is followed begins with what was said before: what is on the page already stays as it is.
    if (seen.get(event.entry.id) === text) return;
    seen.set(event.entry.id, text);
    put(event.entry, isNew);
  }
}

function put(entry, isNew) {
  welcome.hide();
  const known = entry.kind === 'card' && entry.edited;
  messages.put(entry);
  if (entry.phone.length > 0) phone.put(entry);
  if (entry.kind === 'question') {
    if (!isNew) composer.remember(entry.text);
    if (byId('title').dataset.fresh === 'true') setTitle(entry.text, false);
  }
  if (!known) messages.reveal();
  if (isNew && entry.kind === 'card') announce(entry.card);
}

function announce({ title, headlines, text }) {
  const numbers = headlines.map(
    ({ label, value, change }) => `${label}: ${value}${change ? `, ${change.text}` : ''}`,
  );
  const line = document.createElement('p');
  line.textContent = [title, ...numbers, ...text.slice(0, 1)].join('. ');
  byId('announcer').append(line);
}

function working(isWorking, note = '', cancel = '') {
  const line = byId('progress');
  const begins = isWorking && line.hidden;
  line.hidden = !isWorking;
  line.textContent = isWorking ? note || 'Working on it' : '';
  const button = byId('cancel');
  button.hidden = !isWorking || cancel === '';
  button.dataset.token = cancel;
  phone.typing(isWorking);
  if (begins) byId('scroll').scrollTop = byId('scroll').scrollHeight;
}

async function open(next) {
  leave.abort();
  leave = new AbortController();
  thread = next;
  history.replaceState(null, '', `#${thread}`);
  seen.clear();
  messages.clear();
  phone.clear();
  composer.forget();
  byId('announcer').replaceChildren();
  setTitle('New conversation', true);
  working((inHand.get(thread) ?? 0) > 0);
  composer.focus();
  refresh();
  await catchUp();
  if (thread === next && messages.isEmpty()) await attempt(() => welcome.show());
}

/** What was said in the conversation shown, and what is being said. */
function catchUp() {
  return attempt(() => follow(thread, (event) => apply(event, false), leave.signal));
}

function setTitle(text, isFresh) {
  const title = byId('title');
  title.textContent = text;
  title.dataset.fresh = String(isFresh);
  document.title = isFresh ? 'Audience Walker' : `${text} · Audience Walker`;
}

async function refresh() {
  await attempt(async () => rail.show((await get('/api/conversations')).conversations, thread));
}

/** Unguessable, and made where `crypto.randomUUID` is missing too (pages that came over plain HTTP). */
function newThread() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function showStatus() {
  const { workspace, note, hasLogin } = await get('/api/status');
  byId('workspace').textContent = [workspace, note].filter(Boolean).join(' · ');
  byId('logout').hidden = !hasLogin;
}

startScheme();
byId('cancel').addEventListener('click', () => {
  const { token } = byId('cancel').dataset;
  byId('cancel').hidden = true;
  attempt(() => post('/api/presses', { token, thread }, () => {}));
});
// What came while the page was out of sight: from another tab, say.
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) catchUp();
});
attempt(showStatus);
addEventListener('hashchange', () => {
  const wanted = location.hash.slice(1);
  if (/^[A-Za-z0-9-]{8,64}$/.test(wanted) && wanted !== thread) open(wanted);
});
const wanted = location.hash.slice(1);
const proposal = new URLSearchParams(location.search).get('proposal') ?? '';
if (/^sg_\w{1,80}$/.test(proposal)) {
  history.replaceState(null, '', '/');
  await open(newThread());
  await work('/api/commands', { text: `proposals ${proposal}` });
} else open(/^[A-Za-z0-9-]{8,64}$/.test(wanted) ? wanted : newThread());
