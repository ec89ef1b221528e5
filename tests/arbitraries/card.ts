/** Any card a tool could make, awkward ones included: for renderers that promise to be total. */
import fc from 'fast-check';
import type {
  Call,
  CallButton,
  Card,
  Cell,
  Change,
  Footnote,
  Form,
  Headline,
  SendableCard,
  Step,
  Table,
  TableColumn,
  TokenButton,
} from '../../cards/card.ts';
import type { ChartSeries, ChartSpec } from '../../cards/chart.ts';
import type { Format } from '../../cards/format.ts';

/** Text as data brings it: markup of every surface, control characters, other scripts, far too long. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 2, arbitrary: fc.lorem({ maxCount: 30 }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      '*bold* _italic_ ~struck~ `code`',
      '```fence```',
      '<!channel> <@U123> <https://example.com|click> & &amp;',
      '@here #general',
      'line\nline\r\nline\u2028line',
      'tab\tand\u0000null\u001b[31mred',
      'مرحبا بالعالم',
      '売上の比較、第3四半期',
      '👩‍👩‍👧‍👦 🇩🇪 ✅',
      '\u202eright to left override',
      'lone \ud800 surrogate',
      "=cmd|' /C calc'!A0",
      'Nest® Learning Thermostat 3rd Gen-USA - Stainless Steel',
    ),
  },
  { weight: 1, arbitrary: fc.integer({ min: 200, max: 6_000 }).map((length) => 'word '.repeat(length / 5)) },
  { weight: 1, arbitrary: fc.integer({ min: 200, max: 4_000 }).map((length) => 'x'.repeat(length)) },
);

const shortText = fc.oneof(
  { weight: 4, arbitrary: fc.lorem({ maxCount: 3 }) },
  { weight: 1, arbitrary: anyText },
);

const anyFormat: fc.Arbitrary<Format> = fc.oneof(
  fc.constant<Format>({ kind: 'integer' }),
  fc.record({ kind: fc.constant('number' as const), decimals: fc.integer({ min: 0, max: 6 }) }),
  fc.record(
    {
      kind: fc.constant('currency' as const),
      currency: fc.constantFrom('USD', 'EUR', 'JPY', 'BRL', 'HTG'),
      decimals: fc.integer({ min: 0, max: 4 }),
    },
    { requiredKeys: ['kind', 'currency'] },
  ),
  fc.record(
    { kind: fc.constant('percent' as const), decimals: fc.integer({ min: 0, max: 4 }) },
    { requiredKeys: ['kind'] },
  ),
  fc.constant<Format>({ kind: 'text' }),
  fc.constant<Format>({ kind: 'date' }),
  fc.record({
    kind: fc.constant('bucket' as const),
    grain: fc.constantFrom(
      'day' as const,
      'week' as const,
      'month' as const,
      'quarter' as const,
      'year' as const,
    ),
  }),
);

/** Numbers as a database and a division bring them: NaN, infinities and -0 included. */
const anyNumber: fc.Arbitrary<number> = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: -1e7, max: 1e7, noNaN: true }) },
  { weight: 2, arbitrary: fc.integer({ min: -1000, max: 100_000_000 }) },
  { weight: 1, arbitrary: fc.double() },
);

const isoDay = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const anyCell: fc.Arbitrary<Cell> = fc.oneof(
  { weight: 3, arbitrary: anyNumber },
  { weight: 3, arbitrary: shortText },
  { weight: 1, arbitrary: isoDay },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.constant(null) },
);

const change: fc.Arbitrary<Change> = fc.record({
  difference: anyNumber,
  ratio: fc.option(anyNumber, { nil: null }),
  format: anyFormat,
  against: shortText,
  good: fc.constantFrom('up' as const, 'down' as const, 'neutral' as const),
});

const headline: fc.Arbitrary<Headline> = fc.record(
  {
    label: shortText,
    value: fc.oneof(anyNumber, shortText, fc.constant(null)),
    format: anyFormat,
    change,
  },
  { requiredKeys: ['label', 'value', 'format'] },
);

const column: fc.Arbitrary<TableColumn> = fc.record({
  key: fc.string({ minLength: 1, maxLength: 8 }),
  label: shortText,
  role: fc.constantFrom('dimension' as const, 'time' as const, 'metric' as const, 'text' as const),
  format: anyFormat,
});

const table: fc.Arbitrary<Table> = fc
  .uniqueArray(column, { minLength: 0, maxLength: 25, selector: (one) => one.key })
  .chain((columns) =>
    fc.record({
      caption: shortText,
      columns: fc.constant(columns),
      rows: fc.array(
        fc
          .array(anyCell, { minLength: columns.length, maxLength: columns.length })
          .map((cells) => Object.fromEntries(columns.map((one, index) => [one.key, cells[index] ?? null]))),
        { maxLength: 120, size: 'small' },
      ),
      omitted: fc.nat(5_000),
    }),
  );

