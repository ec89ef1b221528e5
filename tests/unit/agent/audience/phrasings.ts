/** What questions about people are read as: the tool, the question as understood, and arguments worth pinning. */
export type AudiencePhrasing = readonly [
  said: string | readonly string[],
  tool: string,
  restated: string,
  args?: Readonly<Record<string, unknown>>,
];

/** In every month, in one order, one after another. */
export const timesAndOrders: readonly AudiencePhrasing[] = [
  [
    'customers who bought in each of the last 3 months',
    'hybrid_discovery',
    'Customers who bought something in each of the 3 months from August to October 2026',
  ],
  [
    'how many women bought socks in every quarter of 2025',
    'hybrid_discovery',
    'Customers who are women and bought Socks in each of the 4 quarters of 2025',
  ],
  [
    'who ordered at least twice every month this year',
    'hybrid_discovery',
    'Customers who bought something at least twice in each of the 11 months 1 Jan – 20 Nov 2026',
  ],
  [
    'customers who ordered once a month this year',
    'hybrid_discovery',
    'Customers who bought something in each of the 11 months 1 Jan – 20 Nov 2026',
  ],
  [
    'customers who ordered more than once a month this year',
    'hybrid_discovery',
    'Customers who bought something in at least 2 orders in each of the 11 months 1 Jan – 20 Nov 2026',
  ],
  [
    'customers who ordered exactly once every month this year',
    'hybrid_discovery',
    'Customers who bought something exactly once in each of the 11 months 1 Jan – 20 Nov 2026',
  ],
  [
    'customers who spent over 100 in every month from June to August 2026',
    'hybrid_discovery',
    'Customers who spent over $100 in each of the 3 months from June to August 2026',
  ],
  [
    'customers who bought in all four quarters of 2025',
    'hybrid_discovery',
    'Customers who bought something in each of the 4 quarters of 2025',
  ],
  [
    'how many customers bought socks, shoes and bags in the same order',
    'hybrid_discovery',
    'Customers who bought Socks, Shoes and Bags in one order',
  ],
  [
    'who bought socks together with shoes at least twice',
    'hybrid_discovery',
    'Customers who bought Socks and Shoes in one order at least twice',
  ],
  [
    'customers who never bought socks and shoes together',
    'hybrid_discovery',
    'Customers who are not among those who bought Socks and Shoes in one order',
  ],
  [
    'customers who bought socks in June and later bought shoes',
    'hybrid_discovery',
    'Customers who bought Socks in June 2026, and on a later day bought Shoes',
  ],
  [
    'women who viewed bags, then added bags to the cart and then bought them',
    'hybrid_discovery',
    'Customers who are women and looked at Bags, and on a later day put Bags in the cart, and on a later day bought Bags',
  ],
  [
    'who bought socks first and shoes later',
    'hybrid_discovery',
    'Customers who first bought Socks, and only on a later day first bought Shoes',
  ],
  [
    'customers who bought socks before they bought shoes',
    'hybrid_discovery',
    'Customers who first bought Socks, and only on a later day first bought Shoes',
  ],
  [
    'customers who bought shoes after buying socks',
    'hybrid_discovery',
    'Customers who bought Socks, and on a later day bought Shoes',
  ],
  [
    ['customers who bought socks and later shoes', 'only women'],
    'hybrid_discovery',
    'Customers who bought Socks, and on a later day bought Shoes and are women',
  ],
  [
    ['customers who bought in each of the last 3 months', 'and in Berlin'],
    'hybrid_discovery',
    'Customers who bought something in each of the 3 months from August to October 2026 and live in Berlin',
  ],
  [
    'average order value of customers who bought socks and shoes in the same order',
    'sql_analytics',
    'Average order value, all dates, customers who bought Socks and Shoes in one order',
  ],
];

/** Parts of everybody's figures, and what else people buy. */
export const sharesAndGoods: readonly AudiencePhrasing[] = [
  [
    'what share of revenue comes from repeat customers',
    'sql_analytics',
    'Revenue, all dates, customers who bought something in at least 2 orders, as a share of everybody’s',
    { transform: { kind: 'share', of: [], everybody: true } },
  ],
  [
    'what share of orders do sock buyers place',
    'sql_analytics',
    'Orders, all dates, customers who bought Socks, as a share of everybody’s',
  ],
  [
    'percentage of revenue in October from customers who bought socks but never shoes',
    'sql_analytics',
    'Revenue, October 2026, customers who bought Socks, but not Shoes, as a share of everybody’s',
  ],
  [
    ['revenue by category', 'what share of orders comes from customers who bought more than once'],
    'sql_analytics',
    'Orders, all dates, customers who bought something in at least 2 orders, as a share of everybody’s',
    { where: [], by: [] },
  ],
  [
    'how much of our revenue do sock buyers account for',
    'sql_analytics',
    'Revenue, all dates, customers who bought Socks, as a share of everybody’s',
  ],
  [
    'repeat customers’ share of revenue in October',
    'sql_analytics',
    'Revenue, October 2026, customers who bought something in at least 2 orders, as a share of everybody’s',
  ],
  [
    'what other categories do people buy who bought socks',
    'sql_analytics',
    'Customers by category, top 10, without category Socks, all dates, customers who bought Socks',
  ],
  [
    'which categories do sock buyers also shop most often',
    'sql_analytics',
    'Customers by category, top 10, without category Socks, all dates, customers who bought Socks',
  ],
  [
    'what else do sock buyers buy',
    'sql_analytics',
    'Customers by product, top 10, without category Socks, all dates, customers who bought Socks',
    { where: [{ dimension: 'category', op: 'not_in', values: ['Socks'] }] },
  ],
  [
    'which other categories do women who bought socks and shoes buy',
    'sql_analytics',
    'Customers by category, top 10, without category Socks or Shoes, all dates, customers who are women, bought Socks and bought Shoes',
  ],
  [
    'what do VIPs buy besides socks',
    'sql_analytics',
    'Customers by product, top 10, without category Socks, all dates, customers who belong to Champions',
  ],
  [
    ['customers who bought socks', 'what else do they buy'],
    'sql_analytics',
    'Customers by product, top 10, without category Socks, all dates, customers who bought Socks',
  ],
];

