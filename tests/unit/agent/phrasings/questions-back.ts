/** Two honest readings. */
import type { Phrasing } from './phrasing.ts';

export const questionsBack: readonly Phrasing[] = [
  ['compare March with April', { asks: ['Revenue', 'Orders', 'Units sold'] }],
  ['compare Chicago and California', { asks: ['Revenue', 'Orders', 'Units sold'] }],
  ['revenue in March and April', { asks: ['Together', 'Side by side'] }],
  ['revenue in March and May', { asks: ['Side by side'] }],
  ['revenue for Q1, Q2 and Q3', { asks: ['Together', 'Side by side'] }],
  ['revenue on 3/4/2019', { asks: ['4 March', '3 April'] }],
  [
    'revenue until June',
    { asks: ['Until 2019-05-31, that day included', 'Until 2019-06-30, that day included'] },
  ],
  ['revenue in the first week of March', { asks: ['2019-03-01 to 2019-03-07', '2019-03-04 to 2019-03-10'] }],
  ['what is our best selling product?', { asks: ['By revenue', 'By units sold'] }],
  ['most popular products', { asks: ['By revenue', 'By units sold'] }],
  ['top products', { asks: ['Revenue', 'Orders', 'Units sold'] }],
  ['what category sells the most', { asks: ['By revenue', 'By units sold'] }],
  ['who bought the most', { asks: ['Revenue', 'Orders', 'Units sold'] }],
  ['when did we have the highest revenue', { asks: ['By day', 'By week', 'By month'] }],
  ['average revenue', { asks: ['Average order value', 'Revenue per customer'] }],
  ['how many products did we sell in May', { asks: ['Pieces sold', 'Different products'] }],
  ['how many customers did we get in July', { asks: ['New customers', 'Everybody who bought'] }],
  ['how much of our revenue comes from Chicago?', { asks: ['The amount', 'The share'] }],
  ['revenue for all categories except Nest', { asks: ['Each by itself', 'All together'] }],
  ['orders without coupons', { asks: ['Only “Not Used”', 'Everything but “Used”'] }],
  ['orders by coupon', { asks: ['Coupon status', 'Coupon code'] }],
  ['best performing coupon', { asks: ['Coupon status', 'Coupon code'] }],
  ['show me customers', { asks: ['How many', 'The top 10 by revenue'] }],
  ['list customers in Chicago', { asks: ['Revenue', 'Orders', 'Units sold'] }],
  ['which customers bought Nest-USA in December', { asks: ['Revenue', 'Orders', 'Units sold'] }],
  ['rolling average of revenue', { asks: ['7 days', '30 days', '3 months'] }],
  ['which category grew the most from Q3 to Q4', { asks: ['In amount', 'In per cent'] }],
  ['what is revenue', { asks: ['What it means', 'How much it is'] }],
  ['revenue from Washington', { asks: ['Washington DC'] }],
  ['revenue from York', { asks: ['New York'] }],
  [
    'revenue from hoodies',
    {
      asks: [
        'All products with “hoodie” in their name',
        'Google Zip Hoodie Black',
        "Google Men's  Zip Hoodie",
      ],
    },
  ],
  ['did we sell more in December than in November?', { asks: ['Revenue', 'Orders', 'Units sold'] }],
];
