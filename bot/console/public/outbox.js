/** The outbox: what campaigns have queued and sent, and the messages that were kept in the house. */
import { get } from './api.js';
import { byId, h } from './dom.js';
import { sayProblem, startSidePage } from './side-page.js';

const REFRESH_MS = 5_000;
const moment = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const number = new Intl.NumberFormat('en');

const CHANNELS = { email: 'E-mail', whatsapp: 'WhatsApp', sms: 'SMS', in_app: 'In the app' };
const COUNTS = ['queued', 'sending', 'sent', 'failed', 'unknown', 'skipped'];

function queueTable(campaigns) {
  if (campaigns.length === 0) return h('p', { class: 'outbox-note' }, 'No campaign has been approved yet.');
  const heading = (text) =>
    h('th', { scope: 'col', class: COUNTS.includes(text.toLowerCase()) ? 'outbox-count' : null }, text);
  const row = (campaign) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, campaign.name),
      h('td', {}, CHANNELS[campaign.channel] ?? campaign.channel),
      h('td', {}, campaign.status),
      COUNTS.map((name) => h('td', { class: 'outbox-count' }, number.format(campaign[name]))),
      h('td', {}, campaign.next ? moment.format(new Date(campaign.next)) : ''),
    );
  const columns = ['Campaign', 'Channel', 'State', ...COUNTS.map(capital), 'Next'];
  return h(
    'div',
    { class: 'outbox-scroll', tabindex: '0', role: 'region', 'aria-label': 'Campaigns' },
    h(
      'table',
      { class: 'outbox-table' },
      h('caption', { class: 'visually-hidden' }, 'Messages of each campaign by what became of them'),
      h('thead', {}, h('tr', {}, columns.map(heading))),
      h('tbody', {}, campaigns.map(row)),
    ),
  );
}

function keptMessage({ at, channel, campaign, address, subject, body }) {
  const about = [CHANNELS[channel] ?? channel, campaign, moment.format(new Date(at))].filter(Boolean);
  return h(
    'article',
    { class: 'outbox-message' },
    h('h3', {}, subject ?? `To ${address}`),
    h('p', { class: 'outbox-about' }, subject ? `To ${address} · ` : '', about.join(' · ')),
    h('pre', {}, body),
  );
}

const capital = (word) => word[0].toUpperCase() + word.slice(1);

let shown = '';
async function refresh() {
  try {
    const view = await get('/api/outbox');
    byId('problem').hidden = true;
    const text = JSON.stringify(view);
    // What has not changed keeps its place and its selection.
    if (text === shown) return;
    shown = text;
    byId('queue').replaceChildren(queueTable(view.campaigns));
    byId('kept').replaceChildren(
      ...(view.messages.length > 0
        ? view.messages.map(keptMessage)
        : [h('p', { class: 'outbox-note' }, 'There are none.')]),
    );
  } catch (error) {
    sayProblem(error);
  }
}

startSidePage();
refresh();
setInterval(() => document.hidden || refresh(), REFRESH_MS);
