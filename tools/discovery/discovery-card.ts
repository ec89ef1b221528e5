/** The card of an audience: what each stage found, the people with the reasons, and what to do next. */
import type { CallButton, Card, Footnote, Table } from '../../cards/card.ts';
import { byOtherRisk, RISK_WORDS } from '../audience/at-risk.ts';
import type { Discovered, Person } from './discovered.ts';
import { countText } from './discovery-words.ts';
import type { HybridInput } from './hybrid-input.ts';

const LONGEST_NAME = 80;

/** Draws an audience that `hybrid_discovery` found by `input`. */
export function discoveryCard(data: Discovered, input: HybridInput): Card {
  return {
    tone: 'answer',
    title: titleOf(data),
    text: [data.answer],
    steps: stepsOf(data),
    table: peopleTable(data),
    buttons: buttonsFor(data, input),
    footnotes: footnotesOf(data),
    ...(data.personal ? { private: true } : {}),
  };
}

/** The statements behind an audience, with their parameters. */
export function discoveryQueryCard(data: Discovered): Card {
  const statements = [
    { title: 'Stage 1: the gate', statement: data.gateSql },
    ...(data.refineSql
      ? [{ title: 'Stage 2: the interest inside the gate', statement: data.refineSql }]
      : []),
  ];
  const text = statements.map(
    ({ title, statement }) => `-- ${title}\n${statement.text}\n-- ${parametersText(statement.values)}`,
  );
  return {
    tone: 'answer',
    title: `The query behind ${titleOf(data)}`,
    steps: stepsOf(data),
    code: { language: 'sql', text: text.join('\n\n') },
    footnotes: [
      {
        kind: 'note',
        text: 'The statements run under a role that can only read the rows of this workspace.',
      },
      ...footnotesOf(data),
    ],
  };
}

/** How many: who they are stands in the sentence below, at a length that no title has room for. */
function titleOf({ passed, interested, like }: Discovered): string {
  if (like) return `Customers like ${like}`;
  const all = countText(passed, 'customer');
  return interested === null ? all : `${interested.toLocaleString('en')} of ${all}`;
}

/** "High-end lifestyle, bought Socks in the last 60 days": the days themselves change, so the name leaves them out. */
function nameOf({ audience, interest, like }: Discovered): string {
  if (like) return `Like ${like}`;
  const did = audience.replace(/^Customers who |^All customers$/, '').replace(/ \([^)]*\d{4}\)/g, '');
  const name = [interest, did].filter(Boolean).join(', ') || audience;
  const cut = name.length > LONGEST_NAME ? name.slice(0, LONGEST_NAME + 1).replace(/\W+\w*$/, '') : name;
  return cut.charAt(0).toUpperCase() + cut.slice(1);
}

function stepsOf({ stages }: Discovered): Card['steps'] {
  return stages.map((stage) => ({ ...stage, state: 'done' }));
}

export function peopleTable({ people, passed, interested, currency, personal }: Discovered): Table {
  const format = { kind: 'text' } as const;
  const text = (key: string, label: string) => ({ key, label, role: 'text', format }) as const;
  const extra = (key: string, label: string) => ({ ...text(key, label), extra: true }) as const;
  return {
    caption: 'The people found',
    columns: [
      { key: 'customer', label: 'Customer', role: 'dimension', format },
      ...(personal ? [text('name', 'Name')] : []),
      ...(people.some(({ reasons }) => reasons.length > 0) ? [text('reasons', 'Why')] : []),
      { key: 'spent', label: 'Spent', role: 'metric', format: { kind: 'currency', currency } },
      extra('interests', 'Interests'),
      extra('location', 'Location'),
      ...(personal ? [extra('email', 'E-mail')] : []),
      extra('consents', 'Agreed to'),
      extra('luxury', 'Likes luxury'),
    ],
    rows: people.map((person) => ({
      customer: person.customerId,
      ...(personal ? { name: person.name, email: person.email } : {}),
      reasons: person.reasons.join('; ') || null,
      interests: person.interests.join(', ') || null,
      location: placeOf(person),
      spent: person.totalSpent,
      luxury: person.likesLuxury ? 'yes' : 'no',
      consents: person.consents.join(', ') || 'nothing',
    })),
    omitted: Math.max(0, (interested ?? passed) - people.length),
  };
}

