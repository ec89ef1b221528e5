/**
 * A card as a page or a mail draws it: every value already written out, so that nothing is formatted there and
 * all say exactly the same.
 */
import type { Card, Change, Form, SendableCard, Step, TokenButton } from './card.ts';
import { chartAltText, chartAsText } from './charts/fallback.ts';
import { formatChange, formatValue } from './format.ts';
import { oneLine, plainText } from './plain-text.ts';

export interface CardView {
  readonly tone: Card['tone'];
  readonly title: string;
  readonly private: boolean;
  readonly headlines: readonly HeadlineView[];
  readonly text: readonly string[];
  readonly chart: ChartView | null;
  readonly table: TableView | null;
  readonly steps: readonly StepView[];
  readonly code: { readonly language: string; readonly text: string } | null;
  readonly buttons: readonly TokenButton[];
  readonly feedback: { readonly up: TokenButton; readonly down: TokenButton } | null;
  readonly footnotes: readonly { readonly kind: string; readonly text: string; readonly trace?: string }[];
}

interface HeadlineView {
  readonly label: string;
  readonly value: string;
  readonly change: { readonly text: string; readonly direction: Direction; readonly mood: Mood } | null;
}
type Direction = 'up' | 'down' | 'level';
type Mood = 'good' | 'bad' | 'neutral';

interface ChartView {
  readonly id: string;
  readonly title: string;
  /** What the picture shows, in a sentence. */
  readonly alt: string;
  /** The picture in monospaced text, where it cannot be loaded. */
  readonly text: string;
}

interface TableView {
  readonly caption: string;
  readonly columns: readonly { readonly label: string; readonly numeric: boolean }[];
  readonly rows: readonly (readonly string[])[];
  readonly omitted: number;
}

interface StepView {
  readonly title: string;
  readonly state: Step['state'];
  readonly detail: string;
  readonly took: string;
}

/** The view of `card`, whose chart (if any) is served under `chartId`. Total and pure. */
export function viewCard(card: SendableCard, chartId: string | null): CardView {
  return {
    tone: card.tone,
    title: oneLine(card.title),
    private: card.private ?? false,
    headlines: (card.headlines ?? []).map(({ label, value, format, change }) => ({
      label: oneLine(label),
      value: oneLine(formatValue(value, format)),
      change: change ? viewChange(change) : null,
    })),
    text: (card.text ?? []).map((paragraph) => plainText(paragraph).trim()).filter((said) => said !== ''),
    chart: card.chart && chartId ? viewChart(card.chart, chartId) : null,
    table: card.table ? viewTable(card.table) : null,
    steps: (card.steps ?? []).map(viewStep),
    code: card.code ? { language: card.code.language, text: plainText(card.code.text) } : null,
    buttons: (card.buttons ?? []).map(viewButton),
    feedback: card.feedback
      ? { up: viewButton(card.feedback.up), down: viewButton(card.feedback.down) }
      : null,
    footnotes: (card.footnotes ?? []).map(({ kind, text, trace }) => ({
      ...{ kind, text: oneLine(text) },
      ...(trace ? { trace } : {}),
    })),
  };
}

function viewChange(change: Change): NonNullable<HeadlineView['change']> {
  const direction = change.difference > 0 ? 'up' : change.difference < 0 ? 'down' : 'level';
  const unjudged = change.good === 'neutral' || direction === 'level';
  const mood = unjudged ? 'neutral' : direction === change.good ? 'good' : 'bad';
  return { text: oneLine(formatChange(change)), direction, mood };
}

function viewChart(spec: NonNullable<Card['chart']>, id: string): ChartView {
  return { id, title: oneLine(spec.title), alt: chartAltText(spec), text: chartAsText(spec, { width: 56 }) };
}

function viewTable(table: NonNullable<Card['table']>): TableView {
  return {
    caption: oneLine(table.caption),
    columns: table.columns.map(({ label, role }) => ({ label: oneLine(label), numeric: role === 'metric' })),
    rows: table.rows.map((row) =>
      table.columns.map(({ key, format }) => oneLine(formatValue(cellValue(row[key]), format))),
    ),
    omitted: table.omitted,
  };
}

function cellValue(cell: string | number | boolean | null | undefined): string | number | null {
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return cell ?? null;
}

function viewStep(step: Step): StepView {
  return {
    title: oneLine(step.title),
    state: step.state,
    detail: oneLine(step.detail ?? ''),
    took: step.durationMs === undefined ? '' : `${(step.durationMs / 1000).toFixed(1)} s`,
  };
}

function viewButton(button: TokenButton): TokenButton {
  const { confirm, form } = button;
  return {
    label: oneLine(button.label),
    token: button.token,
    ...(button.style ? { style: button.style } : {}),
    ...(confirm ? { confirm: plainText(confirm) } : {}),
    ...(form ? { form: viewForm(form) } : {}),
  };
}

function viewForm(form: Form): Form {
  return {
    title: oneLine(form.title),
    submit: oneLine(form.submit),
    fields: form.fields.map((field) => {
      const label = oneLine(field.label);
      if (field.kind === 'text') return { ...field, label };
      const options = field.options.map((option) => ({ ...option, label: oneLine(option.label) }));
      return { ...field, label, options };
    }),
  };
}