/** Groups in figures, side by side. */
export const groupsInFigures: readonly AudiencePhrasing[] = [
  [
    'compare sock buyers with sneaker buyers',
    'group_figures',
    'Revenue, Orders, Average order value, Revenue per customer, all dates: customers who bought Socks; beside: customers who bought Sneakers',
  ],
  [
    'repeat customers vs one-time buyers in October',
    'group_figures',
    'Customers, Revenue, Orders, Average order value, Revenue per customer, October 2026: customers who bought something in at least 2 orders; beside: customers who bought something in exactly 1 order',
    { period: { kind: 'month', month: 10 } },
  ],
  [
    'average order value of repeat customers vs one-time buyers',
    'group_figures',
    'Average order value, all dates: customers who bought something in at least 2 orders; beside: customers who bought something in exactly 1 order',
    { metrics: ['average_order_value'] },
  ],
  [
    'how do sock buyers compare to bag buyers in revenue and orders',
    'group_figures',
    'Revenue, Orders, all dates: customers who bought Socks; beside: customers who bought Bags',
  ],
  [
    'compare sock buyers with everybody else in October',
    'group_figures',
    'Customers, Revenue, Orders, Average order value, Revenue per customer, October 2026: customers who bought Socks; beside: customers who did not buy Socks',
  ],
  [
    'revenue per customer of repeat customers compared with all customers',
    'group_figures',
    'Revenue per customer, all dates: customers who bought something in at least 2 orders; beside: all customers',
  ],
  // A place behind the second of two groups alike is that of both.
  [
    'compare sock buyers with bag buyers in Berlin',
    'group_figures',
    'Revenue, Orders, Average order value, Revenue per customer, all dates: customers who bought Socks and live in Berlin; beside: customers who bought Bags and live in Berlin',
  ],
  [
    'compare sock buyers with women in Berlin',
    'group_figures',
    'Revenue, Orders, Average order value, Revenue per customer, all dates: customers who bought Socks; beside: customers who are women and live in Berlin',
  ],
  [
    'how do women in Berlin differ from men in Paris',
    'group_figures',
    'Revenue, Orders, Average order value, Revenue per customer, all dates: customers who are women and live in Berlin; beside: customers who are men and live in Paris',
  ],
  [
    'how many women are there and what did they spend in October',
    'group_figures',
    'Revenue, October 2026: customers who are women',
    { metrics: ['revenue'], period: { kind: 'month', month: 10 } },
  ],
  [
    'how many people bought socks and what is their average order value',
    'group_figures',
    'Average order value, all dates: customers who bought Socks',
  ],
  [
    'how many repeat customers do we have and how much revenue do they bring',
    'group_figures',
    'Revenue, all dates: customers who bought something in at least 2 orders',
  ],
  [
    ['compare sock buyers with sneaker buyers', 'what about October', 'only women', 'and their units'],
    'group_figures',
    'Units sold, October 2026: customers who bought Socks and are women; beside: customers who bought Sneakers and are women',
  ],
  [
    ['compare sock buyers with sneaker buyers', 'and Berlin'],
    'group_figures',
    'Revenue, Orders, Average order value, Revenue per customer, all dates: customers who bought Socks and live in Berlin; beside: customers who bought Sneakers and live in Berlin',
  ],
];

/** What they like, in the words of the question. */
export const interests: readonly AudiencePhrasing[] = [
  [
    'how many customers are interested in sports',
    'hybrid_discovery',
    'All customers, those closest to “sports” first',
  ],
  [
    'Suggest customers for a luxury red-themed fashion campaign.',
    'hybrid_discovery',
    'All customers, those closest to “luxury red-themed fashion” first',
  ],
  [
    'Find users who bought socks and are interested in high-end lifestyle.',
    'hybrid_discovery',
    'Customers who bought Socks, those closest to “high-end lifestyle” first',
  ],
  [
    'customers who bought socks in the last 60 days and are interested in high-end lifestyle',
    'hybrid_discovery',
    'Customers who bought Socks in the last 60 days (22 Sep – 20 Nov 2026), those closest to “high-end lifestyle” first',
  ],
  ['customers who love jazz', 'hybrid_discovery', 'All customers, those closest to “jazz” first'],
  ['people into yoga', 'hybrid_discovery', 'All customers, those closest to “yoga” first'],
  [
    'users with a taste for minimalism in Berlin',
    'hybrid_discovery',
    'Customers who live in Berlin, those closest to “minimalism” first',
  ],
  ['jazz fans', 'hybrid_discovery', 'All customers, those closest to “jazz” first'],
  [
    'customers for a summer dress newsletter',
    'hybrid_discovery',
    'All customers, those closest to “summer dress” first',
  ],
  [
    'recommend customers for our new yoga line',
    'hybrid_discovery',
    'All customers, those closest to “new yoga” first',
  ],
  [
    'find shoppers into minimalist design from Berlin who never bought bags',
    'hybrid_discovery',
    'Customers who live in Berlin, but did not buy Bags, those closest to “minimalist design” first',
  ],
  [
    'people interested in sports and outdoor',
    'hybrid_discovery',
    'All customers, those closest to “sports and outdoor” first',
  ],
  [
    'people interested in sports and bought shoes',
    'hybrid_discovery',
    'Customers who bought Shoes, those closest to “sports” first',
  ],
  [
    'customers who love vintage denim',
    'hybrid_discovery',
    'All customers, those closest to “vintage denim” first',
  ],
  [
    'people who are into trail running',
    'hybrid_discovery',
    'All customers, those closest to “trail running” first',
  ],
  [
    'shoppers fond of scandinavian interior design',
    'hybrid_discovery',
    'All customers, those closest to “scandinavian interior design” first',
  ],
  [
    'users with an interest in sustainable fashion in Berlin',
    'hybrid_discovery',
    'Customers who live in Berlin, those closest to “sustainable fashion” first',
  ],
  [
    'customers interested in luxury and who bought bags',
    'hybrid_discovery',
    'Customers who bought Bags, those closest to “luxury” first',
  ],
  [
    'suggest customers for a spring running campaign',
    'hybrid_discovery',
    'All customers, those closest to “spring running” first',
  ],
  [
    'recommend people for our winter coat promotion',
    'hybrid_discovery',
    'All customers, those closest to “winter coat” first',
  ],
  [
    'suggest women in Paris for a red dress campaign',
    'hybrid_discovery',
    'Customers who are women and live in Paris, those closest to “red dress” first',
  ],
  [
    'suggest 50 customers for a luxury watch launch',
    'hybrid_discovery',
    'All customers, those closest to “luxury watch” first',
    { limit: 50 },
  ],
  [
    'find 25 people interested in sports but not luxury',
    'hybrid_discovery',
    'All customers, those closest to “sports but not luxury” first',
    { limit: 25 },
  ],
  [
    'top 100 customers interested in high-end lifestyle who bought bags this year',
    'hybrid_discovery',
    'Customers who bought Bags in 2026, those closest to “high-end lifestyle” first',
    { limit: 100 },
  ],
  ['find sneaker fans', 'hybrid_discovery', 'All customers, those closest to “sneaker” first'],
];

