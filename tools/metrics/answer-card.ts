/** The card of an answer: headline numbers, the sentence, picture, table, what was read, and what to do next. */
import type { CallButton, Card, Footnote, Table } from '../../cards/card.ts';
import type { AnswerData } from './answer-data.ts';
import { labelled } from './answer-rows.ts';

/** Rows that a card lists; the file has them all. */
const TABLE_ROWS = 50;

/** Draws an answer. `data.rows` may be empty: then the card is a notice that says why. */
export function answerCard(data: AnswerData): Card {
  const table = data.query.view === 'chart' && data.chart ? undefined : tableOf(data);
  const chart = data.query.view === 'table' ? undefined : (data.chart ?? undefined);
  return {
    tone: data.rows.length === 0 ? 'notice' : 'answer',
    title: data.title,
    ...(data.headlines.length > 0 ? { headlines: data.headlines } : {}),
    text: [data.answer],
    ...(chart ? { chart } : {}),
    ...(table ? { table } : {}),
    buttons: buttonsFor(data),
    footnotes: footnotesOf(data),
    ...(data.personal ? { private: true } : {}),
  };
}

function tableOf(data: AnswerData): Table | undefined {
  // One number stands in the headline already.
  if (data.rows.length === 0 || (data.shape === 'value' && data.query.view !== 'table')) return undefined;
  return {
    caption: data.title,
    columns: data.columns,
    rows: labelled(data.rows.slice(0, TABLE_ROWS), data.labels),
    // Who asks for the top five does not miss the rest.
    omitted: (data.query.limit === undefined ? data.omitted : 0) + Math.max(0, data.rows.length - TABLE_ROWS),
  };
}

function footnotesOf(data: AnswerData): readonly Footnote[] {
  const notes: Footnote[] = [];
  if (data.periodText) notes.push({ kind: 'period', text: data.periodText });
  for (const text of data.filterTexts) notes.push({ kind: 'filters', text });
  for (const text of data.notes) notes.push({ kind: 'note', text });
  if (data.definition) notes.push({ kind: 'definition', text: data.definition });
  if (data.freshness.length > 0) notes.push({ kind: 'freshness', text: data.freshness.join(' ') });
  return notes;
}

/** What can be done with the answer: only what works on it. */
function buttonsFor(data: AnswerData): readonly CallButton[] {
  const { query } = data;
  if (data.sql === null) {
    const everything = { ...query, period: { kind: 'all' }, compareTo: undefined };
    return [{ label: 'Use all the data', call: { tool: 'sql_analytics', args: everything } }];
  }
  const buttons: CallButton[] = [{ label: 'Show query', call: { tool: 'show_query', args: { query } } }];
  if (query.count) {
    const { count: _, ...rows } = query;
    buttons.push({ label: 'List them', call: { tool: 'sql_analytics', args: rows } });
  }
  if (data.chart) {
    const view = query.view === 'table' ? 'chart' : 'table';
    buttons.push({
      label: view === 'table' ? 'As table' : 'As chart',
      call: { tool: 'sql_analytics', args: { ...query, view } },
    });
  }
  if (
    !query.compareTo &&
    !query.transform &&
    !query.count &&
    query.period.kind !== 'all' &&
    query.by.length < 2 &&
    !picksPlaces(query)
  )
    buttons.push({
      label: 'Compare with the period before',
      call: { tool: 'sql_analytics', args: { ...query, compareTo: { kind: 'previous' } } },
    });
  if (query.by.length < 2 && !query.count && !withinLonger(query) && !picksPlaces(query))
    buttons.push({ label: 'Break down by…', call: { tool: 'break_down', args: { query } } });
  buttons.push(downloadButton(data));
  return buttons;
}

/** A place, or the leaders of every group, are of one list: another axis would make another question of it. */
const picksPlaces = ({ place, each }: AnswerData['query']): boolean =>
  place !== undefined || each !== undefined;

/** A period's share of a longer one is one number that no dimension divides. */
const withinLonger = ({ transform }: AnswerData['query']): boolean =>
  transform?.kind === 'share' && transform.within !== undefined;

function downloadButton({ query }: AnswerData): CallButton {
  return {
    label: 'Download CSV',
    call: { tool: 'export_csv', args: { query } },
    form: {
      title: 'Download CSV',
      submit: 'Download',
      fields: [
        {
          key: 'separator',
          label: 'Columns are separated by',
          options: [
            { label: 'Comma', value: 'comma' },
            { label: 'Semicolon (Excel in much of Europe)', value: 'semicolon' },
            { label: 'Tab', value: 'tab' },
          ],
          initial: 'comma',
        },
        {
          key: 'numbers',
          label: 'Numbers',
          options: [
            { label: 'In full (472680.947)', value: 'plain' },
            { label: 'As shown ($472,680.95)', value: 'formatted' },
          ],
          initial: 'plain',
        },
      ],
    },
  };
}
