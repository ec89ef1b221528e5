import type { CallButton, Card, Footnote, Table } from '../../cards/card.ts';
import { type Format, formatValue } from '../../cards/format.ts';
import type { ToolContext } from '../define-tool.ts';
import { roleAllows } from '../roles.ts';
import { whoAndWhen } from '../who-and-when.ts';
import { canUndo } from './apply-tools.ts';
import { metricOf } from './metrics.ts';
import { DAYS_BEFORE } from './read-covariates.ts';
import type { AbTest } from './read-tests.ts';
import type { ShownArm, ShownTest } from './shown-test.ts';

const PERCENT: Format = { kind: 'percent', decimals: 1 };
const COUNT: Format = { kind: 'integer' };

export const STATUS_WORDS: Readonly<Record<AbTest['status'], string>> = {
  draft: 'Draft',
  running: 'Running',
  stopped: 'Stopped',
  applied: 'Winner applied',
};

/** One test: the verdict in a sentence, each arm with its interval and lift, what guards it, and what can be done. */
export function showCard(
  shown: ShownTest,
  _input: unknown,
  { actor, workspace, now }: Pick<ToolContext, 'actor' | 'workspace' | 'now'>,
): Card {
  const { test, arms, days, sentence } = shown;
  const format: Format =
    metricOf(test.metric).kind === 'share' ? PERCENT : { kind: 'currency', currency: workspace.currency };
  const people = arms.reduce((sum, arm) => sum + arm.people, 0);
  return {
    tone: 'answer',
    title: test.name,
    headlines: [
      { label: 'People', value: people, format: COUNT },
      { label: 'Days', value: Math.round(days), format: COUNT },
      { label: 'State', value: STATUS_WORDS[test.status], format: { kind: 'text' } },
    ],
    text: [sentence],
    ...(people > 0 ? { chart: chartOf(shown, format) } : {}),
    table: armTable(shown, format),
    buttons: buttonsFor(shown, actor.role, now()),
    footnotes: footnotes(shown, actor.timezone, workspace.currency),
  };
}

function chartOf({ test, arms }: ShownTest, format: Format) {
  return {
    kind: 'bar' as const,
    title: metricOf(test.metric).label,
    subtitle: 'with the 95% interval of each arm',
    labels: arms.map(({ name }) => name),
    series: [
      {
        name: metricOf(test.metric).label,
        values: arms.map(({ value }) => value),
        intervals: arms.map(({ interval }) => interval),
      },
    ],
    format,
  };
}

function armTable({ test, arms, guardrails, winner }: ShownTest, format: Format): Table {
  const text = { role: 'text', format: { kind: 'text' } } as const;
  const says = arms.some(({ content }) => content !== null);
  const chances = arms.some(({ probabilityBest }) => probabilityBest !== null);
  return {
    caption: 'Variations',
    columns: [
      { key: 'name', label: 'Variation', role: 'dimension', format: { kind: 'text' } },
      { key: 'people', label: 'People', role: 'metric', format: COUNT },
      { key: 'value', label: metricOf(test.metric).label, role: 'metric', format },
      { key: 'interval', label: '95% interval', ...text },
      { key: 'lift', label: 'Lift', role: 'metric', format: PERCENT },
      { key: 'liftInterval', label: 'Lift between', ...text },
      ...(chances
        ? [
            { key: 'best', label: 'Chance to be best', role: 'metric' as const, format: PERCENT },
            { key: 'loss', label: 'Expected loss', role: 'metric' as const, format: lossFormat(format) },
          ]
        : []),
      ...guardrails.map(({ id, label, harmed }) => ({
        key: id,
        label: harmed ? `${label} (worse)` : label,
        role: 'metric' as const,
        format: metricOf(id).kind === 'share' ? PERCENT : ({ kind: 'number', decimals: 2 } as const),
      })),
      ...(says ? [{ key: 'content', label: 'Says', ...text }] : []),
    ],
    rows: arms.map((arm, at) => ({
      name: `${arm.name}${at === 0 && arm.name.toLowerCase() !== 'control' ? ' (control)' : ''}${arm.id === winner ? ' (winner)' : ''}`,
      people: arm.people,
      value: arm.value,
      interval: arm.interval ? rangeText(arm.interval, format) : null,
      lift: arm.lift,
      liftInterval: arm.liftInterval ? rangeText(arm.liftInterval, PERCENT) : null,
      ...(chances ? { best: arm.probabilityBest, loss: arm.expectedLoss } : {}),
      ...Object.fromEntries(guardrails.map(({ id }, which) => [id, arm.guardrails[which] ?? null])),
      ...(says ? { content: arm.content } : {}),
    })),
    omitted: 0,
  };
}

/** Of shares it is in points, and small. */
const lossFormat = (format: Format): Format =>
  format.kind === 'percent' ? { kind: 'percent', decimals: 2 } : format;

const rangeText = ({ low, high }: NonNullable<ShownArm['interval']>, format: Format): string =>
  `${formatValue(low, format)} to ${formatValue(high, format)}`;

