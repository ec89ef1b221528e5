import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DATASETS } from '../../../db/import/columns/fields.ts';
import { mapFile } from '../../../db/import/map/map-file.ts';

const page = readFileSync(new URL('../../../docs/import.md', import.meta.url), 'utf8');

/** The table of names as docs/import.md is to show it. */
function namesTable(): string {
  return Object.entries(DATASETS)
    .map(([dataset, { fields }]) => {
      const rows = Object.entries(fields).map(
        ([field, { names, weakNames = [] }]) =>
          `| \`${field}\` | ${[...names, ...weakNames.map((name) => `(${name})`)].join(', ')} |`,
      );
      return [`### ${dataset}`, '', '| field | headers |', '|---|---|', ...rows, ''].join('\n');
    })
    .join('\n');
}

describe('docs/import.md', () => {
  it('shows the names that headers are known by', () => {
    const shown = page.slice(page.indexOf('### sales'));
    expect(shown.trim()).toBe(namesTable().trim());
  });

  it('names every key of a map', () => {
    for (const key of Object.keys(mapFile.shape)) expect(page).toContain(`\n${key}:`);
  });
});
