/**
 * The named RFM segments, as data. A segment is a range of quintile scores, 5 best; the first in the list whose three
 * ranges hold a customer's scores takes them. Names and ranges of the ten are those of R's package rfm (0.2);
 * the five cover every score.
 */

type Range = readonly [lowest: number, highest: number];

export interface RfmSegment {
  readonly key: string;
  readonly name: string;
  readonly recency: Range;
  readonly frequency: Range;
  readonly monetary: Range;
  /** Who they are. */
  readonly description: string;
  /** What to do about them. */
  readonly strategy: string;
}

export interface RfmScheme {
  readonly key: 'five' | 'ten';
  readonly segments: readonly RfmSegment[];
  /** Whom no range takes. */
  readonly rest: RfmSegment;
}

const ANY: Range = [1, 5];

const OTHERS: RfmSegment = {
  key: 'others',
  name: 'Others',
  recency: ANY,
  frequency: ANY,
  monetary: ANY,
  description: 'Scores that no named segment describes.',
  strategy: 'Regular communication.',
};

const segment = (
  name: string,
  [recency, frequency, monetary]: readonly [Range, Range, Range],
  description: string,
  strategy: string,
): RfmSegment => ({
  key: name.toLowerCase().replaceAll("'", '').replaceAll(' ', '-'),
  name,
  recency,
  frequency,
  monetary,
  description,
  strategy,
});

export const RFM_FIVE: RfmScheme = {
  key: 'five',
  segments: [
    segment(
      'Champions',
      [
        [4, 5],
        [4, 5],
        [4, 5],
      ],
      'They bought recently, buy often and spend the most.',
      'VIP treatment, early access, exclusive offers.',
    ),
    segment(
      'Loyal Customers',
      [[3, 5], [4, 5], ANY],
      'They buy often, for moderate amounts.',
      'Upselling, cross-selling, a loyalty programme.',
    ),
    segment(
      'Potential Loyalists',
      [[3, 5], [1, 3], ANY],
      'They bought recently, and not often yet.',
      'Nurture campaigns, content that teaches.',
    ),
    segment(
      'At Risk',
      [[1, 2], [3, 5], ANY],
      'They used to buy often, and have not for a long time.',
      'Win-back campaigns, special incentives.',
    ),
    segment(
      'Lost',
      [[1, 2], [1, 2], ANY],
      'They bought rarely, and long ago.',
      'A re-engagement campaign, a survey.',
    ),
  ],
  rest: OTHERS,
};

/** The ranges overlap, and the narrow ones stand first: a wide one before them would leave them without members. */
export const RFM_TEN: RfmScheme = {
  key: 'ten',
  segments: [
    segment(
      'Champions',
      [
        [4, 5],
        [4, 5],
        [4, 5],
      ],
      'They bought recently, buy often and spend the most.',
      'Rewards, early access to new products, referrals.',
    ),
    segment(
      "Can't Lose Them",
      [
        [1, 1],
        [4, 5],
        [4, 5],
      ],
      'They were among the best customers, and stopped.',
      'A personal call or offer before a competitor has them.',
    ),
    segment(
      'New Customers',
      [
        [4, 5],
        [1, 1],
        [1, 1],
      ],
      'They bought very recently, for the first time or little.',
      'A welcome series, help with the first steps.',
    ),
    segment(
      'Promising',
      [
        [3, 4],
        [1, 1],
        [1, 1],
      ],
      'They bought recently, and little so far.',
      'Brand awareness, a small first-repeat offer.',
    ),
    segment(
      'Loyal Customers',
      [
        [2, 5],
        [3, 5],
        [3, 5],
      ],
      'They buy regularly and spend well.',
      'Upselling, a loyalty programme, requests for reviews.',
    ),
    segment(
      'Potential Loyalist',
      [
        [3, 5],
        [1, 3],
        [1, 3],
      ],
      'They bought recently and more than once may follow.',
      'Membership, recommendations of related products.',
    ),
    segment(
      'Need Attention',
      [
        [2, 3],
        [2, 3],
        [2, 3],
      ],
      'Middling in all three, and the last order is a while ago.',
      'Offers for a limited time, based on what they bought.',
    ),
    segment(
      'About To Sleep',
      [
        [2, 3],
        [1, 2],
        [1, 2],
      ],
      'Below the middle in all three.',
      'Popular products, a reminder with a discount.',
    ),
    segment(
      'At Risk',
      [
        [1, 2],
        [2, 5],
        [2, 5],
      ],
      'They bought often or spent much, and long ago.',
      'A personal win-back message, a renewal offer.',
    ),
    segment(
      'Lost',
      [
        [1, 2],
        [1, 2],
        [1, 2],
      ],
      'They bought rarely, little and long ago.',
      'One attempt to bring them back, then leave them be.',
    ),
  ],
  rest: OTHERS,
};