function placeOf({ location, country }: Person): string | null {
  return [location, country].filter(Boolean).join(', ') || null;
}

function footnotesOf(data: Discovered): readonly Footnote[] {
  const notes: Footnote[] = [];
  if (data.interest && data.wordsBecause)
    notes.push({ kind: 'note', text: `Ranked by words, because ${data.wordsBecause}.` });
  else if (data.interest && data.relevance !== null)
    notes.push({
      kind: 'definition',
      text: `Interested is whose profile is at least ${data.relevance.toFixed(2)} alike to the words (1 is the same), or has all of them.`,
    });
  if (data.risk) notes.push({ kind: 'note', text: RISK_WORDS[data.risk.meant].note });
  if (data.approximate)
    notes.push({ kind: 'note', text: 'How many are interested is reckoned from a sample of them.' });
  if (data.tokens > 0) {
    const cost = data.cost === null ? '' : `, $${data.cost.toFixed(6)}`;
    notes.push({ kind: 'cost', text: `${data.tokens.toLocaleString('en')} tokens${cost}` });
  }
  if (data.personal)
    notes.push({ kind: 'note', text: 'Names and addresses are personal data: only you see this card.' });
  return notes;
}

function buttonsFor(data: Discovered, { gate, interest, limit }: HybridInput): readonly CallButton[] {
  const audience = { gate, ...(interest === undefined ? {} : { interest }) };
  const buttons: CallButton[] = [
    { label: 'Show query', call: { tool: 'hybrid_discovery', args: { ...audience, limit, view: 'query' } } },
  ];
  const members = interest === undefined ? {} : { customer_ids: data.customerIds };
  // Who is interested is a list as of now; a gate alone stays a rule. A list too long for a button is left out.
  if (interest === undefined || data.customerIds)
    buttons.push({
      label: 'Save as segment',
      call: { tool: 'save_segment', args: { name: nameOf(data), ...audience, ...members } },
      form: {
        title: 'Save as segment',
        submit: 'Save',
        fields: [
          { kind: 'text', key: 'name', label: 'Name', initial: nameOf(data), maxLength: LONGEST_NAME },
        ],
      },
    });
  buttons.push({ label: 'Download', call: { tool: 'download_audience', args: audience } });
  buttons.push({
    label: 'Refine…',
    call: { tool: 'hybrid_discovery', args: { ...audience, limit } },
    form: {
      title: 'Refine',
      submit: 'Search',
      fields: [
        { kind: 'text', key: 'interest', label: 'Interested in', initial: interest ?? '', maxLength: 200 },
        {
          key: 'limit',
          label: 'How many to show',
          options: ['10', '25', '50', '100'].map((value) => ({ label: value, value })),
          initial: '10',
        },
      ],
    },
  });
  if (data.risk?.other)
    buttons.push({
      label: RISK_WORDS[data.risk.meant].other,
      call: {
        tool: 'hybrid_discovery',
        args: { ...audience, gate: byOtherRisk(gate, data.risk.meant), limit },
      },
    });
  if (data.personal)
    buttons.push({
      label: 'Show without names',
      call: { tool: 'hybrid_discovery', args: { ...audience, limit, contacts: false } },
    });
  return buttons;
}

/** A vector or ten thousand ids help nobody who reads the statement. */
function parametersText(values: readonly unknown[]): string {
  const written = values.map((value, index) => {
    const text = Array.isArray(value)
      ? `{${value.slice(0, 5).join(', ')}${value.length > 5 ? `, … ${value.length - 5} more` : ''}}`
      : String(value);
    return `$${index + 1} = ${text.length > 80 ? `${text.slice(0, 60)}…` : text}`;
  });
  return written.join('; ').replaceAll('\n', ' ');
}
