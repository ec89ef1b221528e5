/** First and last, and the order of a list. The format is told in structure-words.ts. */
export const RANKING_WORDS = {
  ranking: `
    rank | ranks | ranking | ranking of | ranked | ranked by | rank by | rank the | leaderboard | leaderboard of`,
  top: `
    top | best | biggest | largest | highest | leading | most valuable | top performing |
    best performing | strongest | highest ranking | top ranked | greatest | top most | topmost | max |
    maximum | greatest number of | number one | most successful | peak | the most | most | the highest |
    the largest | the biggest | the greatest | the best | highest number of | largest number of |
    highest amount of | most important | highest performing | the most successful | highest earning |
    highest grossing | top grossing | top earning | best earning | best single | single best |
    biggest single | single biggest | largest single | single largest | highest single | single highest`,
  bottom: `
    bottom | worst | smallest | lowest | weakest | least | fewest | worst performing | lowest performing |
    poorest | least valuable | minimum | min | the least | the lowest | the fewest | the smallest |
    the worst | lowest number of | smallest number of | lowest ranking | poorest performing |
    poorly performing | weakest performing | least successful | underperforming | lowest earning |
    lowest grossing | worst single | single worst | lowest single | single lowest`,
  /** Ranks by selling, without saying whether in money or in pieces. */
  selling: `
    best selling | top selling | most sold | best sold | most popular | hottest | most selling |
    highest selling | best seller | best sellers | bestselling | sells best | sold best | sell best |
    sells the most | sold the most | sell the most | most purchased | most bought | sells most |
    most frequently bought | most ordered | favourite | favorite | top seller | top sellers`,
  sellingLeast: `
    worst selling | least sold | least popular | lowest selling | slowest selling | sells the least |
    sold the least | sell the least | sold worst | sells worst | least purchased`,
  /** Ranks by how much was going on: orders, where nothing else is named. */
  busiest: 'busiest | most active | most busy | liveliest',
  quietest: 'quietest | slowest | least active | least busy | calmest',
  /** With coupons: by how often each was used. */
  usedMost: `
    used the most | most used | most often used | most frequently used | used most often | used most |
    used most frequently | most redeemed | redeemed the most | redeemed most often`,
  usedLeast: `
    used the least | least used | least often used | used least often | used least | least redeemed |
    redeemed the least`,
  earnMost: `
    makes the most money | made the most money | make the most money | earns the most | earned the most |
    earn the most | brings in the most | brought in the most | bring in the most |
    brings in the most money | brought in the most money | generates the most | generated the most money |
    spent the most | spend the most | spends the most | spent most | spend most | highest spending |
    top spending | biggest spending | most money | spent the most money | paid the most | made the most |
    makes the most`,
  earnLeast: `
    makes the least money | made the least money | make the least money | earns the least |
    earned the least | earn the least | brings in the least | brought in the least | bring in the least |
    spent the least | spend the least | spends the least | least money | lowest spending`,
  /** Leads to the metric a ranking goes by. */
  rankedBy: `
    by | in terms of | based on | measured by | in | with | with the | by number of | by the number of |
    by total | according to | on | for | when it comes to | with regard to | as measured by | by their |
    ranked by | sorted by | ordered by | order by | sort by | sorted on | regarding | has | have | had |
    generated | generates | produced | saw | by count of`,
  sort: `
    sort | sorted | sort by | sorted by | order by | ordered by | sort it by | sort them by | sort it |
    sort them`,
  ascending: `
    ascending | asc | lowest first | smallest first | from lowest to highest | from low to high |
    low to high | lowest to highest | from smallest to largest | in ascending order | increasing order |
    smallest to largest | from worst to best | worst to best | worst first`,
  descending: `
    descending | desc | highest first | largest first | biggest first | from highest to lowest |
    from high to low | high to low | highest to lowest | from largest to smallest | in descending order |
    decreasing order | largest to smallest | from best to worst | best to worst | best first | top first`,
} as const;
