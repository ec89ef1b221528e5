import type { Card, CardTone, Footnote, Table } from '../../cards/card.ts';
import { formatValue } from '../../cards/format.ts';
import { CHECKED_TABLES } from '../../db/quality/check.ts';
import type { Finding, QualityData, QualityInput } from './findings.ts';

/** Rows the card lists; the rest are counted. */
const LISTED = 15;
/** Findings that are told in full above the table. */
const EXPLAINED = 3;
const SEVERITY_WORDS = { error: 'Error', warning: 'Warning', info: 'Note' } as const;

/** "57 of 63 checks pass", what fails worst first with its mend, and what changed since the last run. */
export function qualityCard(data: QualityData, input: QualityInput): Card {
  const { passed, failed, findings } = data;
  const label = input.table ? `${CHECKED_TABLES[input.table].label}: checks that pass` : 'Checks that pass';
  return {
    tone: toneOf(findings),
    title: 'Data quality',
    headlines: [{ label, value: `${passed} of ${passed + failed}`, format: { kind: 'text' } }],
    text: findings.length > 0 ? findings.slice(0, EXPLAINED).map(explain) : ['Every check passes.'],
    ...(findings.length > 0 && { table: tableOf(findings) }),
    footnotes: footnotes(data),
  };
}

/** What fails, for how many, what that means, the mend, and where to look. */
function explain(finding: Finding): string {
  const { title, means, mend, sample } = finding;
  if (finding.counts === null) return `${title}: it is of ${sample.join(', ')}. ${means} ${mend}`;
  return `${title}: not so for ${extent(finding)}. ${means} ${mend} For example: ${sample.join(', ')}.`;
}

function toneOf(findings: readonly Finding[]): CardTone {
  return findings.some(({ severity }) => severity === 'error') ? 'notice' : 'answer';
}

function tableOf(findings: readonly Finding[]): Table {
  const text = { role: 'text', format: { kind: 'text' } } as const;
  return {
    caption: 'Failing checks, worst first',
    columns: [
      { key: 'severity', label: 'Severity', ...text },
      { key: 'check', label: 'What should hold', ...text },
      { key: 'extent', label: 'Does not hold for', ...text },
      { key: 'mend', label: 'Mend', ...text },
    ],
    rows: findings.slice(0, LISTED).map((finding) => ({
      severity: SEVERITY_WORDS[finding.severity],
      check: finding.isNew ? `${finding.title} (new)` : finding.title,
      extent: extent(finding),
      mend: finding.mend,
    })),
    omitted: Math.max(findings.length - LISTED, 0),
  };
}

/** "1,319 of 25,061 orders (5.3%)", or the newest day of a table that is out of date. */
function extent({ failed, checked, counts, sample }: Finding): string {
  const number = (value: number) => formatValue(value, { kind: 'integer' });
  if (counts === null) return `newest: ${sample.join(', ')}`;
  const share = failed / checked;
  const percent = share < 0.001 ? 'under 0.1%' : formatValue(share, { kind: 'percent' });
  return `${number(failed)} of ${number(checked)} ${counts} (${percent})`;
}

function footnotes({ idle, findings, fixed, previousAt }: QualityData): Footnote[] {
  const note = (text: string): Footnote => ({ kind: 'note', text });
  const fresh = findings.filter(({ isNew }) => isNew).length;
  const notes: Footnote[] = [];
  if (previousAt) {
    const when = previousAt.slice(0, 16).replace('T', ' ');
    const changes = [
      fresh > 0 ? `${fresh} new` : '',
      fixed.length > 0 ? `${fixed.length} fixed (${fixed.join('; ')})` : '',
    ].filter(Boolean);
    notes.push(note(`Against the run of ${when} UTC: ${changes.join(', ') || 'no change'}.`));
  }
  if (idle > 0)
    notes.push(
      note(
        idle === 1
          ? 'One more check found no data to look at.'
          : `${idle} more checks found no data to look at.`,
      ),
    );
  return notes;
}
