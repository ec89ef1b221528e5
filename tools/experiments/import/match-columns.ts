/** Which columns of a file with test results say what. */
import { DATASETS, type FieldDefinition } from '../../../db/import/columns/fields.ts';
import { normalHeader } from '../../../db/import/columns/match-headers.ts';
import { ImportError } from '../../../db/import/import-error.ts';
import { SHARES } from '../metrics.ts';

interface Columns {
  readonly variation: number;
  /** Null where the file has no customers: each line is then somebody. */
  readonly user: number | null;
  readonly at: number | null;
  readonly value: number | null;
}

/** A line per event. */
interface EventLayout extends Columns {
  readonly kind: 'events';
  readonly user: number;
  readonly event: number;
  readonly at: number;
}

/** A line per person, with a column for each thing that they did or did not do. */
export interface PersonLayout extends Columns {
  readonly kind: 'people';
  readonly outcomes: readonly { readonly column: number; readonly event: string }[];
}

export type Layout = EventLayout | PersonLayout;

const VARIATION = [
  'variation',
  'variation id',
  'variation name',
  'variant',
  'variant id',
  'arm',
  'test group',
  'experiment group',
  'treatment',
  'group',
  'cell',
  'bucket',
  'version',
  'condition',
  // Hillstrom's test calls its arms so; elsewhere it may be another thing.
  'segment',
];
/** Senders' and test tools' words for a customer. */
const PEOPLE = ['user', 'person', 'recipient id', 'recipient', 'subscriber id', 'subscriber', 'visitor'];
const VALUE = ['value', 'amount', 'revenue', 'spend', 'spent', 'order value', 'total', 'sales'];

/** Tells the columns by their headers. Throws `ImportError('not_recognised')` that says what is missing. */
export function matchColumns(headers: readonly string[], fileName: string): Layout {
  const plain = headers.map(normalHeader);
  const find = (names: readonly string[]) => {
    const at = names.map((name) => plain.indexOf(normalHeader(name))).find((column) => column >= 0);
    return at ?? null;
  };
  const known = (field: string, more: readonly string[] = []) =>
    find([...namesOf(DATASETS.events.fields[field]), ...more]);
  const variation = find(VARIATION);
  const [user, event, at, value] = [
    known('customer_id', PEOPLE),
    known('event_type'),
    known('event_at'),
    find(VALUE),
  ];
  const has = `It has: ${headers.map((header) => `“${header.trim()}”`).join(', ')}.`;
  if (variation === null)
    throw new ImportError(
      'not_recognised',
      `${fileName} has no column that says which variation somebody got, such as “variation”, “arm” or “group”. ${has}`,
    );
  if (event !== null) {
    if (user !== null && at !== null) return { kind: 'events', variation, user, event, at, value };
    throw new ImportError(
      'not_recognised',
      `${fileName} has a line per event, but no column with ${user === null ? 'the customer, such as “user id”' : 'the time, such as “timestamp”'}. ${has}`,
    );
  }
  const outcomes = SHARES.flatMap(({ events }) => {
    const column = find(events);
    return column === null ? [] : [{ column, event: events[0] as string }];
  });
  if (outcomes.length === 0 && value === null)
    throw new ImportError(
      'not_recognised',
      `${fileName} does not say what people did: it needs a column “event type”, or columns such as “visit”, “conversion” or “spend”. ${has}`,
    );
  return { kind: 'people', variation, user, at, value, outcomes };
}

const namesOf = (field: FieldDefinition | undefined): readonly string[] => [
  ...(field?.names ?? []),
  ...(field?.weakNames ?? []),
];

/** What was detected, for people to read. */
export function layoutSentence(layout: Layout, headers: readonly string[]): string {
  const { variation, user, at, value } = layout;
  const pairs: (readonly [number | null, string])[] = [
    [variation, 'variation'],
    [user, 'customer'],
    ...(layout.kind === 'events'
      ? [[layout.event, 'event type'] as const]
      : layout.outcomes.map(({ column, event }) => [column, event] as const)),
    [value, 'value'],
    [at, 'time'],
  ];
  const named = pairs.flatMap(([column, what]) =>
    column === null ? [] : [`${headers[column]?.trim()} → ${what}`],
  );
  return `A line per ${layout.kind === 'events' ? 'event' : 'person'}. Columns: ${named.join(', ')}.`;
}
