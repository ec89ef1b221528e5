/** A table of already written values, the first rows first and the others on request. */
import { h } from './dom.js';

const FIRST_ROWS = 12;
/** What is no longer stays on one line: names, dates, intervals. */
const SHORT = 20;
/** Text from here on has more width to wrap in. */
const LONG = 40;

/** `heading` stands above the table already: a caption that repeats it is for screen readers alone. */
export function dataTable({ caption, columns, rows, omitted }, heading) {
  const body = h(
    'tbody',
    {},
    rows.slice(0, FIRST_ROWS).map((row) => rowElement(row, columns)),
  );
  const rest = rows.slice(FIRST_ROWS);
  const more =
    rest.length > 0
      ? h(
          'button',
          {
            type: 'button',
            class: 'table-more',
            onclick: (event) => {
              body.append(...rest.map((row) => rowElement(row, columns)));
              event.currentTarget.remove();
            },
          },
          `Show all ${rows.length} rows`,
        )
      : null;
  return h(
    'div',
    { class: 'table' },
    h(
      'div',
      { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': caption || 'Table' },
      h(
        'table',
        {},
        h('caption', { class: caption === heading ? 'visually-hidden' : null }, caption),
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            columns.map(({ label, numeric }) =>
              h('th', { scope: 'col', class: numeric ? 'numeric' : null }, label),
            ),
          ),
        ),
        body,
      ),
    ),
    more,
    omitted > 0
      ? h('p', { class: 'table-omitted' }, `${omitted.toLocaleString('en')} more not shown here`)
      : null,
  );
}

function rowElement(row, columns) {
  // The first column names the row, unless it is a number itself.
  return h(
    'tr',
    {},
    row.map((cell, index) =>
      index === 0 && !columns[0].numeric
        ? h('th', { scope: 'row', class: textClass(cell) }, cell)
        : h('td', { class: columns[index].numeric ? 'numeric' : textClass(cell) }, cell),
    ),
  );
}

/** A table that has no room scrolls; without widths of their own its texts would be squeezed to a word a line first. */
function textClass(cell) {
  if (cell.length <= SHORT) return 'short';
  if (!cell.includes(' ')) return null;
  return cell.length >= LONG ? 'long' : 'medium';
}