/** What people did and who they are. */
export const gates: readonly AudiencePhrasing[] = [
  ['women from Poland', 'hybrid_discovery', 'Customers who are women and are from PL'],
  [
    'how many customers stopped buying after August',
    'hybrid_discovery',
    'Customers who last ordered until 31 Aug 2026',
  ],
  [
    'how many buyers of jackets also bought bags',
    'hybrid_discovery',
    'Customers who bought Jackets and bought Bags',
  ],
  [
    'VIP women over 40 who prefer e-mail',
    'hybrid_discovery',
    'Customers who belong to Champions, are women, are over 40 years old and prefer Email',
  ],
  [
    'how many customers used the coupon SOCK10',
    'hybrid_discovery',
    'Customers who bought something with the coupon SOCK10',
  ],
  [
    'how many customers live outside Berlin and Paris',
    'hybrid_discovery',
    'Customers who do not live in Berlin or Paris',
  ],
  [
    'customers with two orders or more in the last 30 days',
    'hybrid_discovery',
    'Customers who bought something in at least 2 orders in the last 30 days (22 Oct – 20 Nov 2026)',
  ],
  [
    'repeat customers in Berlin who never bought socks',
    'hybrid_discovery',
    'Customers who bought something in at least 2 orders and live in Berlin, but did not buy Socks',
  ],
  [
    'find the 10 customers most likely to churn',
    'sql_analytics',
    'Churn risk by customer, top 10, all dates',
  ],
  [
    'under 25s who bought sneakers',
    'hybrid_discovery',
    'Customers who are under 25 years old and bought Sneakers',
  ],
  [
    'how many people are neither VIP nor at risk',
    'hybrid_discovery',
    'Customers who do not belong to Champions and do not belong to At Risk',
  ],
  [
    'who are the customers we are about to lose in Paris',
    'hybrid_discovery',
    'Customers who have a churn risk of at least 50% and live in Paris',
  ],
  [
    'how many men have been with us for less than a year',
    'hybrid_discovery',
    'Customers who are men and have been customers for under 12 months',
  ],
  [
    'customers who bought socks but neither bags nor shoes',
    'hybrid_discovery',
    'Customers who bought Socks, but did not buy Bags and did not buy Shoes',
  ],
  [
    'customers who bought socks but not shoes in the last 60 days',
    'hybrid_discovery',
    'Customers who bought Socks in the last 60 days (22 Sep – 20 Nov 2026), but not Shoes',
  ],
  [
    'how many customers bought socks but not shoes in the last 60 days',
    'hybrid_discovery',
    'Customers who bought Socks in the last 60 days (22 Sep – 20 Nov 2026), but not Shoes',
  ],
  ['customers who bought socks', 'hybrid_discovery', 'Customers who bought Socks'],
  [
    'who bought socks or shoes in March',
    'hybrid_discovery',
    'Customers who bought Socks or Shoes in March 2026',
  ],
  [
    'list women in Berlin who bought red socks',
    'hybrid_discovery',
    'Customers who are women, live in Berlin and bought red Socks',
  ],
  [
    'find customers who viewed shoes but did not buy',
    'hybrid_discovery',
    'Customers who looked at Shoes, but did not buy anything',
  ],
  [
    'people who looked at bags on mobile in the last 30 days',
    'hybrid_discovery',
    'Customers who looked at Bags on mobile in the last 30 days (22 Oct – 20 Nov 2026)',
  ],
  [
    'users who added shoes to cart but never bought shoes',
    'hybrid_discovery',
    'Customers who put Shoes in the cart, but did not buy Shoes',
  ],
  [
    "customers who haven't ordered in the last 90 days",
    'hybrid_discovery',
    'Customers who did not buy anything in the last 90 days (23 Aug – 20 Nov 2026)',
  ],
  [
    'customers who have not ordered for 90 days',
    'hybrid_discovery',
    'Customers who did not buy anything in the last 90 days (23 Aug – 20 Nov 2026)',
  ],
  [
    'customers inactive for 60 days',
    'hybrid_discovery',
    'Customers who did not buy anything in the last 60 days (22 Sep – 20 Nov 2026) and were not active in the last 60 days (22 Sep – 20 Nov 2026)',
  ],
  [
    'find customers who ordered at least 3 times in the last year',
    'hybrid_discovery',
    'Customers who bought something at least 3 times in 2025',
  ],
  ['find customers who spent over 500', 'hybrid_discovery', 'Customers who spent over $500'],
  [
    'customers in Berlin aged 25 to 34',
    'hybrid_discovery',
    'Customers who live in Berlin and are 25 to 34 years old',
  ],
  [
    'women aged 25 to 34 in Paris or Berlin',
    'hybrid_discovery',
    'Customers who are women, are 25 to 34 years old and live in Paris or Berlin',
  ],
  ['customers over 50', 'hybrid_discovery', 'Customers who are over 50 years old'],
  [
    'men under 25 who bought sneakers',
    'hybrid_discovery',
    'Customers who are men, are under 25 years old and bought Sneakers',
  ],
  [
    'customers from PL with e-mail consent',
    'hybrid_discovery',
    'Customers who are from PL and agreed to e-mail',
  ],
  ['champions in Berlin', 'hybrid_discovery', 'Customers who belong to Champions and live in Berlin'],
  ['customers who joined in March', 'hybrid_discovery', 'Customers who joined in March 2026'],
  ['customers who first bought in 2026', 'hybrid_discovery', 'Customers who first ordered in 2026'],
  ['customers who first bought in 2025', 'hybrid_discovery', 'Customers who first ordered in 2025'],
  ['customers with high churn risk', 'hybrid_discovery', 'Customers who have a churn risk of at least 50%'],
  [
    'customers with lifetime value over 1,000',
    'hybrid_discovery',
    'Customers who have a lifetime value of over $1,000',
  ],
  ['customers who like red', 'hybrid_discovery', 'Customers who have the favourite colour red'],
  [
    'customers who bought neither socks nor shoes',
    'hybrid_discovery',
    'Customers who did not buy Socks and did not buy Shoes',
  ],
  ['customers who bought socks and shoes', 'hybrid_discovery', 'Customers who bought Socks and bought Shoes'],
  [
    'customers who bought wool socks',
    'hybrid_discovery',
    'Customers who bought something with “wool socks” in its name',
  ],
  ['customers who bought only socks', 'hybrid_discovery', 'Customers who bought Socks, but nothing else'],
  ['customers who returned shoes', 'hybrid_discovery', 'Customers who returned Shoes'],
  ['customers who bought socks twice', 'hybrid_discovery', 'Customers who bought Socks exactly twice'],
  [
    'customers who bought at least 5 pairs of socks',
    'hybrid_discovery',
    'Customers who bought at least 5 units of Socks',
  ],
  ['top 20 customers who bought bags', 'hybrid_discovery', 'Customers who bought Bags', { limit: 20 }],
  [
    'customers who bought socks with coupon SOCK10',
    'hybrid_discovery',
    'Customers who bought Socks with the coupon SOCK10',
  ],
  [
    'customers who bought socks since March but not in the last 60 days',
    'hybrid_discovery',
    'Customers who bought Socks since 1 Mar 2026, but did not buy Socks in the last 60 days (22 Sep – 20 Nov 2026)',
  ],
  [
    'customers who bought in March but not in April',
    'hybrid_discovery',
    'Customers who bought something in March 2026, but did not buy anything in April 2026',
  ],
  ['luxury buyers in Paris', 'hybrid_discovery', 'Customers who buy luxury and live in Paris'],
  ['customers who bought scks', 'hybrid_discovery', 'Customers who bought Socks'],
  ['customers interested in socks', 'hybrid_discovery', 'Customers who are most interested in Socks'],
  [
    'customers who neither bought socks nor looked at shoes',
    'hybrid_discovery',
    'Customers who did not buy Socks and did not look at Shoes',
  ],
  [
    'customers who bought socks or who live in Berlin',
    'hybrid_discovery',
    'Customers who bought Socks or live in Berlin',
  ],
  [
    'customers who bought socks or shoes and live in Berlin',
    'hybrid_discovery',
    'Customers who bought Socks or Shoes and live in Berlin',
  ],
  ['customers who opted out of e-mail', 'hybrid_discovery', 'Customers who refused e-mail'],
  ['customers without whatsapp consent', 'hybrid_discovery', 'Customers who did not agree to WhatsApp'],
  ['customers in their twenties', 'hybrid_discovery', 'Customers who are 20 to 29 years old'],
  ['customers who are not in At Risk', 'hybrid_discovery', 'Customers who do not belong to At Risk'],
  ['everyone except men', 'hybrid_discovery', 'Customers who are not men'],
  [
    'customers in segment Loyal or Champions who bought bags this year',
    'hybrid_discovery',
    'Customers who belong to Loyal or Champions and bought Bags in 2026',
  ],
  [
    'customers who viewed bags at least 5 times in the last week',
    'hybrid_discovery',
    'Customers who looked at Bags at least 5 times in the week of 9 Nov 2026 (9 – 15 Nov 2026)',
  ],
  [
    'customers who bought socks and viewed shoes in the last 30 days',
    'hybrid_discovery',
    'Customers who bought Socks in the last 30 days (22 Oct – 20 Nov 2026) and looked at Shoes in the last 30 days (22 Oct – 20 Nov 2026)',
  ],
  [
    'customers who bought socks in March and shoes in April',
    'hybrid_discovery',
    'Customers who bought Socks in March 2026 and bought Shoes in April 2026',
  ],
  ['customers with a newsletter opened event', 'hybrid_discovery', 'Customers who had “newsletter opened”'],
  [
    'customers who last ordered more than 90 days ago',
    'hybrid_discovery',
    'Customers who last ordered over 90 days ago',
  ],
  ['who bought nothing this year', 'hybrid_discovery', 'Customers who did not buy anything in 2026'],
  [
    "people who browsed dresses but didn't add anything to the cart",
    'hybrid_discovery',
    'Customers who looked at Dresses, but did not put anything in the cart',
  ],
  ['which customers bought socks yesterday', 'hybrid_discovery', 'Customers who bought Socks on 20 Nov 2026'],
  [
    'customers who started checkout but did not buy in the last 7 days',
    'hybrid_discovery',
    'Customers who began to check out in the last 7 days (14 – 20 Nov 2026), but did not buy anything in the last 7 days (14 – 20 Nov 2026)',
  ],
  ['women', 'hybrid_discovery', 'Customers who are women'],
  ['find women', 'hybrid_discovery', 'Customers who are women'],
  [
    'give me customers who love red and bought shoes',
    'hybrid_discovery',
    'Customers who have the favourite colour red and bought Shoes',
  ],
  [
    'customers who bought socks except red socks',
    'hybrid_discovery',
    'Customers who bought Socks, but not red Socks',
  ],
  ['customers with churn risk over 60%', 'hybrid_discovery', 'Customers who have a churn risk of over 60%'],
  ['customers with engagement over 70', 'hybrid_discovery', 'Customers who have an engagement of over 70'],
  [
    'find people who purchased bags this month',
    'hybrid_discovery',
    'Customers who bought Bags in November 2026',
  ],
  ['shoppers who ordered shoes in October', 'hybrid_discovery', 'Customers who bought Shoes in October 2026'],
  [
    'which users bought jackets last week',
    'hybrid_discovery',
    'Customers who bought Jackets in the week of 9 Nov 2026 (9 – 15 Nov 2026)',
  ],
  [
    'list all customers who bought watches in 2026',
    'hybrid_discovery',
    'Customers who bought Watches in 2026',
  ],
  [
    'give me a list of customers who bought dresses between June and August',
    'hybrid_discovery',
    'Customers who bought Dresses in June to August 2026',
  ],
  ['who purchased socks since March', 'hybrid_discovery', 'Customers who bought Socks since 1 Mar 2026'],
  [
    'customers who bought socks before 2026',
    'hybrid_discovery',
    'Customers who bought Socks until 31 Dec 2025',
  ],
  ['people who bought bags in Q3', 'hybrid_discovery', 'Customers who bought Bags in Q3 2026'],
  ['users who bought black socks', 'hybrid_discovery', 'Customers who bought black Socks'],
  ['customers who bought red and black socks', 'hybrid_discovery', 'Customers who bought red or black Socks'],
  ['customers who bought something red', 'hybrid_discovery', 'Customers who bought something red'],
  ['find customers who bought Footwear', 'hybrid_discovery', 'Customers who bought Footwear'],
  [
    'customers who bought Brook Wool Socks, red',
    'hybrid_discovery',
    'Customers who bought Brook Wool Socks, red',
  ],
  ['customers who bought products from the Bags category', 'hybrid_discovery', 'Customers who bought Bags'],
  ['customers who bought SOC-001', 'hybrid_discovery', 'Customers who bought SOC-001'],
  [
    'clients who bought socks through paid social',
    'hybrid_discovery',
    'Customers who bought Socks through Paid social',
  ],
  [
    'people who browsed watches on their phones',
    'hybrid_discovery',
    'Customers who looked at Watches on mobile',
  ],
  [
    'users who looked at dresses but never bought dresses',
    'hybrid_discovery',
    'Customers who looked at Dresses, but did not buy Dresses',
  ],
  [
    'users who viewed sneakers more than twice this month',
    'hybrid_discovery',
    'Customers who looked at Sneakers more than twice in November 2026',
  ],
  [
    'visitors who viewed bags at least 3 times but did not buy bags',
    'hybrid_discovery',
    'Customers who looked at Bags at least 3 times, but did not buy Bags',
  ],
  [
    'people who put watches in their cart in the last 14 days',
    'hybrid_discovery',
    'Customers who put Watches in the cart in the last 14 days (7 – 20 Nov 2026)',
  ],
  [
    'customers who added something to the cart but did not order in the last 7 days',
    'hybrid_discovery',
    'Customers who put something in the cart in the last 7 days (14 – 20 Nov 2026), but did not buy anything in the last 7 days (14 – 20 Nov 2026)',
  ],
  [
    'customers who started checkout but never ordered',
    'hybrid_discovery',
    'Customers who began to check out, but did not buy anything',
  ],
  [
    'customers who returned something this year',
    'hybrid_discovery',
    'Customers who returned something in 2026',
  ],
  [
    'find customers who returned bags more than once',
    'hybrid_discovery',
    'Customers who returned Bags more than once',
  ],
  ['customers who never bought anything', 'hybrid_discovery', 'Customers who did not buy anything'],
  [
    'women who bought socks or bags in the last 90 days but never shoes',
    'hybrid_discovery',
    'Customers who are women and bought Socks or Bags in the last 90 days (23 Aug – 20 Nov 2026), but did not buy Shoes',
  ],
  ["customers who haven't bought bags", 'hybrid_discovery', 'Customers who did not buy Bags'],
  ['customers who have never ordered', 'hybrid_discovery', 'Customers who did not buy anything'],
  [
    'who has not bought anything since June',
    'hybrid_discovery',
    'Customers who did not buy anything since 1 Jun 2026',
  ],
  [
    'customers without orders in the last 6 months',
    'hybrid_discovery',
    'Customers who did not buy anything in the last 184 days (21 May – 20 Nov 2026)',
  ],
  [
    'customers who bought shoes in the last 60 days but not socks in the last 30 days',
    'hybrid_discovery',
    'Customers who bought Shoes in the last 60 days (22 Sep – 20 Nov 2026), but did not buy Socks in the last 30 days (22 Oct – 20 Nov 2026)',
  ],
  [
    'who has not bought anything in 3 months',
    'hybrid_discovery',
    'Customers who did not buy anything in the last 92 days (21 Aug – 20 Nov 2026)',
  ],
  ['customers with no purchases this year', 'hybrid_discovery', 'Customers who did not buy anything in 2026'],
  [
    'find customers who ordered more than 5 times',
    'hybrid_discovery',
    'Customers who bought something more than 5 times',
  ],
  [
    'find customers with at least 3 orders of socks',
    'hybrid_discovery',
    'Customers who bought Socks in at least 3 orders',
  ],
  [
    'find customers who placed more than 2 orders in 2026',
    'hybrid_discovery',
    'Customers who bought something in over 2 orders in 2026',
  ],
  [
    'find customers who spent at least $200 on bags this year',
    'hybrid_discovery',
    'Customers who spent at least $200 on Bags in 2026',
  ],
  [
    'find customers who spent between 100 and 300 in the last 90 days',
    'hybrid_discovery',
    'Customers who spent $100 to $300 in the last 90 days (23 Aug – 20 Nov 2026)',
  ],
  [
    'find customers with an average order value over 80',
    'hybrid_discovery',
    'Customers who bought something for over $80 an order on average',
  ],
  [
    'find customers who spent less than 50 on socks',
    'hybrid_discovery',
    'Customers who spent under $50 on Socks, or none at all',
  ],
  ['customers who bought socks exactly once', 'hybrid_discovery', 'Customers who bought Socks exactly once'],
  [
    'customers who bought socks and bags but not shoes',
    'hybrid_discovery',
    'Customers who bought Socks and bought Bags, but not Shoes',
  ],
  [
    'customers who bought socks, shoes and bags',
    'hybrid_discovery',
    'Customers who bought Socks, bought Shoes and bought Bags',
  ],
  [
    'customers who bought socks, shoes or bags',
    'hybrid_discovery',
    'Customers who bought Socks, Shoes or Bags',
  ],
  [
    'customers who bought both socks and bags',
    'hybrid_discovery',
    'Customers who bought Socks and bought Bags',
  ],
  [
    'customers who bought socks or viewed shoes',
    'hybrid_discovery',
    'Customers who bought Socks or looked at Shoes',
  ],
  [
    'customers who bought neither bags nor watches in 2026',
    'hybrid_discovery',
    'Customers who did not buy Bags in 2026 and did not buy Watches in 2026',
  ],
  [
    'women who bought dresses or bags but not shoes',
    'hybrid_discovery',
    'Customers who are women and bought Dresses or Bags, but not Shoes',
  ],
  [
    'men in Chicago who bought watches',
    'hybrid_discovery',
    'Customers who are men, live in Chicago and bought Watches',
  ],
  [
    'Berlin customers who bought sneakers',
    'hybrid_discovery',
    'Customers who live in Berlin and bought Sneakers',
  ],
  [
    'customers not in Berlin who bought socks',
    'hybrid_discovery',
    'Customers who bought Socks, but do not live in Berlin',
  ],
  [
    'customers between 18 and 25 years old who bought sneakers',
    'hybrid_discovery',
    'Customers who are 18 to 25 years old and bought Sneakers',
  ],
  [
    'customers in their thirties who bought bags',
    'hybrid_discovery',
    'Customers who are 30 to 39 years old and bought Bags',
  ],
  [
    'people older than 45 who looked at home',
    'hybrid_discovery',
    'Customers who are over 45 years old and looked at Home',
  ],
  [
    'customers with email consent in Berlin',
    'hybrid_discovery',
    'Customers who agreed to e-mail and live in Berlin',
  ],
  [
    'customers who agreed to whatsapp and bought bags',
    'hybrid_discovery',
    'Customers who agreed to WhatsApp and bought Bags',
  ],
  ['customers without e-mail consent', 'hybrid_discovery', 'Customers who did not agree to e-mail'],
  [
    'champions who have not ordered for 60 days',
    'hybrid_discovery',
    'Customers who belong to Champions, but did not buy anything in the last 60 days (22 Sep – 20 Nov 2026)',
  ],
  [
    'at risk customers in Paris who bought bags',
    'hybrid_discovery',
    'Customers who belong to At Risk, live in Paris and bought Bags',
  ],
  [
    'loyal customers with e-mail consent',
    'hybrid_discovery',
    'Customers who belong to Loyal and agreed to e-mail',
  ],
  [
    'customers in the At Risk segment who bought shoes',
    'hybrid_discovery',
    'Customers who belong to At Risk and bought Shoes',
  ],
  [
    'customers in At Risk or Hibernating',
    'hybrid_discovery',
    'Customers who belong to At Risk or Hibernating',
  ],
  ['women in Champions', 'hybrid_discovery', 'Customers who are women and belong to Champions'],
  ['customers likely to churn', 'hybrid_discovery', 'Customers who have a churn risk of at least 50%'],
  [
    'champions with a high churn risk',
    'hybrid_discovery',
    'Customers who belong to Champions and have a churn risk of at least 50%',
  ],
  [
    'customers with low churn risk in Berlin',
    'hybrid_discovery',
    'Customers who have a churn risk of under 20% and live in Berlin',
  ],
  [
    'customers with a lifetime value over $500 and e-mail consent',
    'hybrid_discovery',
    'Customers who have a lifetime value of over $500 and agreed to e-mail',
  ],
  ['customers with engagement below 20', 'hybrid_discovery', 'Customers who have an engagement of under 20'],
  ['customers who signed up this year', 'hybrid_discovery', 'Customers who joined in 2026'],
  [
    'customers who joined before 2026 and bought nothing this year',
    'hybrid_discovery',
    'Customers who joined until 31 Dec 2025, but did not buy anything in 2026',
  ],
  [
    'customers who last bought in September',
    'hybrid_discovery',
    'Customers who last ordered in September 2026',
  ],
  [
    'customers who last ordered over 60 days ago',
    'hybrid_discovery',
    'Customers who last ordered over 60 days ago',
  ],
  ['customers who first ordered in March', 'hybrid_discovery', 'Customers who first ordered in March 2026'],
  ['customers who prefer email', 'hybrid_discovery', 'Customers who prefer Email'],
  ['people who like black', 'hybrid_discovery', 'Customers who have the favourite colour black'],
  ['customers who buy luxury', 'hybrid_discovery', 'Customers who buy luxury'],
  ['luxury shoppers in Berlin', 'hybrid_discovery', 'Customers who buy luxury and live in Berlin'],
  [
    'dress buyers in Paris who have not bought bags',
    'hybrid_discovery',
    'Customers who bought Dresses and live in Paris, but not Bags',
  ],
  ['customers who bougth socks', 'hybrid_discovery', 'Customers who bought Socks'],
  [
    'customers who boght bags and veiwed shoes',
    'hybrid_discovery',
    'Customers who bought Bags and looked at Shoes',
  ],
];