const chartValue = fc.option(anyNumber, { nil: null, freq: 6 });

/** Any chart, also one whose series are shorter or longer than its labels. */
export const anyChart: fc.Arbitrary<ChartSpec> = fc
  .array(fc.oneof(shortText, isoDay), { maxLength: 70, size: 'medium' })
  .chain((labels) => {
    const series: fc.Arbitrary<ChartSeries> = fc.record(
      {
        name: shortText,
        values: fc.oneof(
          {
            weight: 5,
            arbitrary: fc.array(chartValue, { minLength: labels.length, maxLength: labels.length }),
          },
          { weight: 1, arbitrary: fc.array(chartValue, { maxLength: 10 }) },
        ),
        intervals: fc.array(fc.option(fc.record({ low: fc.double(), high: fc.double() })), { maxLength: 10 }),
        format: anyFormat,
        role: fc.constantFrom('main' as const, 'comparison' as const),
      },
      { requiredKeys: ['name', 'values'] },
    );
    return fc.record(
      {
        kind: fc.constantFrom('line' as const, 'bar' as const, 'stacked' as const, 'share' as const),
        title: shortText,
        subtitle: shortText,
        labels: fc.constant(labels),
        series: fc.array(series, { maxLength: 9 }),
        format: anyFormat,
        partial: fc.oneof(fc.subarray(labels), fc.array(shortText, { maxLength: 2 })),
      },
      { requiredKeys: ['kind', 'title', 'labels', 'series', 'format'] },
    );
  });

const step: fc.Arbitrary<Step> = fc.record(
  {
    title: shortText,
    state: fc.constantFrom('done' as const, 'running' as const, 'failed' as const, 'pending' as const),
    detail: shortText,
    durationMs: fc.nat(100_000),
  },
  { requiredKeys: ['title', 'state'] },
);

const form: fc.Arbitrary<Form> = fc.record({
  title: shortText,
  submit: shortText,
  fields: fc.array(
    fc.oneof(
      fc.record({
        key: fc.string({ minLength: 1, maxLength: 12 }),
        label: shortText,
        options: fc.array(fc.record({ label: shortText, value: shortText }), {
          minLength: 1,
          maxLength: 120,
        }),
        initial: shortText,
      }),
      fc.record({
        kind: fc.constant('text' as const),
        key: fc.string({ minLength: 1, maxLength: 12 }),
        label: shortText,
        initial: shortText,
        maxLength: fc.integer({ min: 1, max: 5000 }),
      }),
    ),
    { maxLength: 4 },
  ),
});

const call: fc.Arbitrary<Call> = fc.record({
  tool: fc.constantFrom('ask_metric', 'show_query', 'export_csv'),
  args: fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 }),
});

const dress = {
  label: shortText,
  style: fc.constantFrom('primary' as const, 'danger' as const),
  confirm: anyText,
  form,
};

const callButton: fc.Arbitrary<CallButton> = fc.record(
  { ...dress, call },
  { requiredKeys: ['label', 'call'] },
);

const tokenButton: fc.Arbitrary<TokenButton> = fc.record(
  { ...dress, token: fc.stringMatching(/^[A-Za-z0-9_-]{22}$/) },
  { requiredKeys: ['label', 'token'] },
);

const footnote: fc.Arbitrary<Footnote> = fc.record({
  kind: fc.constantFrom(
    'period' as const,
    'filters' as const,
    'definition' as const,
    'freshness' as const,
    'cost' as const,
    'note' as const,
    'action' as const,
  ),
  text: anyText,
});

function cardWith<B>(button: fc.Arbitrary<B>): fc.Arbitrary<Card<B>> {
  return fc.record(
    {
      tone: fc.constantFrom(
        'answer' as const,
        'question' as const,
        'refusal' as const,
        'notice' as const,
        'error' as const,
      ),
      title: anyText,
      headlines: fc.array(headline, { maxLength: 8 }),
      text: fc.array(anyText, { maxLength: 8 }),
      chart: anyChart,
      table,
      steps: fc.array(step, { maxLength: 12 }),
      code: fc.record({
        language: fc.constantFrom('sql' as const, 'json' as const, 'text' as const),
        text: anyText,
      }),
      buttons: fc.array(button, { maxLength: 30, size: 'small' }),
      feedback: fc.record({ up: button, down: button }),
      footnotes: fc.array(footnote, { maxLength: 12 }),
      private: fc.boolean(),
    },
    { requiredKeys: ['tone', 'title'] },
  );
}

/** Any card as a tool makes it. */
export const anyCard: fc.Arbitrary<Card> = cardWith(callButton);

/** Any card as a surface gets it, its buttons carrying tokens. */
export const anySendableCard: fc.Arbitrary<SendableCard> = fc
  .tuple(cardWith(tokenButton), fc.option(tokenButton, { nil: undefined, freq: 2 }))
  .map(([card, showSteps]) => (showSteps ? { ...card, showSteps } : card));
