/** Tells of days that went very differently from what was to be expected. */
import { formatValue } from '../../cards/format.ts';
import { count, howOften, moneyIn, round } from '../impact/words.ts';
import { addDays, daysFromTo, minDay } from '../periods/calendar.ts';
import type { Proposal, ProposalContext, Propose } from '../proposal.ts';
import { findOddDays, type OddDay } from './find-odd-days.ts';
import { readDays } from './read-days.ts';

/** More in a morning would be a change of level rather than odd days. */
const MOST = 2;
/** A day is told once. */
const COOL_DOWN_DAYS = 90;
/** Somebody can still do something about it. */
const FRESH_DAYS = 2;
/** Shown before and after it. */
const AROUND = 14;

/** The oddest days of the last two months. */
export const proposeFromDays: Propose = {
  name: 'days',
  async run(context) {
    const odd = findOddDays(await readDays(context.db, context.workspace));
    return [...odd]
      .sort((a, b) => Math.abs(b.z) - Math.abs(a.z))
      .slice(0, MOST)
      .map((each) => proposalOf(each, context));
  },
};

function proposalOf(odd: OddDay, { workspace }: ProposalContext): Proposal {
  const { day, orders, expected, revenue, expectedRevenue, revenueInterval, adjusted, judged } = odd;
  const low = orders < expected;
  const date = formatValue(day, { kind: 'date' });
  const money = (amount: number) => moneyIn(workspace.currency, amount);
  const age = daysFromTo(day, workspace.today);
  return {
    type: 'anomaly',
    subject: `day:${day}`,
    title: `${date} brought ${count(orders)} orders where about ${count(expected)} were to be expected`,
    description: `${low ? 'Something kept people from buying' : 'Something made people buy'} that day: ${money(revenue)} came in, and ${money(revenueInterval.low)} to ${money(revenueInterval.high)} would have been usual. Find out what it was${low ? ', so that it does not happen again' : ', and whether it can be repeated'}.`,
    impact: {
      revenue_difference: round(revenue - expectedRevenue),
      revenue_difference_low: round(revenue - revenueInterval.high),
      revenue_difference_high: round(revenue - revenueInterval.low),
      expected_revenue: round(expectedRevenue),
    },
    // What is over cannot be won back.
    value: null,
    people: 0,
    confidence: 1 - adjusted,
    reasons: [
      'Expected is what the three weeks before and after and the weekday would have brought; all by medians, so that one odd day does not hide another.',
      `It lies ${formatValue(Math.abs(odd.z), { kind: 'number', decimals: 1 })} times as far off as days usually do. Of ${count(judged)} days judged together, chance alone brings one so far off ${howOften(adjusted)}.`,
      'Public holidays and sales are not known here: if it was one of those, dismiss it.',
    ],
    severity: Math.abs(odd.z),
    coolDownDays: COOL_DOWN_DAYS,
    urgent: low && age <= FRESH_DAYS,
    detail: null,
    actions: [
      {
        action_type: 'review_day',
        fields: { day },
        label: 'Show the days around it',
        call: {
          tool: 'sql_analytics',
          args: {
            metrics: ['orders', 'revenue'],
            grain: 'day',
            period: {
              kind: 'range',
              from: addDays(day, -AROUND),
              to: minDay(addDays(day, AROUND), addDays(workspace.today, -1)),
            },
          },
        },
        looks: true,
      },
    ],
    prediction: null,
  };
}
