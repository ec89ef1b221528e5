import type { Card, Table } from '../../cards/card.ts';
import { type Format, formatValue } from '../../cards/format.ts';
import type { ToolContext } from '../define-tool.ts';
import type { Estimate } from '../proposal.ts';
import type { RecordData } from './record-data.ts';
import type { RecordSummary, TypeRecord } from './summarise.ts';

const TEXT: Format = { kind: 'text' };
const COUNT: Format = { kind: 'integer' };
const SHARE: Format = { kind: 'percent', decimals: 0 };
/** Below the first, shares mean nothing; below the second, little. */
const FEW = 10;
const SOME = 30;

const TYPE_WORDS: Readonly<Record<TypeRecord['type'], string>> = {
  segment_opportunity: 'Segment opportunity',
  churn_prevention: 'Churn prevention',
  funnel_optimization: 'Funnel optimisation',
  ab_test_winner: 'Test winner',
  ab_test_broken: 'Broken test',
  spend_alert: 'Spend alert',
  anomaly: 'Anomaly',
};

export function recordCard(data: RecordData, _: unknown, { workspace }: ToolContext): Card {
  const { summary, show } = data;
  const total = (of: (one: TypeRecord) => number) => summary.types.reduce((sum, one) => sum + of(one), 0);
  return {
    tone: 'answer',
    title: 'The walker’s record',
    headlines: [
      { label: 'Proposed', value: total(({ proposed }) => proposed), format: COUNT },
      { label: 'Accepted', value: total(({ accepted }) => accepted), format: COUNT },
      { label: 'Dismissed', value: total(({ dismissed }) => dismissed), format: COUNT },
      { label: 'Scored', value: total(({ scored }) => scored), format: COUNT },
    ],
    text: recordSentences(summary),
    ...(show === 'types' ? chartOf(summary, workspace.currency) : {}),
    table:
      show === 'types' ? typeTable(summary, workspace.currency) : proposalTable(data, workspace.currency),
    buttons: [
      show === 'types'
        ? { label: 'Each proposal', call: { tool: 'walker_record', args: { show: 'proposals' } } }
        : { label: 'By type', call: { tool: 'walker_record', args: { show: 'types' } } },
      { label: 'Proposals', call: { tool: 'suggestions', args: {} } },
    ],
    footnotes: [
      {
        kind: 'definition',
        text: 'Predicted and realised are compared where acting can be told from not acting: beside people held out by chance, or (counting half) beside the control of a test. Intervals hold 80 of 100 times. “Brought something” is the chance that the effect is above zero.',
      },
    ],
  };
}

/** What can be said, and how little that is where it is little. */
export function recordSentences(summary: RecordSummary): string[] {
  const { judged, brier, rawBrier, reliability, waiting, nextOn } = summary;
  const later =
    waiting > 0
      ? `${formatValue(waiting, COUNT)} decided ${waiting === 1 ? 'one waits' : 'ones wait'} for ${waiting === 1 ? 'its' : 'their'} day${nextOn ? `, the first until ${formatValue(nextOn, { kind: 'date' })}` : ''}.`
      : null;
  if (judged === 0)
    return sentences(
      'Nothing can be said yet about how good the proposals are: no accepted one has an outcome that acting on it can be told by. Campaigns with a hold-out give one.',
      later,
    );
  const quality =
    brier === null || rawBrier === null
      ? null
      : `The confidences are off by a Brier score of ${brier.toFixed(3)} (0 is perfect, 0.25 is tossing a coin)${Math.abs(brier - rawBrier) < 0.0005 ? '' : `; before calibration they would have been by ${rawBrier.toFixed(3)}`}.`;
  return sentences(
    caution(judged),
    quality,
    ...reliability.map(
      ({ from, to, count, hit }) =>
        `Where it said ${formatValue(from, SHARE)} to ${formatValue(to, SHARE)}, ${formatValue(hit, SHARE)} of ${count} brought something.`,
    ),
    later,
  );
}

