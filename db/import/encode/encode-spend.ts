import type { FilePlan } from '../detect/file-plan.ts';
import type { LineCounter } from '../keys/line-counter.ts';
import type { RecordScanner } from '../read/record-scanner.ts';
import { Decimal } from '../values/decimal.ts';
import { Amount, amountOf, UNREADABLE } from './amount.ts';
import { Attributes } from './attributes.ts';
import { Cell, cellOf } from './cell.ts';
import { DateField } from './date-field.ts';
import { Exchange } from './exchange.ts';
import type { CopyColumns, FactEncoder, Rejection } from './fact-encoder.ts';
import { FactKeys } from './fact-keys.ts';
import { TextField } from './text-field.ts';
import type { TupleWriter } from './tuple-writer.ts';

const COLUMNS: CopyColumns = [
  ['tenant_id', 'uuid'],
  ['line_key', 'uuid'],
  ['spend_date', 'date'],
  ['channel', 'text'],
  ['campaign', 'text'],
  ['amount', 'numeric'],
  ['impressions', 'bigint'],
  ['clicks', 'bigint'],
  ['conversions', 'numeric'],
  ['currency', 'text'],
  ['attributes', 'jsonb'],
  ['import_id', 'uuid'],
];

/** What each value is in a line's content; the numbers are part of every line key and never change. */
const F = { day: 1, channel: 3, campaign: 4, amount: 5, measures: 6, currency: 9, attributes: 10 };

/** Where a file names no channel. */
const NO_CHANNEL = 'Unspecified';

export interface SpendContext {
  readonly tenantId: string;
  readonly importId: string;
  readonly currency: string;
  readonly counter: LineCounter;
}

/** Turns the records of a spend file into tuples: one each, or one per channel where the channels are columns. */
export function createSpendEncoder(plan: FilePlan, context: SpendContext): FactEncoder {
  const keys = new FactKeys(context.tenantId, context.importId, context.counter);
  const date = new DateField(plan, 'spend_date');
  const campaign = new TextField(cellOf(plan, 'campaign'), F.campaign);
  const measures = ['impressions', 'clicks', 'conversions'].map((field) => amountOf(plan, field));
  const exchange = new Exchange(plan, context.currency);
  const attributes = new Attributes(plan);
  const lines = spendLines(plan);
  const converted = new Decimal();
  const { content } = keys;

  const load = (record: RecordScanner): Rejection | null => {
    for (const amount of [...lines.map((line) => line.amount), ...measures])
      if (amount?.load(record) === UNREADABLE)
        return { column: amount.cell.header, reason: `${amount.cell.quoted()} is no number` };
    for (const count of measures.slice(0, 2))
      if (count?.present && (count.value.scale > 0 || count.value.big !== null))
        return { column: count.cell.header, reason: `${count.cell.quoted()} is no whole number` };
    if (lines.some(({ amount }) => amount.present)) return null;
    return { column: lines[0]?.amount.cell.header ?? 'amount', reason: 'the amount is missing' };
  };

  const encodeLine = ({ channel, amount }: SpendLine, record: RecordScanner, writer: TupleWriter) => {
    content.clear();
    date.addTo(content, F.day);
    channel.load(record, content);
    campaign.load(record, content);
    content.decimal(F.amount, amount.value);
    for (const [index, measure] of measures.entries())
      if (measure?.present) content.decimal(F.measures + index, measure.value);
    exchange.addTo(content, F.currency);
    attributes.load(record).addTo(content, F.attributes);
    keys.settle(date.day);
    writer.begin(COLUMNS.length);
    writer.uuid(keys.tenantId);
    writer.uuid(keys.key);
    writer.date(date.day);
    channel.write(writer);
    campaign.write(writer);
    writer.numeric(
      exchange.rate === null ? amount.value : converted.product(amount.value, exchange.rate).trim(),
    );
    const [impressions, clicks, conversions] = measures;
    for (const count of [impressions, clicks]) {
      if (count?.present) writer.bigint(count.value.mantissa);
      else writer.null();
    }
    if (conversions?.present) writer.numeric(conversions.value);
    else writer.null();
    exchange.writeCurrency(writer);
    attributes.write(writer);
    writer.uuid(keys.importId);
  };

  return {
    target: { table: 'fct_marketing_spend', day: 'spend_date', columns: COLUMNS },
    days: () => keys.days(),
    encode: (record, writer) => {
      const rejection = date.load(record) ?? exchange.load(record) ?? load(record);
      if (rejection) return rejection;
      for (const line of lines) if (line.amount.present) encodeLine(line, record, writer);
      return null;
    },
  };
}

interface SpendLine {
  readonly channel: TextField;
  readonly amount: Amount;
}

function spendLines(plan: FilePlan): SpendLine[] {
  const wide = plan.binding.channels.map(({ channel, column }) => ({
    channel: new TextField(new Cell('channel', -1, channel), F.channel),
    amount: new Amount(
      new Cell(plan.dialect.headers[column]?.trim() ?? channel, column),
      plan.numbers.get(column) ?? { decimal: '.' },
    ),
  }));
  const amount = amountOf(plan, 'amount');
  if (amount === null) return wide;
  const column = plan.binding.fields.get('channel') ?? -1;
  const named = new Cell(
    plan.dialect.headers[column]?.trim() ?? 'channel',
    column,
    plan.constants.get('channel') ?? NO_CHANNEL,
    plan.recode.get('channel'),
  );
  return [...wide, { channel: new TextField(named, F.channel), amount }];
}
