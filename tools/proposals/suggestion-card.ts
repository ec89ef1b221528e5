/** A suggestion as a card: what, how much, why, and what to do about it. Pure. */
import type { CallButton, Card, Footnote, Form, FormField, Headline } from '../../cards/card.ts';
import { formatValue } from '../../cards/format.ts';
import { dayLabel } from '../periods/period-label.ts';
import { VALUE_DAYS } from '../proposal.ts';
import type { Workspace } from '../workspace.ts';
import { asOf } from './as-of.ts';
import { SNOOZES } from './snooze.ts';
import type { StoredAction, StoredSuggestion } from './stored.ts';

/** Reasons on the card itself; “why?” has all of them. */
const REASONS_SHOWN = 2;
const SURE_OF = 0.8;

interface Around {
  readonly workspace: Workspace;
  readonly now: Date;
}

/** The card of a suggestion, with its buttons while it is open. */
export function suggestionCard(suggestion: StoredSuggestion, { workspace, now }: Around): Card {
  const { payload, reasons } = suggestion;
  const more = reasons.length > REASONS_SHOWN;
  const day = isOpen(suggestion) ? asOf(suggestion, workspace.timezone, now) : null;
  return {
    tone: 'answer',
    title: payload.title,
    headlines: headlinesOf(suggestion, workspace),
    text: [
      payload.description,
      ...expectation(suggestion, workspace),
      ...reasons.slice(0, REASONS_SHOWN).map((reason) => `• ${reason}`),
    ],
    buttons: isOpen(suggestion) ? buttonsOf(suggestion, more, day) : [],
    footnotes: footnotesOf(suggestion, workspace, day),
  };
}

/** True while it can be acted on. */
export const isOpen = ({ state }: Pick<StoredSuggestion, 'state'>): boolean =>
  state === 'open' || state === 'snoozed';

function headlinesOf({ value, people, confidence, priority }: StoredSuggestion, workspace: Workspace) {
  const { currency } = workspace;
  const headlines: Headline[] = [];
  if (value)
    headlines.push({
      label: `Expected in ${VALUE_DAYS} days`,
      value: value.expected,
      format: { kind: 'currency', currency, decimals: 0 },
    });
  if (people > 0) headlines.push({ label: 'People', value: people, format: { kind: 'integer' } });
  headlines.push(
    { label: 'Confidence', value: confidenceWords(confidence), format: { kind: 'text' } },
    { label: 'Priority', value: priority, format: { kind: 'text' } },
  );
  return headlines;
}

/** “Expected in 90 days: $4,100; in 80 of 100 such cases between $1,900 and $7,000.” */
export function expectation({ value }: Pick<StoredSuggestion, 'value'>, { currency }: Workspace): string[] {
  if (!value) return [];
  const money = (amount: number) => formatValue(amount, { kind: 'currency', currency, decimals: 0 });
  return [
    `Expected in ${VALUE_DAYS} days: ${money(value.expected)}; in ${SURE_OF * 100} of 100 such cases between ${money(value.low)} and ${money(value.high)}.`,
  ];
}

/** “82%”; nothing is certain, however it is rounded. */
export function confidenceWords(confidence: number): string {
  if (confidence >= 0.995) return 'above 99%';
  return confidence < 0.005 ? 'below 1%' : formatValue(confidence, { kind: 'percent', decimals: 0 });
}

function buttonsOf(
  { id, actions, payload }: StoredSuggestion,
  more: boolean,
  day: string | null,
): readonly CallButton[] {
  const numbered = actions.map((action, at) => ({ action, at }));
  const [first] = numbered.filter(({ action }) => !action.looks);
  const acting = numbered.map(
    ({ action, at }): CallButton =>
      action.looks
        ? { label: action.label, call: action.call }
        : {
            label: action.label,
            call: { tool: 'accept_suggestion', args: { suggestion: id, action: at } },
            ...(at === first?.at && { style: 'primary' as const }),
            ...(action.confirm && {
              confirm: day ? `${action.confirm} Figures of ${dayLabel(day)}.` : action.confirm,
            }),
          },
  );
  const adjusted = numbered.flatMap(({ action, at }) => adjustButton(id, action, at));
  return [
    ...acting,
    ...(first ? [] : [doneButton(id, payload.title)]),
    ...adjusted.slice(0, 1),
    ...(more || actions.length > 0 ? [{ label: 'Why?', call: whyCall(id) }] : []),
    { label: 'Snooze', call: { tool: 'snooze_suggestion', args: { suggestion: id } }, form: snoozeForm },
    { label: 'Dismiss', call: { tool: 'dismiss_suggestion', args: { suggestion: id } } },
  ];
}

const whyCall = (id: string) => ({ tool: 'show_suggestion', args: { suggestion: id } });

