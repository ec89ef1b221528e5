import type { Card, Table } from '../../cards/card.ts';
import { type Format, formatValue } from '../../cards/format.ts';
import type { ToolContext } from '../define-tool.ts';
import { amountText, estimateText, measureHeading } from './measures.ts';
import type { RecordData } from './record-data.ts';
import { type RecordSummary, sumOf, type TypeRecord } from './summarise.ts';

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
      { label: 'Proposals made', value: total(({ proposed }) => proposed), format: COUNT },
      { label: 'Proposals accepted', value: total(({ accepted }) => accepted), format: COUNT },
      { label: 'Proposals dismissed', value: total(({ dismissed }) => dismissed), format: COUNT },
      { label: 'Outcomes looked at', value: total(({ scored }) => scored), format: COUNT },
    ],
    text: recordSentences(summary, workspace.currency),
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
        text: 'Predicted and realised are compared where acting can be told from not acting: beside people held out by chance, or (counting half) beside the control of a test. In brackets: where it lies in 80 of 100 such cases. “Brought something” is the chance that the effect is above zero.',
      },
    ],
  };
}

/** What can be said, and how little that is where it is little. */
export function recordSentences(summary: RecordSummary, currency: string): string[] {
  const { judged, brier, rawBrier, reliability, waiting, nextOn } = summary;
  const later =
    waiting > 0
      ? `${proposals(waiting)} ${waiting === 1 ? 'was' : 'were'} decided and ${waiting === 1 ? 'its outcome' : 'their outcomes'} cannot be told yet${nextOn ? `; the ${waiting === 1 ? '' : 'first '}day for that is ${formatValue(nextOn, { kind: 'date' })}` : ''}.`
      : null;
  if (judged === 0)
    return sentences(
      'Nothing can be said yet about how good the proposals are: no accepted one has an outcome that acting on it can be told by. Campaigns with a hold-out give one.',
      later,
    );
  const quality =
    brier === null || rawBrier === null
      ? null
      : `How far its confidence is off, by the Brier score: ${brier.toFixed(3)} (0 is perfect, 0.25 is tossing a coin)${Math.abs(brier - rawBrier) < 0.0005 ? '' : `; before calibration it would have been ${rawBrier.toFixed(3)}`}.`;
  return sentences(
    caution(judged),
    ...broughtSentences(summary, currency),
    ...reliability.map(
      ({ from, to, count, hit }) =>
        `${proposals(count)} it gave a chance of ${formatValue(from, SHARE)} to ${formatValue(to, SHARE)}: ${formatValue(hit, SHARE)} brought something.`,
    ),
    quality,
    later,
  );
}

const proposals = (count: number): string =>
  `${formatValue(count, COUNT)} ${count === 1 ? 'proposal' : 'proposals'}`;

function caution(judged: number): string {
  const known = `${proposals(judged)} so far ${judged === 1 ? 'was' : 'were'} accepted and can be judged by what came of ${judged === 1 ? 'it' : 'them'}`;
  if (judged < FEW) return `Only ${known}: too few to tell skill from luck.`;
  if (judged < SOME) return `${known}: enough for a first impression, not for more.`;
  return `${known}.`;
}

/** What was promised and what came, in each of the things that can be added up. */
function broughtSentences({ types }: RecordSummary, currency: string): string[] {
  const compared = types.filter(({ predicted, realised }) => predicted && realised);
  const headings = new Set(compared.map(({ type, measure }) => measureHeading(type, measure, currency)));
  return [...headings].flatMap((heading) => {
    const alike = compared.filter(({ type, measure }) => measureHeading(type, measure, currency) === heading);
    const [first] = alike;
    if (!first || heading === null) return [];
    const sum = (of: (one: TypeRecord) => TypeRecord['predicted']) => ({
      ...first,
      value: sumOf(alike.flatMap((one) => of(one) ?? [])),
    });
    const count = alike.reduce((all, one) => all + one.compared, 0);
    const realised = sum((one) => one.realised);
    return [
      `${proposals(count)} ${count === 1 ? 'was' : 'were'} to bring ${amountText(
        sum((one) => one.predicted),
        currency,
      )} and brought ${estimateText(realised, currency)}.`,
    ];
  });
}

const sentences = (...all: readonly (string | null)[]) => all.flatMap((one) => one ?? []);

/** Only money: numbers of different kinds have no common axis. */
function chartOf({ types }: RecordSummary, currency: string): Pick<Card, 'chart'> {
  const shown = types.filter(({ measure, compared }) => measure === 'revenue' && compared > 0);
  if (shown.length === 0) return {};
  return {
    chart: {
      kind: 'bar',
      title: 'Predicted and realised',
      subtitle: 'revenue of accepted proposals whose outcome can be compared',
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
    caption: 'Record by type of proposal',
    columns: [
      { key: 'type', label: 'Type', role: 'dimension', format: TEXT },
      { key: 'accepted', label: 'Accepted', role: 'metric', format: COUNT },
      { key: 'dismissed', label: 'Dismissed', role: 'metric', format: COUNT },
      { key: 'compared', label: 'Outcomes compared', role: 'metric', format: COUNT, extra: true },
      { key: 'predicted', label: 'Predicted', role: 'text', format: TEXT },
      { key: 'realised', label: 'Realised', role: 'text', format: TEXT },
      { key: 'hits', label: 'Brought something', role: 'text', format: TEXT },
    ],
    rows: types.map((one) => ({
      type: TYPE_WORDS[one.type],
      accepted: one.accepted,
      dismissed: one.dismissed,
      compared: one.compared,
      predicted: estimateText({ ...one, value: one.predicted }, currency),
      realised: estimateText({ ...one, value: one.realised }, currency),
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
    rows: scored.map(({ type, title, state, confidence, predicted, realised }) => ({
      title,
      state,
      confidence,
      predicted: predicted && estimateText({ type, ...predicted }, currency),
      realised: realised && estimateText({ type, ...realised }, currency),
      sentence: realised?.sentence ?? null,
    })),
    omitted,
  };
}
