import type { Facts } from '../define-tool.ts';
import type { QualityData } from './findings.ts';

const text = { role: 'text', format: { kind: 'text' } } as const;
const count = { role: 'metric', format: { kind: 'integer' } } as const;

/** The failing checks as rows. */
export function qualityFacts({ passed, failed, findings }: QualityData): Facts {
  return {
    answer: `${passed} of ${passed + failed} checks pass.`,
    columns: [
      { key: 'check', label: 'Check', ...text, role: 'dimension' },
      { key: 'severity', label: 'Severity', ...text },
      { key: 'failed', label: 'Failed', ...count },
      { key: 'checked', label: 'Checked', ...count },
      { key: 'mend', label: 'Mend', ...text },
    ],
    rows: findings.map((finding) => ({
      check: finding.id,
      severity: finding.severity,
      failed: finding.failed,
      checked: finding.checked,
      mend: finding.mend,
    })),
    period: null,
    sql: null,
    params: [],
    definition: 'Checks that found data to look at; what each means is in db/quality/checks.yml.',
  };
}