/** For what people do outside: there is no action of ours that does it. */
const doneButton = (id: string, title: string): CallButton => ({
  label: 'We are on it',
  call: { tool: 'accept_suggestion', args: { suggestion: id } },
  style: 'primary',
  confirm: `Note that “${title}” is being taken care of? Nothing else is done.`,
});

const snoozeForm: Form = {
  title: 'Snooze',
  submit: 'Snooze',
  fields: [
    {
      key: 'until',
      label: 'Until',
      options: SNOOZES.map(({ value, label }) => ({ value, label })),
      initial: SNOOZES[0].value,
    },
  ],
};

function adjustButton(id: string, action: StoredAction, at: number): readonly CallButton[] {
  const fields = adjustableFields(action);
  if (fields.length === 0 || action.looks) return [];
  return [
    {
      label: 'Adjust',
      call: { tool: 'accept_suggestion', args: { suggestion: id, action: at } },
      form: { title: 'Adjust', submit: action.label, fields },
    },
  ];
}

const CHANNEL_LABELS = { email: 'E-mail', whatsapp: 'WhatsApp', sms: 'SMS', in_app: 'In the app' } as const;
const HOLDOUTS = [0, 0.05, 0.1, 0.2, 0.5];
const DAYS = [7, 14, 21, 28];

/** What of an action's arguments can be changed before it runs; the keys are those `accept_suggestion` takes. */
function adjustableFields({ action_type, call: { args } }: StoredAction): readonly FormField[] {
  if (action_type === 'create_campaign')
    return [
      choice(
        'channel',
        'Channel',
        String(args.channel ?? 'email'),
        Object.entries(CHANNEL_LABELS).map(([value, label]) => ({ value, label })),
      ),
      choice(
        'holdout',
        'Held out, to measure what it brings',
        String(args.holdout ?? 0),
        HOLDOUTS.map((share) => ({
          value: String(share),
          label: share === 0 ? 'Nobody' : `${share * 100}%`,
        })),
      ),
    ];
  if (action_type === 'create_ab_test')
    return [
      choice(
        'days',
        'How long',
        String(args.days ?? 14),
        DAYS.map((days) => ({ value: String(days), label: `${days} days` })),
      ),
    ];
  return [];
}

/** A choice that holds the initial value even where that is none of the usual ones. */
function choice(
  key: string,
  label: string,
  initial: string,
  usual: readonly { readonly value: string; readonly label: string }[],
): FormField {
  const options = usual.some(({ value }) => value === initial)
    ? usual
    : [{ value: initial, label: initial }, ...usual];
  return { key, label, options, initial };
}

function footnotesOf(
  suggestion: StoredSuggestion,
  { timezone }: Workspace,
  day: string | null,
): readonly Footnote[] {
  const decided = decisionSentence(suggestion, timezone);
  const notes: Footnote[] = [
    { kind: 'note', text: `${suggestion.id}, proposed ${when(suggestion.proposedAt, timezone)}` },
  ];
  if (day) notes.push({ kind: 'freshness', text: agedSentence(suggestion, timezone, day) });
  return decided ? [...notes, { kind: 'action', text: decided }] : notes;
}

/** “Figures as of 17 Nov 2026; found to hold again on 20 Nov 2026.” */
function agedSentence({ stillTrueAt, proposedAt }: StoredSuggestion, timezone: string, day: string): string {
  const again = stillTrueAt && asOf({ proposedAt }, timezone, new Date(stillTrueAt)) !== null;
  const held = again ? `; found to hold again ${when(stillTrueAt, timezone)}` : '';
  return `Figures as of ${dayLabel(day)}${held}`;
}

/** Who decided what and when, or what has become of it; null while it is open. */
export function decisionSentence(
  { state, decidedBy, decidedAt, decidedOrigin, snoozedUntil, supersededBy, outcome }: StoredSuggestion,
  timezone: string,
): string | null {
  const by = `${decidedBy ?? 'somebody who has left'}${decidedAt ? `, ${when(decidedAt, timezone)}` : ''}${decidedOrigin ? `, by ${decidedOrigin}` : ''}`;
  switch (state) {
    case 'open':
      return null;
    case 'snoozed':
      return `Snoozed${snoozedUntil ? ` until ${when(snoozedUntil, timezone)}` : ''}: ${by}`;
    case 'accepted': {
      const said = outcome?.said;
      return `Accepted: ${by}.${typeof said === 'string' && said !== '' ? ` ${said}` : ''}`;
    }
    case 'dismissed':
      return `Dismissed: ${by}`;
    case 'superseded':
      return `Out of date: ${supersededBy} has taken its place.`;
    case 'expired':
      return 'Expired: it was true when it was proposed and is no longer.';
  }
}

export function when(at: string, timezone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: timezone,
  })
    .format(new Date(at))
    .replace('Sept', 'Sep');
}