/** What metrics can say in full stays with them. */
export const leftToMetrics: readonly string[] = [
  'how many customers bought socks in the last 60 days',
  'customers with more than 2 orders',
  'customers who spent over 500 on shoes in the last year',
  'customers who spent over $500',
  'customers with an average order over 80',
  'sock buyers in Chicago',
  'customer lifetime value by location',
  'customers outside Berlin',
  'customers who spent between 100 and 200 on bags',
  'customers by revenue',
  'top 10 customers by revenue',
  'how many women',
  'customers who bought bags by email',
  'customers who bought more than 10 units of Home',
  'customers from DE or France',
  'customers living in New York aged over 60',
  'customers whose favourite colour is blue',
];

/** Segments, single customers, and those who are like one. */
export const others: readonly AudiencePhrasing[] = [
  ['at-risk customers', 'show_segment', 'The segment At Risk', { segment: 'At Risk' }],
  ['show me at-risk customers', 'show_segment', 'The segment At Risk', { segment: 'At Risk' }],
  ['who are our champions', 'show_segment', 'The segment Champions', { segment: 'Champions' }],
  ['segments', 'segments', 'The segments', {}],
  ['what segments do we have', 'segments', 'The segments', {}],
  ['which segments are growing', 'segments', 'The segments, with how they grew', {}],
  [
    'who moved from Loyal to At Risk',
    'segment_moves',
    'Who moved from Loyal to At Risk',
    { segment: 'Loyal' },
  ],
  [
    'who moved from Loyal to At Risk in the last 90 days',
    'segment_moves',
    'Who moved from Loyal to At Risk in the last 90 days',
    { segment: 'Loyal', days: 90 },
  ],
  ['make-up of At Risk', 'segment_makeup', 'What At Risk is made up of', { segment: 'At Risk' }],
  [
    'show me the details of customer 17850',
    'sql_data_retriever',
    'Details of customer 17850',
    { customer_ids: ['17850'] },
  ],
  [
    'details for 17850 and 15311 as JSON',
    'sql_data_retriever',
    'Details of customers 17850, 15311',
    { customer_ids: ['17850', '15311'] },
  ],
  ['customers like 12345', 'semantic_search', 'Customers most like customer 12345', { like: '12345' }],
  ['similar to customer 12345', 'semantic_search', 'Customers most like customer 12345', { like: '12345' }],
  ['show segments', 'segments', 'The segments', {}],
  ['which segments do we have', 'segments', 'The segments', {}],
  ['list our segments', 'segments', 'The segments', {}],
  ['rfm segments', 'segments', 'The segments by rfm', { method: 'rfm' }],
  ['clusters', 'segments', 'The segments by clusters', { method: 'kmeans' }],
  ['outliers', 'segments', 'The segments by outliers', { method: 'outliers' }],
  ['how big are the segments', 'segments', 'The segments', {}],
  ['which segments are shrinking', 'segments', 'The segments, with how they grew', {}],
  ['tell me about Loyal', 'show_segment', 'The segment Loyal', { segment: 'Loyal' }],
  ['members of At Risk', 'show_segment', 'The segment At Risk', { segment: 'At Risk' }],
  ['how many customers are in Champions', 'show_segment', 'The segment Champions', { segment: 'Champions' }],
  [
    'segment moves in the last 30 days',
    'segment_moves',
    'Who moved between segments in the last 30 days',
    { days: 30 },
  ],
  ['who left Champions', 'segment_moves', 'Who left Champions', { segment: 'Champions', direction: 'out' }],
  [
    'who joined Champions this month',
    'segment_moves',
    'Who came to Champions in the last 20 days',
    { segment: 'Champions', direction: 'in', days: 20 },
  ],
  [
    'how many customers became champions this month',
    'segment_moves',
    'Who came to Champions in the last 20 days',
    { segment: 'Champions', direction: 'in', days: 20 },
  ],
  [
    'customers who left Champions last month',
    'segment_moves',
    'Who left Champions in the 31 days up to 31 Oct 2026',
    { segment: 'Champions', direction: 'out', days: 31, until: '2026-10-31' },
  ],
  ['what is At Risk made of', 'segment_makeup', 'What At Risk is made up of', { segment: 'At Risk' }],
  ['composition of Champions', 'segment_makeup', 'What Champions is made up of', { segment: 'Champions' }],
  ['download At Risk', 'download_segment', 'The members of At Risk as a file', { segment: 'At Risk' }],
  [
    'details of customer 17850',
    'sql_data_retriever',
    'Details of customer 17850',
    { customer_ids: ['17850'] },
  ],
  [
    'profile of customer 17850',
    'sql_data_retriever',
    'Details of customer 17850',
    { customer_ids: ['17850'] },
  ],
  ['show me customer 17850', 'sql_data_retriever', 'Details of customer 17850', { customer_ids: ['17850'] }],
  ['who is customer 17850', 'sql_data_retriever', 'Details of customer 17850', { customer_ids: ['17850'] }],
  [
    '17850, 15311 as json',
    'sql_data_retriever',
    'Details of customers 17850, 15311',
    { customer_ids: ['17850', '15311'] },
  ],
  ['people similar to 17850', 'semantic_search', 'Customers most like customer 17850', { like: '17850' }],
  [
    'lookalikes of customer 17850',
    'semantic_search',
    'Customers most like customer 17850',
    { like: '17850' },
  ],
];

