/** Questions as a team might verify them, other ways to ask the same, and questions that look alike and ask something else. */
import type { Call } from '../../../../cards/card.ts';

interface Saved {
  readonly question: string;
  readonly call: Call;
  readonly same: readonly string[];
  readonly other: readonly string[];
}

const metrics = (...ids: string[]): Call => ({ tool: 'sql_analytics', args: { metrics: ids } });
const people: Call = { tool: 'hybrid_discovery', args: {} };

export const SAVED: readonly Saved[] = [
  {
    question: 'revenue last month',
    call: metrics('revenue'),
    same: [
      'What was our revenue last month?',
      'last month’s revenue please',
      'Total revenue for the last month',
      'show me the revenue in the previous month',
      'how much revenue did we have last month',
      'sales last month',
    ],
    other: [
      'revenue this month',
      'orders last month',
      'revenue last year',
      'revenue last week',
      'revenue in the last 2 months',
      'revenue next month',
      'revenue not last month',
      'revenue since last month',
      'gross sales last month',
      'revenue last month by location',
      'revenue last month in Chicago',
      'revenue last month in the US',
      'average revenue last month',
      'revenue growth last month',
      'forecast revenue last month',
      'revenue',
      'why did revenue fall last month',
      'revenue per customer last month',
      'revenue last month without discounts',
    ],
  },
  {
    question: 'how many customers bought sneakers in the last 60 days',
    call: people,
    same: [
      'How many customers bought sneakers in the last 60 days?',
      'how many customers bought sneakers during the last sixty days',
      'please tell me how many customers bought sneakers in the last 60 days',
    ],
    other: [
      'how many customers bought sneakers in the last 30 days',
      'how many customers bought sneakers in the last 60 weeks',
      'how many customers never bought sneakers in the last 60 days',
      'how many customers did not buy sneakers in the last 60 days',
      'how many customers viewed sneakers in the last 60 days',
      'how many customers bought boots in the last 60 days',
      'which customers bought sneakers in the last 60 days',
      'how many customers bought sneakers',
      'how many customers bought sneakers and boots in the last 60 days',
      'how many new customers bought sneakers in the last 60 days',
      // The embedder's lexicon knows both as shoes for sport; it also knows dogs and cats as pets.
      'how many customers bought trainers in the last 60 days',
      'how many sneakers were bought in the last 60 days',
      'how many women bought sneakers in the last 60 days',
    ],
  },
  {
    question: 'top 5 categories by revenue in Q4 2019',
    call: metrics('revenue'),
    same: [
      'Top five categories by revenue in Q4 2019',
      'show me the top 5 categories by revenue for q4 2019',
      'Q4 2019 top 5 categories by revenue',
    ],
    other: [
      'top 3 categories by revenue in Q4 2019',
      'bottom 5 categories by revenue in Q4 2019',
      'top 5 categories by revenue in Q3 2019',
      'top 5 categories by revenue in Q4 2018',
      'top 5 categories by revenue in Q4',
      'top 5 categories by orders in Q4 2019',
      'top 5 products by revenue in Q4 2019',
      'top 5 categories by revenue growth in Q4 2019',
      'top 5 categories by revenue from Q4 2019',
      'top 5 categories by revenue before Q4 2019',
      'top 5 categories by revenue in Chicago in Q4 2019',
    ],
  },
  {
    question: 'revenue from Chicago without gift cards in 2019',
    call: metrics('revenue'),
    same: ['What was the revenue from Chicago without gift cards in 2019?'],
    other: [
      'revenue from gift cards without Chicago in 2019',
      'revenue from Chicago with gift cards in 2019',
      'revenue from California without gift cards in 2019',
      'revenue from Chicago without gift cards in 2018',
      'revenue from Chicago without gift cards',
    ],
  },
  {
    question: 'which location has the most customers',
    call: metrics('customers'),
    same: ['Which location has the most customers?', 'can you tell me which location has the most customers'],
    other: [
      'which location has the fewest customers',
      'which locations have the most customers',
      'which category has the most customers',
      'which location has the most orders',
      'which location has the most new customers',
      'which location had the most customers last year',
    ],
  },
  {
    question: 'revenue compared with spend from March to May',
    call: metrics('revenue', 'spend'),
    same: ['the revenue compared with the spend from March to May'],
    other: [
      'spend compared with revenue from March to May',
      'revenue compared with spend from May to March',
      'revenue compared with orders from March to May',
      'revenue compared with spend in March and May',
      'revenue compared with spend from April to May',
    ],
  },
  {
    question: 'customers in Canada who like gardening',
    call: people,
    same: ['our customers in Canada who like gardening', 'Show me customers in Canada who like gardening.'],
    other: [
      'customers in the US who like gardening',
      'customers in Canada who like cooking',
      'customers outside Canada who like gardening',
      'customers in Canada who bought gardening',
      'customers in Canada who dislike gardening',
      'customers in Canada',
    ],
  },
];