/** What the reader's role may do with the test in the state that it is in. */
function buttonsFor(
  { test, decidedBy, winner, arms }: ShownTest,
  role: ToolContext['actor']['role'],
  now: Date,
) {
  const args = { test: test.id };
  const buttons: CallButton[] = [];
  const won = test.variations.find(({ id }) => id === winner);
  if (
    won &&
    won.content !== null &&
    test.metric === decidedBy &&
    (test.status === 'running' || test.status === 'stopped')
  )
    if (roleAllows(role, 'approver'))
      buttons.push({
        label: 'Apply winner',
        call: { tool: 'apply_test_winner', args },
        style: 'primary',
        confirm: `Close the test and use “${won.name}” for every later “${test.messageKind}” message? It can be taken back for 7 days.`,
      });
  if (test.status === 'draft' && roleAllows(role, 'analyst'))
    buttons.push({
      label: 'Start',
      call: { tool: 'start_ab_test', args },
      style: 'primary',
      confirm: `Start “${test.name}”? From then on its variations cannot be changed.`,
    });
  if (test.status === 'running' && roleAllows(role, 'analyst'))
    buttons.push({
      label: 'Stop',
      call: { tool: 'stop_ab_test', args },
      confirm: `Stop “${test.name}” after ${formatValue(
        arms.reduce((sum, { people }) => sum + people, 0),
        COUNT,
      )} people? It cannot be started again.`,
    });
  if (canUndo(test, now) && roleAllows(role, 'approver'))
    buttons.push({
      label: 'Undo',
      call: { tool: 'undo_apply_winner', args },
      style: 'danger',
      confirm: `Take back the winner of “${test.name}”? Messages say again what they said before.`,
    });
  return [...buttons, { label: 'All tests', call: { tool: 'ab_tests', args: {} } }];
}

function footnotes(shown: ShownTest, timezone: string, currency: string): Footnote[] {
  const { test, decidedBy, arms, splitP, contaminated, late, strays } = shown;
  const people = (count: number) =>
    `${formatValue(count, COUNT)} ${count === 1 ? 'person was' : 'people were'}`;
  const notes: (readonly [Footnote['kind'], string | null])[] = [
    [
      'definition',
      'Everybody counts once. The verdict and the lifts hold however often they are looked at (always-valid intervals, 95% over all variations together); the interval beside each figure is for a single look.',
    ],
    [
      'definition',
      `A lift below ${formatValue(test.smallestEffect, { kind: 'percent', decimals: 0 })} either way is taken for no difference.`,
    ],
    [
      'definition',
      arms.some(({ probabilityBest }) => probabilityBest !== null)
        ? 'Chance to be best and expected loss (what choosing it costs on average where another is better) begin with no opinion and do not decide the test: they are not corrected for looking often.'
        : null,
    ],
    ['definition', adjustmentNote(shown, currency)],
    ['definition', movingNote(test)],
    [
      'note',
      test.metric === decidedBy
        ? null
        : `The test is decided by its ${metricOf(decidedBy).label.toLowerCase()}; this is another look, and the more metrics are looked at, the sooner one differs by chance.`,
    ],
    [
      'note',
      splitP === null
        ? null
        : `Split as planned? ${splitP < 0.001 ? `No (p ${splitP < 1e-6 ? 'below 0.000001' : splitP.toPrecision(2)}).` : `Yes (p ${splitP.toFixed(2)}).`}`,
    ],
    [
      'note',
      contaminated > 0 ? `${people(contaminated)} seen in more than one variation and left out.` : null,
    ],
    [
      'note',
      late > 0
        ? `${formatValue(late, COUNT)} ${late === 1 ? 'result' : 'results'} from after the test was stopped ${late === 1 ? 'is' : 'are'} left out.`
        : null,
    ],
    [
      'note',
      strays > 0 ? `${people(strays)} given a variation that this test does not have, and left out.` : null,
    ],
    [
      'note',
      test.controlNamed || arms.length === 0
        ? null
        : `No variation is named control, so the first, “${arms[0]?.name}”, is.`,
    ],
    ['action', test.startedBy ? `Started: ${whoAndWhen(test.startedBy, test.startedAt, timezone)}` : null],
    ['action', test.stoppedAt ? `Stopped: ${whoAndWhen(test.stoppedBy, test.stoppedAt, timezone)}` : null],
    ['action', test.appliedAt ? `Applied: ${whoAndWhen(test.appliedBy, test.appliedAt, timezone)}` : null],
  ];
  return notes.flatMap(([kind, text]) => (text === null ? [] : [{ kind, text }]));
}

function adjustmentNote({ adjustment, arms }: ShownTest, currency: string): string | null {
  if (!adjustment) return null;
  const was = arms.map(
    ({ name }, at) =>
      `${name} ${formatValue(adjustment.unadjusted[at] ?? null, { kind: 'currency', currency })}`,
  );
  return `Values are adjusted for what everybody bought in the ${DAYS_BEFORE} days before the test (CUPED), which takes ${formatValue(adjustment.varianceReduction, PERCENT)} of the variance away. As they were: ${was.join(', ')}.`;
}

function movingNote({ allocation, floor, variations }: AbTest): string | null {
  if (allocation === 'fixed') return null;
  const total = variations.reduce((sum, { weight }) => sum + weight, 0);
  const percent = (share: number) => formatValue(share, { kind: 'percent', decimals: 0 });
  const now = variations.map(({ name, weight }) => `${name} ${percent(weight / total)}`).join(', ');
  return `New people go where the best variation probably is, at least ${percent(floor)} to each (the last: ${now}). Everybody is compared with those who were assigned at the same time, so that neither the season nor the moving tilts the figures.`;
}