/** What follows in a thread. */
export const followUps: readonly AudiencePhrasing[] = [
  [
    ['customers who bought socks', 'only women'],
    'hybrid_discovery',
    'Customers who bought Socks and are women',
  ],
  [
    ['customers who bought socks', 'in Berlin'],
    'hybrid_discovery',
    'Customers who bought Socks and live in Berlin',
  ],
  [
    ['champions in Berlin', 'what about Chicago'],
    'hybrid_discovery',
    'Customers who belong to Champions and live in Chicago',
  ],
  [
    ['customers who bought socks', 'by location'],
    'segment_makeup',
    'What they are made up of: Customers who bought Socks',
  ],
  [
    ['customers who bought socks', 'and not shoes'],
    'hybrid_discovery',
    'Customers who bought Socks, but not Shoes',
  ],
  [
    ['customers who bought socks in the last 60 days', 'last 30 days instead'],
    'hybrid_discovery',
    'Customers who bought Socks in the last 30 days (22 Oct – 20 Nov 2026)',
  ],
  [
    ['customers who bought socks', 'only those interested in sports'],
    'hybrid_discovery',
    'Customers who bought Socks, those closest to “sports” first',
  ],
  [['customers who bought socks', 'how many'], 'hybrid_discovery', 'Customers who bought Socks'],
  [
    ['customers who bought socks', 'save as Sock lovers 2'],
    'save_segment',
    'Save as “Sock lovers 2”: Customers who bought Socks',
  ],
  [['customers who bought socks', 'download'], 'download_audience', 'Download: Customers who bought Socks'],
  [
    ['customers who bought socks', 'how many of them are women'],
    'hybrid_discovery',
    'Customers who bought Socks and are women',
  ],
  [['customers who bought socks', 'revenue last month'], 'sql_analytics', 'Revenue, October 2026'],
  [
    ['show me at-risk customers', 'only women'],
    'hybrid_discovery',
    'Customers who belong to At Risk and are women',
  ],
  [
    ['customers who bought socks', 'in Chicago instead'],
    'hybrid_discovery',
    'Customers who bought Socks and live in Chicago',
  ],
  [
    ['customers in Berlin who bought socks', 'in Chicago'],
    'hybrid_discovery',
    'Customers who bought Socks and live in Chicago',
  ],
  [
    ['customers who bought socks', 'only those with e-mail consent'],
    'hybrid_discovery',
    'Customers who bought Socks and agreed to e-mail',
  ],
  [
    ['customers who bought socks', 'who also bought bags'],
    'hybrid_discovery',
    'Customers who bought Socks and bought Bags',
  ],
  [
    ['customers who bought socks', 'but not in the last 30 days'],
    'hybrid_discovery',
    'Customers who bought Socks, but did not buy Socks in the last 30 days (22 Oct – 20 Nov 2026)',
  ],
  [
    ['customers who bought socks', 'over 40'],
    'hybrid_discovery',
    'Customers who bought Socks and are over 40 years old',
  ],
  [
    ['customers who bought socks', 'what about men'],
    'hybrid_discovery',
    'Customers who bought Socks and are men',
  ],
  [
    ['customers interested in sports', 'who bought shoes'],
    'hybrid_discovery',
    'Customers who bought Shoes, those closest to “sports” first',
  ],
  [
    ['customers interested in sports', 'only in Berlin', 'women'],
    'hybrid_discovery',
    'Customers who live in Berlin and are women, those closest to “sports” first',
  ],
  [
    ['customers interested in sports', 'how many'],
    'hybrid_discovery',
    'All customers, those closest to “sports” first',
  ],
  [['customers who bought socks', 'top 50'], 'hybrid_discovery', 'Customers who bought Socks'],
  [
    ['customers who bought socks', 'export as csv'],
    'download_audience',
    'Download: Customers who bought Socks',
  ],
  [
    ['champions in Berlin', 'save this as Berlin champions'],
    'save_segment',
    'Save as “Berlin champions”: Customers who belong to Champions and live in Berlin',
  ],
  [
    ['customers who bought socks this year', 'last year instead'],
    'hybrid_discovery',
    'Customers who bought Socks in 2025',
  ],
  [
    ['who are our champions', 'with no orders in the last 30 days'],
    'hybrid_discovery',
    'Customers who belong to Champions, but did not buy anything in the last 30 days (22 Oct – 20 Nov 2026)',
  ],
];
