import type { FilePlan } from '../detect/file-plan.ts';
import type { LineCounter } from '../keys/line-counter.ts';
import { Attributes } from './attributes.ts';
import { cellOf } from './cell.ts';
import { DateField } from './date-field.ts';
import type { CopyColumns, FactEncoder } from './fact-encoder.ts';
import { FactKeys } from './fact-keys.ts';
import { TextField } from './text-field.ts';

const COLUMNS: CopyColumns = [
  ['tenant_id', 'uuid'],
  ['line_key', 'uuid'],
  ['customer_id', 'text'],
  ['session_id', 'text'],
  ['event_type', 'text'],
  ['event_at', 'timestamptz'],
  ['event_date', 'date'],
  ['product_sku', 'text'],
  ['page', 'text'],
  ['device', 'text'],
  ['channel', 'text'],
  ['properties', 'jsonb'],
  ['import_id', 'uuid'],
];

/** What each value is in a line's content; the numbers are part of every line key and never change. */
const F = {
  customer: 1,
  session: 2,
  type: 3,
  day: 4,
  product: 6,
  page: 7,
  device: 8,
  channel: 9,
  properties: 10,
};

export interface EventsContext {
  readonly tenantId: string;
  readonly importId: string;
  readonly counter: LineCounter;
}

/** Turns the records of a clickstream into tuples of `fct_events`; what no column claims becomes a property. */
export function createEventsEncoder(plan: FilePlan, context: EventsContext): FactEncoder {
  const keys = new FactKeys(context.tenantId, context.importId, context.counter);
  const date = new DateField(plan, 'event_at');
  const typeCell = cellOf(plan, 'event_type');
  const customer = new TextField(cellOf(plan, 'customer_id'), F.customer, 'id');
  const session = new TextField(cellOf(plan, 'session_id'), F.session);
  const type = new TextField(typeCell, F.type);
  const product = new TextField(cellOf(plan, 'product_sku'), F.product);
  const page = new TextField(cellOf(plan, 'page'), F.page);
  const device = new TextField(cellOf(plan, 'device'), F.device);
  const channel = new TextField(cellOf(plan, 'channel'), F.channel);
  const texts = [customer, session, type, product, page, device, channel];
  const properties = new Attributes(plan);
  const { content } = keys;
  return {
    target: { table: 'fct_events', day: 'event_date', columns: COLUMNS },
    days: () => keys.days(),
    encode: (record, writer) => {
      const rejection = date.load(record);
      if (rejection) return rejection;
      content.clear();
      for (const text of texts) text.load(record, content);
      if (!type.present)
        return { column: typeCell?.header ?? 'event_type', reason: 'the kind of event is missing' };
      date.addTo(content, F.day);
      properties.load(record).addTo(content, F.properties);
      keys.settle(date.day);
      writer.begin(COLUMNS.length);
      writer.uuid(keys.tenantId);
      writer.uuid(keys.key);
      for (const text of [customer, session, type]) text.write(writer);
      date.writeInstantFirst(writer);
      for (const text of [product, page, device, channel]) text.write(writer);
      properties.write(writer);
      writer.uuid(keys.importId);
      return null;
    },
  };
}