function caution(judged: number): string {
  const outcomes = `${formatValue(judged, COUNT)} ${judged === 1 ? 'outcome' : 'outcomes'}`;
  if (judged < FEW) return `Only ${outcomes} so far: too few to tell skill from luck.`;
  if (judged < SOME) return `${outcomes} so far: enough for a first impression, not for more.`;
  return `${outcomes} so far.`;
}

const sentences = (...all: readonly (string | null)[]) => all.flatMap((one) => one ?? []);

function formatOf(measure: string | null, currency: string): Format {
  if (measure === 'revenue') return { kind: 'currency', currency, decimals: 0 };
  return measure?.endsWith('share') ? { kind: 'percent', decimals: 1 } : COUNT;
}

/** Only money: numbers of different kinds have no common axis. */
function chartOf({ types }: RecordSummary, currency: string): Pick<Card, 'chart'> {
  const shown = types.filter(({ measure, compared }) => measure === 'revenue' && compared > 0);
  if (shown.length === 0) return {};
  return {
    chart: {
      kind: 'bar',
      title: 'Predicted and realised',
      subtitle: 'accepted proposals whose outcome can be compared',
      labels: shown.map(({ type }) => TYPE_WORDS[type]),
      series: [
        { name: 'Realised', values: shown.map(({ realised }) => realised?.expected ?? null), role: 'main' },
        {
          name: 'Predicted',
          values: shown.map(({ predicted }) => predicted?.expected ?? null),
          role: 'comparison',
        },
      ],
      format: { kind: 'currency', currency, decimals: 0 },
    },
  };
}

function typeTable({ types }: RecordSummary, currency: string): Table {
  return {
    caption: 'Record by type',
    columns: [
      { key: 'type', label: 'Type', role: 'dimension', format: TEXT },
      { key: 'accepted', label: 'Accepted', role: 'metric', format: COUNT },
      { key: 'dismissed', label: 'Dismissed', role: 'metric', format: COUNT },
      { key: 'compared', label: 'Compared', role: 'metric', format: COUNT, extra: true },
      { key: 'predicted', label: 'Predicted', role: 'text', format: TEXT },
      { key: 'realised', label: 'Realised', role: 'text', format: TEXT },
      { key: 'hits', label: 'Brought something', role: 'text', format: TEXT },
    ],
    rows: types.map((one) => ({
      type: TYPE_WORDS[one.type],
      accepted: one.accepted,
      dismissed: one.dismissed,
      compared: one.compared,
      predicted: range(one.predicted, formatOf(one.measure, currency)),
      realised: range(one.realised, formatOf(one.measure, currency)),
      hits: one.hits
        ? `${formatValue(one.hits.share, SHARE)} (${formatValue(one.hits.low, SHARE)} to ${formatValue(one.hits.high, SHARE)})`
        : null,
    })),
    omitted: 0,
  };
}

function proposalTable({ scored, omitted }: RecordData, currency: string): Table {
  return {
    caption: 'Scored proposals',
    columns: [
      { key: 'title', label: 'Proposal', role: 'dimension', format: TEXT },
      { key: 'state', label: 'Decision', role: 'text', format: TEXT },
      { key: 'confidence', label: 'Confidence', role: 'metric', format: SHARE, extra: true },
      { key: 'predicted', label: 'Predicted', role: 'text', format: TEXT },
      { key: 'realised', label: 'Realised', role: 'text', format: TEXT },
      { key: 'sentence', label: 'What happened', role: 'text', format: TEXT },
    ],
    rows: scored.map(({ title, state, confidence, predicted, realised }) => ({
      title,
      state,
      confidence,
      predicted: range(predicted?.value ?? null, formatOf(predicted?.measure ?? null, currency)),
      realised: range(realised?.value ?? null, formatOf(realised?.measure ?? null, currency)),
      sentence: realised?.sentence ?? null,
    })),
    omitted,
  };
}

/** “$4,100 ($1,900 to $7,000)” */
function range(estimate: Estimate | null, format: Format): string | null {
  if (!estimate) return null;
  const { expected, low, high } = estimate;
  const told = (value: number) => formatValue(format.kind === 'integer' ? Math.round(value) : value, format);
  return `${told(expected)} (${told(low)} to ${told(high)})`;
}
